"""Lists of cases: for an agency with its own row alone, for those who decide with both agencies."""

from collections.abc import Callable
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable
from enrolment.cases import effects
from enrolment.cases.wording import outcome_for, whereabouts
from enrolment.models import ListingCase, Worker


class CaseTable(BaseTable):
    """For those who decide. `people`: worker id -> Worker, set once the page is known; `address` leads to a
    case."""

    caption = _("People on two lists")
    noun = _("cases")
    empty = _("No case fits these filters.")
    people: dict[int, Worker]

    name = tables.Column(verbose_name=_("Name"), empty_values=(), orderable=False)
    nik = tables.Column(verbose_name=_("NIK"), orderable=False)
    agency = tables.Column(verbose_name=_("Had the person first"), order_by="agency__name")
    other_agency = tables.Column(verbose_name=_("Lists the person too"), order_by="other_agency__name")
    opened_at = tables.Column(verbose_name=_("Since"), attrs={"td": {"class": "text-nowrap"}})
    decision = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, address: Callable[[ListingCase], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def render_name(self, record: ListingCase) -> SafeString:
        worker = self.people.get(record.worker_id) or self.people.get(record.other_worker_id)
        return format_html('<a href="{}">{}</a>', self.address(record), worker.name if worker else "–")

    def render_nik(self, value: str) -> SafeString:
        return markup.masked_nik(value)

    def render_opened_at(self, value: Any) -> str:
        return figures.short_day(timezone.localdate(value))

    def render_other_agency(self, value: Agency, record: ListingCase) -> str:
        if record.other_worker_id is None:
            return _("%(agency)s, as the other says") % {"agency": value}
        return str(value)

    def render_decision(self, record: ListingCase) -> SafeString | str:
        if record.decided_at is None:
            return markup.badge("case_open")
        return effects.outcome(record)


class OwnCaseTable(BaseTable):
    """For an agency: its own row, and not a word on whose list the other one is."""

    caption = _("On another list too")
    noun = _("cases")
    empty = _("Nobody on this list is on another list too.")
    people: dict[int, Worker]

    name = tables.Column(verbose_name=_("Name"), empty_values=(), orderable=False)
    nik = tables.Column(verbose_name=_("NIK"), orderable=False)
    where = tables.Column(verbose_name=_("Also"), empty_values=(), orderable=False)
    opened_at = tables.Column(verbose_name=_("Since"), orderable=False)
    decision = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def render_name(self, record: ListingCase) -> SafeString:
        worker = self.people.get(own_worker_id(record, self.agency))
        address = reverse("agency_case", args=[self.agency.code, record.pk])
        return format_html('<a href="{}">{}</a>', address, worker.name if worker else "–")

    def render_nik(self, value: str) -> SafeString:
        return markup.masked_nik(value)

    def render_where(self, record: ListingCase) -> str:
        return whereabouts(record, self.agency)

    def render_opened_at(self, value: Any) -> str:
        return figures.short_day(timezone.localdate(value))

    def render_decision(self, record: ListingCase) -> SafeString | str:
        if record.decided_at is None:
            return markup.badge("case_open")
        return outcome_for(record, self.agency)


def own_worker_id(case: ListingCase, agency: Agency) -> int | None:
    """The agency's own row of a case."""
    return case.worker_id if case.agency_id == agency.pk else case.other_worker_id
