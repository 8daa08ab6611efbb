"""The base of every list: our look, numbers on the right, pages with counts, rows as cards on phones."""

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures, markup

PER_PAGE = (25, 50, 100)
NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}, "tf": {"class": "num"}}


class NumberColumn(tables.Column):
    """A whole number or decimal, right-aligned, in the reader's separators; None is a dash."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", NUMBER)
        kwargs.setdefault("initial_sort_descending", True)
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> str:
        return figures.number(value)


class RupiahColumn(NumberColumn):
    def render(self, value: Any) -> str:
        return figures.rupiah(value)


class DayColumn(tables.Column):
    """A day, written short: 26 Feb 2020."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "text-nowrap"}})
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> str:
        return figures.short_day(value)


class NikColumn(tables.Column):
    """An identity number, masked; never sortable, because the order would give digits away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("NIK"))
        kwargs["orderable"] = False
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> SafeString:
        return markup.masked_nik(value)


class StateColumn(tables.Column):
    """A state as its sign; the value is a key of agencies/pages/badges.py."""

    def render(self, value: Any) -> SafeString:
        return markup.badge(value)


class BarColumn(tables.Column):
    """The coverage bar of a row; the value is anything `coverage_bar` takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "bar-cell"}})
        kwargs.setdefault("orderable", False)
        kwargs.setdefault("empty_values", ())
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> SafeString:
        return markup.coverage_bar(value, "row")


class BaseTable(tables.Table):
    """`caption` names the table for screen readers; `phone`: "cards" stacks each row, "scroll" keeps the
    grid and holds the first column still (for figures to be compared); `noun` is what the rows are, for
    "1–25 of 621 workers"; `empty` says what belongs here.
    """

    caption: Any = ""
    phone = "cards"
    noun: Any = _("rows")
    empty: Any = _("Nothing to show here yet.")
    per_page_choices: Sequence[int] = PER_PAGE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_text", self.empty)
        kwargs.setdefault("template_name", "pages/table.html")
        kwargs.setdefault("default", "–")
        super().__init__(*args, **kwargs)


def per_page(request: HttpRequest, choices: Sequence[int]) -> int:
    """The page size asked for, if it is one we offer; anything else is the smallest."""
    wanted = request.GET.get("per_page")
    return next((size for size in choices if str(size) == wanted), choices[0])


def without_ties(rows: QuerySet) -> QuerySet:
    """The rows in the same order, those that are alike in it by their key: the database may give them in
    another order for each page, and a row would be on two pages or on none."""
    query = rows.query
    grouped = rows._iterable_class is not ModelIterable  # values() add up by what they are ordered by
    if grouped or query.is_sliced or query.combinator or query.distinct_fields:
        return rows
    order = query.order_by or (query.get_meta().ordering if query.default_ordering else ())
    return rows.order_by(*order, "pk")


def paged(request: HttpRequest, table: BaseTable) -> BaseTable:
    """Order and page the table as the query string asks; nonsense there gives the first or last page."""
    tables.RequestConfig(request, paginate=False).configure(table)
    if isinstance(rows := table.data.data, QuerySet):
        table.data.data = without_ties(rows)
    table.paginate(per_page=per_page(request, table.per_page_choices))
    table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))
    return table
