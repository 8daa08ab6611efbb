"""The table for the budget office: a workbook of figures, ready to be printed on one page's width."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.pages.books import Book
from agencies.pages.cells import Styled
from agencies.pages.downloads import file_name
from agencies.pages.exports import book_response
from contributions.budget.heads import total
from contributions.budget.pages import Page, sums_of
from contributions.budget.tables import note_of
from contributions.budget.words import PART_WORDS, Compared

MONEY = "#,##0.00"


def as_workbook(page: Page, code: str, name: str) -> HttpResponse:
    """Sheets: the sums, agencies, sources and accounts, months, and the what-if if one was asked for."""
    book = Book()
    sheets: list[tuple[str, list[str], list[list[Any]]]] = [
        (_("Budget"), [_("Figure"), _("Value")], summary_rows(page, name)),
        (_("Agencies"), agency_head(page), agency_rows(page)),
        (_("Sources and accounts"), source_head(page), source_rows(page)),
        (_("Months"), [_("Month"), _("Assessed"), _("Forecast")], month_rows(page)),
    ]
    if page.what_if:
        head = [_("Figure"), _("Today"), _("What if"), _("More or less")]
        sheets.append((_("What if"), head, [what_if_row(one) for one in page.what_if]))
    money = book.style(MONEY)
    for title, head, rows in sheets:
        sheet = book.sheet(title, head)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
        book.rows(sheet, _money(rows, money))
    return book_response(book, file_name(_("budget"), code, page.year_text))


def _money(rows: list[list[Any]], style: int) -> Iterator[list[Any]]:
    """Rupiah as rupiah; heads and days of the same column as what they are."""
    for row in rows:
        yield [Styled(value, style) if isinstance(value, Decimal) else value for value in row]


def summary_rows(page: Page, name: str) -> list[list[Any]]:
    whole = page.whole
    return [
        [_("Place"), name],
        [_("Year"), page.year_text],
        [_("Position as of"), timezone.localdate()],
        [_("Workers registered"), whole.people.registered],
        [_("Listed, not registered"), whole.people.listed],
        [_("Declared, not listed"), whole.people.declared],
        [_("Workers in no sum, since nobody knows their base"), whole.lacking],
        [_("Registered, assessed"), total(whole.actual)],
        [_("Registered, the whole year"), total(whole.year)],
        [_("Past months that nobody assessed, in no sum"), page.left_out],
        [_("Still missing, the rest of the year"), total(whole.rest)],
        [_("Everybody, twelve months"), total(whole.full)],
        [_("Note"), page.unplaced],
    ]


def agency_head(page: Page) -> list[str]:
    sums = [_("Assessed"), _("The year"), _("They, the rest of the year"), _("Everybody, twelve months")]
    parts = [f"{word}, {page.year_text}" for word in PART_WORDS.values()]
    people = [_("Registered"), _("Still missing")]
    return [_("Code"), _("Agency"), *people, _("A month"), *sums, *parts, _("Note")]


def agency_rows(page: Page) -> list[list[Any]]:
    rows = []
    for one in page.budgets:
        sums = sums_of(one)
        money = [sums[name] for name in ("month", "actual", "year", "rest", "full")]
        people = [one.people.registered, one.people.missing]
        rows.append([one.agency.code, one.agency.name, *people, *money, *one.year.values(), note_of(one)])
    return rows


def source_head(page: Page) -> list[str]:
    return [
        _("Source"), _("Programme"), _("Budget account"),
        _("Registered, the year %(year)s") % {"year": page.year_text}, _("Everybody, twelve months"),
    ]  # fmt: skip


def source_rows(page: Page) -> list[list[Any]]:
    return [[str(one.source), str(one.part), one.account, one.year, one.full] for one in page.lines]


def month_rows(page: Page) -> list[list[Any]]:
    return [[f"{one.month:%Y-%m}", one.assessed, one.forecast] for one in page.months]


def what_if_row(one: Compared) -> list[Any]:
    sums = [one.before, one.after, one.difference]
    return [str(one.label), *(sums if one.is_money else map(int, sums))]
