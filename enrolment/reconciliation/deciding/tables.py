"""Differences and decisions as tables."""

from typing import Any

import django_tables2 as tables
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages import markup
from agencies.pages.tables import BaseTable, NumberColumn
from enrolment.models import AgencyMonth, DecisionBatch, Difference
from enrolment.reconciliation.deciding import effects
from enrolment.workers.wording import month_name

TICK = {"th": {"class": "tick"}, "td": {"class": "tick"}}


class DifferenceTable(BaseTable):
    """`choose`: with boxes to tick; `many`: of several agencies."""

    caption = _("Differences")
    noun = _("differences")
    empty = _("No difference fits these filters.")

    tick = tables.Column(accessor="pk", orderable=False, verbose_name=_("Choose"), attrs=TICK)
    name = tables.Column(verbose_name=_("Name"))
    agency = tables.Column(verbose_name=_("Agency"), order_by="agency__name")
    kind = tables.Column(verbose_name=_("Kind"))
    ours = tables.Column(verbose_name=_("With us"), orderable=False, empty_values=())
    theirs = tables.Column(verbose_name=_("With BPJS"), orderable=False, empty_values=())
    owner = tables.Column(verbose_name=_("Who acts"))
    state = tables.Column(verbose_name=_("State"))

    def __init__(self, *args: Any, choose: bool, many: bool, **kwargs: Any) -> None:
        hidden = [name for name, shown in (("tick", choose), ("agency", many)) if not shown]
        super().__init__(*args, exclude=hidden, **kwargs)

    def render_tick(self, record: Difference) -> SafeString:
        return markup.tick("difference", record.pk, _("Choose %(name)s") % {"name": record.name})

    def render_name(self, record: Difference) -> SafeString:
        url = reverse("agency_difference", args=[record.agency.code, record.pk])
        return format_html('<a href="{}">{}</a>', url, record.name or "–")

    def render_ours(self, record: Difference) -> str:
        return effects.short(record, record.ours)

    def render_theirs(self, record: Difference) -> str:
        return effects.short(record, record.theirs)

    def render_state(self, record: Difference) -> SafeString | str:
        sign = markup.badge(f"difference_{record.state}")
        if record.decision:
            return format_html("{} {}", sign, record.get_decision_display())
        return sign


class BatchTable(BaseTable):
    caption = _("Decisions")
    noun = _("decisions")
    empty = _("Nothing is decided yet.")

    decision = tables.Column(verbose_name=_("Decision"), orderable=False)
    count = NumberColumn(verbose_name=_("Differences"))
    made_at = tables.DateTimeColumn(verbose_name=_("When"), format="j M Y H.i")
    made_by = tables.Column(verbose_name=_("By"), order_by="made_by__name")
    state = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, month: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month = month

    def render_decision(self, record: DecisionBatch) -> SafeString:
        url = reverse("agency_decision", args=[record.agency.code, self.month, record.pk])
        return format_html('<a href="{}">{}</a>', url, effects.outcome(record))

    def render_state(self, record: DecisionBatch) -> SafeString:
        return markup.badge("undone" if record.undone_at else "difference_decided")


def months_of(agency: Agency) -> QuerySet[AgencyMonth]:
    """The agency's months with `undecided` and `total` differences, newest first."""
    rows = AgencyMonth.objects.filter(agency=agency).select_related("closed_by")
    waiting = Count("differences", filter=~Q(differences__state__in=["decided", "carried"]))
    return rows.annotate(undecided=waiting, total=Count("differences")).order_by("-month")


class MonthTable(BaseTable):
    caption = _("Months")
    noun = _("months")

    month = tables.Column(verbose_name=_("Month"))
    reconciled_at = tables.DateTimeColumn(verbose_name=_("Compared"), format="j M Y H.i")
    total = NumberColumn(verbose_name=_("Differences"))
    undecided = NumberColumn(verbose_name=_("Waiting for a decision"))
    state = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def render_month(self, value: Any) -> SafeString:
        url = reverse("agency_month", args=[self.agency.code, value])
        return format_html('<a href="{}">{}</a>', url, month_name(value))

    def render_state(self, record: AgencyMonth) -> SafeString:
        if record.closed_at:
            return markup.badge("month_closed")
        return markup.badge("case_open" if getattr(record, "undecided", 0) else "month_ready")
