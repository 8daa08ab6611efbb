"""The report as a workbook: five sheets, numbers as numbers, no formulas (Excel 2010), ready to be printed;
in the language in force."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font

from agencies.pages.books import DAY, TEXT, Book
from agencies.pages.cells import Styled
from agencies.pages.figures import day
from contributions.budget.heads import ZERO
from contributions.models import Source
from contributions.reports import wording
from contributions.reports.content import AgencyLine, Content, StatedRate

WHOLE, MONEY, SHARE = "#,##0", "#,##0.00", "0.0%"
CUT = Decimal("0.001")


class _Sheets:
    """The workbook with the styles that all its sheets share."""

    def __init__(self) -> None:
        self.book = Book()
        # Remarks are long: they go on below, and what stands beside them begins where they begin.
        top, below = {"alignment": Alignment(vertical="top")}, Alignment(vertical="top", wrap_text=True)
        self.whole, self.money = self.book.style(WHOLE, **top), self.book.style(MONEY, **top)
        self.share, self.day = self.book.style(SHARE, **top), self.book.style(DAY, **top)
        self.label, self.remark = self.book.style(TEXT, **top), self.book.style(TEXT, alignment=below)
        self.bold = self.book.style(TEXT, font=Font(bold=True))
        self.bold_whole = self.book.style(WHOLE, font=Font(bold=True))
        self.bold_money = self.book.style(MONEY, font=Font(bold=True))

    def add(self, title: str, head: Sequence[str], rows: Iterator[list[Any]], columns: dict[int, int]) -> Any:
        """A sheet that prints across one page wide, its head on every page."""
        sheet = self.book.sheet(title, head)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = "1:1"
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = "Lindungi", "&P / &N"
        self.book.rows(sheet, rows, columns)
        return sheet


def workbook(content: Content, decision: str) -> bytes:
    """Summary, by agency, arrears, trend, cost."""
    sheets = _Sheets()
    _summary(sheets, content, decision)
    _agencies(sheets, content)
    _arrears(sheets, content)
    _trend(sheets, content)
    _cost(sheets, content)
    stored = io.BytesIO()
    sheets.book.save(stored)
    return stored.getvalue()


def _summary(sheets: _Sheets, content: Content, decision: str) -> None:
    head = [_("What"), _("Value"), _("Remarks")]
    columns = {0: sheets.label, 1: sheets.label, 2: sheets.remark}
    sheet = sheets.add(_("Summary"), head, _summary_rows(sheets, content, decision), columns)
    for letter, width in (("A", 44), ("B", 22), ("C", 90)):
        sheet.column_dimensions[letter].width = width


def _summary_rows(sheets: _Sheets, content: Content, decision: str) -> Iterator[list[Any]]:
    counts = content.counts
    yield [_("Place"), content.region, content.code]
    yield [_("As of"), Styled(content.as_of, sheets.day), wording.frozen_in_words(content)]
    for rate in content.rates:
        yield _rate_row(sheets, rate)
    month = wording.month_name(content.last_due)
    for label, value, remark in (
        (_("Listed"), counts.listed, wording.silence(content)),
        (_("Submitted"), counts.submitted, ""),
        (_("Registered"), counts.registered, ""),
        (_("Confirmed"), counts.confirmed, ""),
        (_("Covered by Taspen"), counts.taspen, ""),
        (_("Active"), counts.active, _("contribution of %(month)s paid") % {"month": month}),
        (_("Awaiting first contribution"), counts.awaiting, ""),
        (_("In arrears"), counts.arrears, wording.arrears_in_words(content)),
    ):
        yield [label, _number(sheets.whole, value), remark]
    for value in dict.fromkeys(content.gaps):
        yield [_("People not covered"), _number(sheets.whole, value), wording.gap_in_words(content)]
    for amount in dict.fromkeys(content.cost.gap):
        yield [_("To close the gap, a month"), _number(sheets.money, amount), wording.cost_in_words(content)]
    claims = content.claims
    words = wording.claims_in_words(claims, content.made_on)
    yield [_("Cases paid"), _number(sheets.whole, claims.paid_cases), words]
    yield [_("Paid for them (Rp)"), _number(sheets.money, claims.paid), ""]
    yield [_("One decision is asked"), "", decision]


def _rate_row(sheets: _Sheets, rate: StatedRate) -> list[Any]:
    """The share cut to one place, as it is everywhere; the caution of the total beside it."""
    parts = wording.rate_in_words(rate) if rate.total else ""
    share = (Decimal(rate.registered) / rate.total).quantize(CUT, ROUND_DOWN) if rate.total else None
    remark = "; ".join(filter(None, (parts, wording.origin_of(rate), rate.caution)))
    return [_("Rate registered"), _number(sheets.share, share), remark]


def _number(style: int, value: Any) -> Any:
    """A number in its format; what is not known stays empty."""
    return None if value is None else Styled(value, style)


def _agencies(sheets: _Sheets, content: Content) -> None:
    head = [
        _("Code"), _("Agency"), _("Declared"), _("Listed"), _("Submitted"), _("Registered"), _("Confirmed"),
        _("Covered by Taspen"), _("Active"), _("Awaiting first contribution"), _("In arrears"),
        _("Not covered"), _("To close, Rp a month"), _("Months unpaid"), _("Arrears (Rp)"),
    ]  # fmt: skip
    columns = dict.fromkeys(range(2, 15), sheets.whole) | {12: sheets.money, 14: sheets.money}
    sheet = sheets.add(_("By agency"), head, _agency_rows(sheets, content), columns)
    sheet.column_dimensions["B"].width = 46


def _agency_rows(sheets: _Sheets, content: Content) -> Iterator[list[Any]]:
    rows = [_agency_row(one) for one in sorted(content.lines, key=lambda one: one.sorts_by_gap)]
    yield from rows
    sums: list[Any] = [None, Styled(_("Together"), sheets.bold)]
    for column in range(2, 15):
        known = [row[column] for row in rows if row[column] is not None]
        style = sheets.bold_money if column in (12, 14) else sheets.bold_whole
        sums.append(Styled(sum(known[1:], known[0]), style) if known and column != 13 else None)
    yield sums


def _agency_row(one: AgencyLine) -> list[Any]:
    """Without a list only what was declared is known."""
    it, known = one.counts, one.counts.listed is not None
    counted = [it.listed, it.submitted, it.registered, it.confirmed, it.taspen]
    states = [it.active, *([it.awaiting, it.arrears] if it.active is not None else [None, None])]
    return [
        one.code, one.name, one.declared, *(counted if known else [None] * 5), *states, one.gap, one.cost,
        len(one.owed) or None, one.debt if one.owed else None,
    ]  # fmt: skip


def _arrears(sheets: _Sheets, content: Content) -> None:
    """Agency × month: every month apart."""
    months = sorted({month for one in content.indebted for month, _amount in one.owed})
    head = [_("Code"), _("Agency"), *(date_format(month, "M Y") for month in months), _("Together")]
    columns = dict.fromkeys(range(2, len(head)), sheets.money)
    sheet = sheets.add(_("Arrears"), head, _arrears_rows(sheets, content, months), columns)
    sheet.column_dimensions["B"].width = 46


def _arrears_rows(sheets: _Sheets, content: Content, months: Sequence[dt.date]) -> Iterator[list[Any]]:
    sums = dict.fromkeys(months, ZERO)
    for one in content.indebted:
        owed = dict(one.owed)
        for month, amount in owed.items():
            sums[month] += amount
        yield [one.code, one.name, *(owed.get(month) for month in months), one.debt]
    if months:
        total = [Styled(amount, sheets.bold_money) for amount in [*sums.values(), content.debt]]
        yield [None, Styled(_("Together"), sheets.bold), *total]
    else:
        yield [None, wording.arrears_in_words(content)]


def _trend(sheets: _Sheets, content: Content) -> None:
    head = [
        _("Month's end"), _("Listed"), _("Registered"), _("Active"), _("Total stated"), _("Unpaid (Rp)"),
    ]  # fmt: skip
    rows = (
        [date_format(one.month, "F Y"), one.listed, one.registered, one.active, one.declared, one.unpaid]
        for one in content.trend
    )
    columns = dict.fromkeys(range(1, 5), sheets.whole) | {5: sheets.money}
    sheets.add(_("Trend"), head, rows, columns)


def _cost(sheets: _Sheets, content: Content) -> None:
    head = [_("Who"), _("People"), _("A month (Rp)"), _("Twelve months (Rp)"), _("Remarks")]
    columns = {0: sheets.label, 1: sheets.whole, 2: sheets.money, 3: sheets.money, 4: sheets.remark}
    sheet = sheets.add(_("Cost"), head, _cost_rows(content), columns)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["E"].width = 44, 90


def _cost_rows(content: Content) -> Iterator[list[Any]]:
    cost = content.cost
    yield [
        _("Registered now, on known terms"),
        cost.heads,
        cost.registered if cost.heads else None,
        cost.registered * 12 if cost.heads else None,
        " ".join(filter(None, (day(content.as_of), wording.apart_in_words(content)))),
    ]
    for people, amount in dict(zip(content.missing, cost.gap, strict=False)).items():
        yield [_("To close the gap"), people, amount, amount * 12, wording.cost_in_words(content)]
    if cost.per_head is None:
        yield [_("To close the gap"), content.gap, None, None, wording.cost_in_words(content)]
    for one in cost.sources:
        remark = _("twelve months of everybody on lists or declared")
        yield [str(Source(one.source).label), None, None, one.full, remark]
