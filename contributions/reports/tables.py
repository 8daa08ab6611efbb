"""The reports of a city."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.pages import markup
from agencies.pages.tables import BaseTable, DayColumn, StateColumn
from contributions.models import Report


class ReportTable(BaseTable):
    caption = _("Reports")
    noun = _("reports")

    as_of = DayColumn(
        verbose_name=_("Position as of"),
        linkify=lambda record: reverse("region_report", args=[record.region.code, record.pk]),
    )
    language = tables.Column(verbose_name=_("Language"))
    decision = tables.Column(verbose_name=_("Decision asked"), orderable=False)
    state = StateColumn(verbose_name=_("State"))
    asked_by = tables.Column(verbose_name=_("By"), orderable=False)
    asked_at = tables.Column(verbose_name=_("Asked for"))

    def render_language(self, record: Report) -> str:
        return record.get_language_display()

    def render_decision(self, value: str) -> str:
        return value if len(value) <= 120 else value[:119].rstrip() + "…"

    def render_state(self, value: Any, record: Report) -> SafeString:
        return markup.badge(f"report_{record.state}")

    def render_asked_at(self, value: Any) -> str:
        return date_format(timezone.localtime(value), "j M Y H.i")
