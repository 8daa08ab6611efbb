"""What changed in final months, a row a worker and month."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages.tables import BaseTable, NikColumn, RupiahColumn
from contributions.billing.corrections import Change
from contributions.models import LineKind
from enrolment.workers.wording import month_name


class ChangeTable(BaseTable):
    """Over `corrections.changes` of the agency's own people; below zero is what was assessed too much."""

    caption = _("What differs today")
    noun = _("lines")

    name = tables.Column(verbose_name=_("Name"))
    nik = NikColumn()
    month = tables.Column(verbose_name=_("Month"))
    kind = tables.Column(verbose_name=_("Kind"))
    base = RupiahColumn(verbose_name=_("Base, more or less"))
    total = RupiahColumn(verbose_name=_("Contribution, more or less"))

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        self.agency = agency
        super().__init__(*args, **kwargs)

    def render_name(self, value: str, record: Change) -> SafeString:
        address = reverse("worker_detail", args=[self.agency.code, record.worker])
        return format_html('<a href="{}">{}</a>', address, value)

    def render_month(self, value: Any) -> str:
        return month_name(value)

    def render_kind(self, value: str) -> str:
        return str(LineKind(value).label)
