"""Payments and the rows of a list as workbooks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from contributions.models import Payment, PaymentList
from contributions.payments.lists.kinds import RowKind, rows_of
from contributions.payments.lists.wording import SKIPPED, remarks
from enrolment.reconciliation.lists.forms import group_name


def payments_workbook(payments: Iterable[Payment], *name: str) -> FileResponse:
    """Payments as figures: agencies, codes, rupiah; nobody's name."""
    head = [
        _("Paid on"), _("Agency code"), _("Agency"), _("NPP"), _("Kode iuran"), _("Amount"),
        _("Used for months"), _("Moved"), _("Credit"), _("Channel"), _("Reference"), _("Origin"),
        _("Taken back on"), _("Reason"),
    ]  # fmt: skip
    return workbook_response({_("Payments"): (head, map(_payment, payments))}, file_name(*name))


def _payment(one: Payment) -> list[Any]:
    return [
        one.paid_on, one.agency.code if one.agency else "", one.agency.name if one.agency else "",
        one.group.npp if one.group else "", one.code, one.amount, one.allocated, one.moved_out, one.credit,
        one.get_channel_display(), one.reference, one.get_origin_display(), one.voided_at, one.void_reason,
    ]  # fmt: skip


def rows_workbook(found: PaymentList) -> FileResponse:
    """What came of each row of a list, and a sheet of those that are no payment."""
    head = [
        _("Sheet"), _("Row"), _("What it is"), _("Agency"), _("Kode iuran"), _("NPP"), _("Payer or unit"),
        _("Month"), _("Paid on"), _("Amount"), _("Channel"), _("Reference"), _("Remarks"),
    ]  # fmt: skip
    rows = rows_of(found).select_related("group__agency").order_by("ordinal")
    sheets: dict[str, tuple[Sequence[Any], Iterable[Sequence[Any]]]] = {
        _("Payments"): (head, map(_row, rows))
    }
    if skipped := found.summary.get("skipped"):
        left = ([sheet, row, str(SKIPPED.get(word, word))] for sheet, row, word in skipped)
        sheets[_("No payment")] = ([_("Sheet"), _("Row"), _("Why")], left)
    return workbook_response(sheets, file_name(_("list of payments"), found.file_name))


def _row(row: Any) -> list[Any]:
    said = " ".join(f"{one.what} {one.todo}".strip() for one in remarks(row))
    return [
        row.sheet, row.row, str(RowKind(row.kind).label), group_name(row.group) if row.group else "",
        row.code, row.npp, row.payer, row.month, row.paid_on, row.amount, row.channel, row.reference, said,
    ]  # fmt: skip
