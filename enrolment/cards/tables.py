"""The card list, and one step's cards."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages import markup
from agencies.pages.tables import BaseTable, DayColumn
from enrolment.workers.tables import TickColumn


class CardTable(BaseTable):
    """Holders from `queries.holders`; the boxes only for who may note cards."""

    caption = _("Participants' cards")
    noun = _("workers")
    empty = _("Nobody fits these filters.")

    name = tables.Column(verbose_name=_("Name"))
    number = tables.Column(verbose_name=_("KPJ"), orderable=False)
    unit = tables.Column(verbose_name=_("Work unit"))
    card_state = tables.Column(verbose_name=_("Card"))
    card_received = DayColumn(verbose_name=_("Received on"))
    card_handed = DayColumn(verbose_name=_("Handed over on"))
    card_by = tables.Column(verbose_name=_("By"), orderable=False)
    tick = TickColumn()

    def __init__(self, *args: Any, agency: Agency, may_edit: bool, **kwargs: Any) -> None:
        self.agency = agency
        hidden = () if may_edit else ("tick",)
        super().__init__(*args, exclude=hidden, sequence=("tick", "...") if may_edit else ("...",), **kwargs)

    def render_name(self, value: str, record: Any) -> SafeString:
        address = reverse("worker_detail", args=[self.agency.code, record.pk])
        return format_html('<a href="{}">{}</a>', address, value)

    def render_card_state(self, value: str) -> SafeString:
        return markup.badge(f"card_{value}")

    def render_card_by(self, value: str) -> str:
        return value or "–"
