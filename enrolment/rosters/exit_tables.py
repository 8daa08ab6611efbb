"""What was decided about proposals to leave."""

from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages import figures
from agencies.pages.tables import BaseTable, NikColumn
from enrolment.models import EndReason, ProposedExit


class DecidedTable(BaseTable):
    caption = _("Decided exits")
    noun = _("decisions")
    empty = _("Nothing has been decided yet.")

    name = tables.Column(accessor="worker__name", verbose_name=_("Name"), order_by="worker__name")
    nik = NikColumn(accessor="worker__nik")
    decision = tables.Column(verbose_name=_("Decision"), empty_values=(), orderable=False)
    decided_at = tables.DateTimeColumn(verbose_name=_("Decided"), format="j M Y H.i")
    decided_by = tables.Column(verbose_name=_("By"), order_by="decided_by__name")
    back = tables.Column(verbose_name=_("Take back"), empty_values=(), orderable=False)

    def __init__(
        self, *args: Any, request: HttpRequest, agency: Agency, may_edit: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, exclude=() if may_edit else ("back",), **kwargs)
        self.asked, self.agency = request, agency

    def render_name(self, value: str, record: ProposedExit) -> SafeString:
        address = reverse("worker_detail", args=[self.agency.code, record.worker_id])
        return format_html('<a href="{}">{}</a>', address, value)

    def render_decision(self, record: ProposedExit) -> str:
        if record.stays:
            return _("stays on the list")
        if record.stays is None:
            return _("said to have moved to %(agency)s") % {"agency": record.moved_to}
        words = {"reason": EndReason(record.reason).label, "day": figures.short_day(record.ended_on)}
        return _("%(reason)s, from %(day)s") % words

    def render_back(self, record: ProposedExit) -> str:
        context = {"agency": self.agency, "proposal": record}
        return render_to_string("enrolment/rosters/exit_back.html", context, request=self.asked)
