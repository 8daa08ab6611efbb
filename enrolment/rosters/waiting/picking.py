"""Rows with tick boxes over several pages, without JavaScript: what was unticked on one page is remembered
in the form while another is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict

PER_PAGE = 100


@dataclass(frozen=True)
class Picked:
    """The page to show, what is unticked on all pages, and whether the user confirms or turns pages.

    `rows` of the page are pairs of a row and whether it is ticked; `kept` are the unticked ordinals of
    other pages.
    """

    page: Page
    left_out: frozenset[int]
    confirmed: bool

    @property
    def rows(self) -> list[tuple[Any, bool]]:
        return [(row, row.ordinal not in self.left_out) for row in self.page]

    @property
    def kept(self) -> list[int]:
        return sorted(self.left_out - {row.ordinal for row in self.page})


def picked(request: HttpRequest, rows: Sequence[Any]) -> Picked:
    """What the form sent says about these rows (anything with an `ordinal`); all are ticked at first."""
    sent = request.POST
    shown, ticked = ordinals(sent, "shown"), ordinals(sent, "row")
    left_out = (ordinals(sent, "leave") - shown) | (shown - ticked)
    page = Paginator(rows, PER_PAGE).get_page(sent.get("page") or sent.get("at"))
    return Picked(page, frozenset(left_out), request.method == "POST" and "page" not in sent)


def ordinals(sent: QueryDict, name: str) -> set[int]:
    """The row numbers under a name; nonsense is passed over."""
    return {int(n) for n in sent.getlist(name) if n.isascii() and n.isdigit() and len(n) < 10}
