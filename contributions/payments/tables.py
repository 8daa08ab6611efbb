"""Payments of an agency."""

from typing import Any

import django_tables2 as tables
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable, RupiahColumn
from contributions.models import Allocation, Payment
from contributions.payments.doubts import group_words


def listed(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """With what a list of them shows: groups, and the months that they pay. Two queries whatever the size."""
    months = Allocation.objects.order_by("month")
    return payments.select_related("group__agency").prefetch_related(
        Prefetch("allocations", queryset=months, to_attr="given")
    )


def months_words(payment: Any) -> str:
    """`Feb 2020, Mar 2020`: the months that a payment pays, oldest first."""
    return ", ".join(dict.fromkeys(formats.date_format(one.month, "M Y") for one in payment.given))


def state_of(payment: Payment) -> str:
    """The key of its sign."""
    if payment.voided_at:
        return "payment_void"
    return "payment_credit" if payment.credit else "payment_used"


class PaymentTable(BaseTable):
    caption = _("Payments")
    noun = _("payments")
    empty = _("No payment fits these filters.")

    paid_on = tables.Column(verbose_name=_("Paid on"), attrs={"td": {"class": "text-nowrap"}})
    group = tables.Column(verbose_name=_("Contribution group"), order_by="group__name")
    code = tables.Column(verbose_name=_("Kode iuran"), attrs={"td": {"class": "nik"}})
    amount = RupiahColumn(verbose_name=_("Amount"))
    months = tables.Column(verbose_name=_("Pays"), empty_values=(), orderable=False)
    credit = RupiahColumn(verbose_name=_("Credit"), orderable=False)
    channel = tables.Column(verbose_name=_("Channel"))
    papers = tables.Column(verbose_name=_("Papers"), empty_values=(), orderable=False)
    state = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, agency: Agency, several: bool, **kwargs: Any) -> None:
        self.agency = agency
        super().__init__(*args, exclude=() if several else ("group",), **kwargs)

    def render_paid_on(self, value: Any, record: Payment) -> SafeString:
        address = reverse("agency_payment", args=[self.agency.code, record.pk])
        return format_html('<a href="{}">{}</a>', address, figures.short_day(value))

    def render_group(self, record: Payment) -> str:
        return group_words(record.group) if record.group else "–"

    def render_months(self, record: Payment) -> str:
        return months_words(record) or "–"

    def render_channel(self, record: Payment) -> str:
        return record.get_channel_display()

    def render_papers(self, record: Payment) -> str:
        proof = str(_("proof")) if record.file_name else ""
        sp2d = f"SP2D {record.sp2d_number}" if record.sp2d_number else ""
        return ", ".join(filter(None, (proof, sp2d))) or "–"

    def render_state(self, record: Payment) -> SafeString:
        return markup.badge(state_of(record))
