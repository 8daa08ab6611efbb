"""Payments as a workbook or a CSV: figures, nobody's name."""

from collections.abc import Iterable
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.pages.downloads import csv_response, file_name
from agencies.pages.exports import workbook_response
from contributions.models import Payment
from contributions.payments.doubts import group_words
from contributions.payments.tables import listed, months_words


def payments(found: Any, place: str, form: str = "xlsx") -> FileResponse | HttpResponse:
    """The payments of a list, cut to the user's scope already; `form` is xlsx or csv."""
    head = [
        _("Contribution group"), _("Paid on"), _("Kode iuran"), _("Amount (Rp)"), _("Pays the months"),
        _("Allocated (Rp)"), _("Moved or paid back (Rp)"), _("Credit (Rp)"), _("Channel"), _("Reference"),
        _("SP2D number"), _("SP2D date"), _("Proof of payment"), _("Note"), _("Taken back"), _("Reason"),
    ]  # fmt: skip
    rows: Iterable[list[Any]] = [_line(one) for one in listed(found)]
    today = timezone.localdate().isoformat()
    if form == "csv":
        return csv_response(head, rows, file_name(_("payments"), place, today, extension="csv"))
    return workbook_response({_("Payments"): (head, rows)}, file_name(_("payments"), place, today))


def _line(one: Payment) -> list[Any]:
    return [
        group_words(one.group) if one.group else "", one.paid_on, one.code, one.amount, months_words(one),
        one.allocated, one.moved_out, one.credit, one.get_channel_display(), one.reference,
        one.sp2d_number, one.sp2d_on, one.file_name, one.note,
        timezone.localtime(one.voided_at).date() if one.voided_at else None, one.void_reason,
    ]  # fmt: skip
