"""Which views look at what is sent to them: to the others nonsense need not be told twice."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.template.base import Template


class ReadRequest(WSGIRequest):
    """Notes in `was_read` whether anybody looked at the query, the fields or the body; for
    `django.test.client.WSGIRequest`, and found again as `response.wsgi_request`."""

    was_read = False

    def __init__(self, environ: dict[str, Any]) -> None:
        super().__init__(environ)
        self.__dict__["GET"] = ReadFields.of(self, QueryDict(environ["QUERY_STRING"]))

    def _load_post_and_files(self) -> None:
        before = self.was_read
        super()._load_post_and_files()
        self.was_read = before  # what is there was taken apart, and not looked at
        if self.method == "POST":
            self._post = ReadFields.of(self, self._post)

    def get_full_path(self, force_append_slash: bool = False) -> str:
        self.was_read = True
        return super().get_full_path(force_append_slash)

    def read(self, *args: Any, **kwargs: Any) -> bytes:
        self.was_read = True
        return super().read(*args, **kwargs)

    @property
    def body(self) -> bytes:
        self.was_read = True
        return super().body


class ReadFields(QueryDict):
    """Tells its request of every look at what was sent."""

    request: ReadRequest | None = None

    @classmethod
    def of(cls, request: ReadRequest, sent: QueryDict) -> "ReadFields":
        found = cls("", mutable=True)
        for name, values in sent.lists():
            found.setlist(name, values)
        found._mutable, found.request = False, request
        return found

    def _note(self) -> None:
        if self.request is not None:
            self.request.was_read = True

    def __getitem__(self, key: str) -> Any:
        self._note()
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._note()
        return super().__contains__(key)

    def __len__(self) -> int:
        self._note()
        return super().__len__()

    def __iter__(self) -> Iterator[str]:
        self._note()
        return super().__iter__()

    def __eq__(self, other: object) -> bool:
        self._note()
        return super().__eq__(other)

    __hash__ = None  # as of every dict

    def keys(self) -> Any:
        self._note()
        return super().keys()

    def _getlist(self, key: str, default: Any = None, force_list: bool = False) -> list:
        self._note()
        return super()._getlist(key, default, force_list)

    def lists(self) -> Iterator[tuple[str, list]]:
        self._note()
        return super().lists()

    def __deepcopy__(self, memo: dict) -> QueryDict:
        copied = QueryDict("", mutable=True)
        for name, values in self.lists():
            copied.setlist(name, list(values))
        return copied


@pytest.fixture
def noting(monkeypatch):
    """The requests of tests note whether what they carry was looked at."""
    monkeypatch.setattr("django.test.client.WSGIRequest", ReadRequest)


@pytest.fixture
def plain_rendering(monkeypatch):
    """Templates are rendered as outside of tests: no copy of the context of each is kept for the response."""
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
