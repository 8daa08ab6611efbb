"""Every address of the project, with the view behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

THEIRS = ("allauth.", "django.")  # views of libraries: they guard themselves


@dataclass(frozen=True)
class Address:
    name: str
    path: str
    pattern: URLPattern

    @property
    def need(self):
        return getattr(self.pattern.callback, "need", None)

    @property
    def ours(self) -> bool:
        return not self.pattern.callback.__module__.startswith(THEIRS)


def addresses(patterns=None, before: str = "") -> Iterator[Address]:
    for found in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(found.pattern)
        if isinstance(found, URLPattern):
            yield Address(found.name, path, found)
        else:
            yield from addresses(found.url_patterns, path)
