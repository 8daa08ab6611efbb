"""The worker list as a table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages import markup
from agencies.pages.tables import BaseTable, DayColumn, NikColumn, StateColumn
from enrolment.models import Guarantor


class TickColumn(tables.Column):
    """A box to tick a row; its head says so to screen readers only."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"th": {"class": "tick"}, "td": {"class": "tick"}})
        super().__init__(accessor="pk", orderable=False, verbose_name=_("Choose"), **kwargs)

    def render(self, value: int, record: Any) -> SafeString:
        label = _("Choose %(name)s") % {"name": record.name}
        box = '<input class="form-check-input" type="checkbox" name="worker" value="{}" aria-label="{}">'
        return format_html(box, str(value), label)


class WorkerTable(BaseTable):
    """One agency's workers, from `Worker.objects.with_enrolment()`; the boxes only for who may register."""

    caption = _("Worker list")
    noun = _("workers")
    empty = _("Nobody fits these filters.")

    name = tables.Column(verbose_name=_("Name"))
    nik = NikColumn()
    position = tables.Column(verbose_name=_("Position"))
    unit = tables.Column(verbose_name=_("Work unit"))
    sign = StateColumn(verbose_name=_("Status"))
    since = DayColumn(verbose_name=_("Since"))
    tick = TickColumn()

    def __init__(self, *args: Any, agency: Agency, may_register: bool, **kwargs: Any) -> None:
        self.agency, self.today = agency, timezone.localdate()
        hidden = () if may_register else ("tick",)
        super().__init__(
            *args, exclude=hidden, sequence=("tick", "...") if may_register else ("...",), **kwargs
        )

    def render_name(self, value: str, record: Any) -> SafeString:
        address = reverse("worker_detail", args=[self.agency.code, record.pk])
        return format_html('<a href="{}">{}</a>', address, value)

    def render_sign(self, value: str, record: Any) -> SafeString:
        """The state; who is Taspen's, and a contract that has run out: it ends nobody, but is seen."""
        signs = [value]
        if value != "ended" and record.guarantor == Guarantor.TASPEN:
            signs.append("taspen")
        if value != "ended" and record.contract_until and record.contract_until < self.today:
            signs.append("contract_over")
        return format_html_join(" ", "{}", ((markup.badge(sign),) for sign in signs))

    def order_sign(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        return queryset.order_by(("-" if is_descending else "") + "state", "sign", "name"), True
