"""The list of deductions as a workbook, in Indonesian whoever prints it. Sums are values, not formulas: they
read the same in every program."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.styles import Font

from agencies.pages.books import TEXT, Book
from agencies.pages.cells import Styled
from contributions.treasury.deduction_papers import roundings, unit_name
from contributions.treasury.deductions import Deduction, DeductionList, Sums
from contributions.treasury.paper import in_words

MONEY = "#,##0.00"


def book_of(found: DeductionList) -> Book:
    """Two sheets: by unit and by worker, these in groups with their sums."""
    with translation.override("id"):
        book = Book()
        plain, bold, strong = book.style(MONEY), _bold(book, MONEY), _bold(book, TEXT)
        amounts = _amount_heads()
        sheet = book.sheet(_("By unit"), [_("Unit"), _("Workers"), *amounts])
        columns = {1: book.style("#,##0")} | {2 + n: plain for n in range(len(amounts))}
        book.rows(sheet, _units(found, strong, bold), columns)
        sheet = book.sheet(_("By worker"), [_("No."), _("Unit"), _("Name"), _("Position"), *amounts])
        columns = {4 + n: plain for n in range(len(amounts))}
        book.rows(sheet, _people(found, strong, bold), columns)
    return book


def _bold(book: Book, number_format: str) -> int:
    return book.style(number_format, font=Font(bold=True))


def _amount_heads() -> list[str]:
    return [
        _("Contribution base"), _("Contribution"), _("of which back pay and corrections"),
        _("Part to be cut"), _("Deduction"), _("Rounding"),
    ]  # fmt: skip


def _amounts(one: Deduction | Sums) -> list[Any]:
    return [one.base, one.contribution, one.earlier, one.exact, one.cut, one.exact - one.cut]


def _total(label: str, before: int, sums: Sums, strong: int, bold: int) -> list[Any]:
    texts = [Styled(label, strong), *[None] * (before - 1)]
    return [*texts, *(Styled(amount, bold) for amount in _amounts(sums))]


def _units(found: DeductionList, strong: int, bold: int) -> Iterator[list[Any]]:
    for unit in found.units:
        yield [unit_name(unit.name), len(unit.people), *_amounts(unit)]
    total = _total(_("Together"), 2, found, strong, bold)
    yield [total[0], Styled(len(found.people), strong), *total[2:]]
    yield []
    yield [in_words(found.cut)]
    yield from ([words] for words in roundings(found))


def _people(found: DeductionList, strong: int, bold: int) -> Iterator[list[Any]]:
    numbers = count(1)
    for unit in found.units:
        for one in unit.people:
            yield [next(numbers), unit_name(unit.name), one.name, one.position, *_amounts(one)]
        label = _("Together %(unit)s") % {"unit": unit_name(unit.name)}
        yield _total(label, 4, unit, strong, bold)
    yield _total(_("Together"), 4, found, strong, bold)
