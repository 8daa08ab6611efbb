"""Lists of claims, and figures by agency."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable, DayColumn, NikColumn, NumberColumn, RupiahColumn
from enrolment.claims import deadlines
from enrolment.claims.deadlines import Deadline
from enrolment.models import BenefitClaim, ClaimState


class ClaimTable(BaseTable):
    """People and how far their claims are. `one_agency`: no column for it."""

    caption = _("Claims")
    noun = _("claims")
    empty = _("No claim fits these filters.")

    name = tables.Column(accessor="worker__name", verbose_name=_("Name"), order_by="worker__name")
    nik = NikColumn(accessor="worker__nik")
    agency = tables.Column(verbose_name=_("Agency"), order_by="agency__name")
    kind = tables.Column(verbose_name=_("What happened"))
    happened_on = DayColumn(verbose_name=_("Day"))
    state = tables.Column(verbose_name=_("State"))
    deadline = tables.Column(verbose_name=_("Deadline"), empty_values=(), orderable=False)
    amount = RupiahColumn(verbose_name=_("Paid"))

    def __init__(self, *args: Any, one_agency: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, exclude=("agency",) if one_agency else (), **kwargs)

    def render_name(self, value: str, record: BenefitClaim) -> SafeString:
        address = reverse("claim_detail", args=[record.agency.code, record.pk])
        return format_html('<a href="{}">{}</a>', address, value)

    def render_state(self, record: BenefitClaim) -> SafeString:
        return markup.badge(record.sign)

    def render_deadline(self, record: BenefitClaim) -> SafeString | str:
        return next_deadline(record)


def next_deadline(claim: BenefitClaim) -> SafeString | str:
    """What is due next in words, with a sign where it is overdue; a dash where nothing is."""
    if claim.state != ClaimState.REPORTED:
        return "–"
    today = timezone.localdate()
    if claim.is_of_work and claim.told_on is None:
        return _due(_("tell BPJS by %(day)s"), deadlines.telling(claim.known_on, None, today))
    return _due(_("file by %(day)s"), deadlines.claiming(claim.happened_on, None, today))


def _due(words: Any, deadline: Deadline) -> SafeString:
    text = words % {"day": figures.short_day(deadline.due)}
    if deadline.is_overdue:
        return format_html("{} <span>{}</span>", markup.badge("overdue", days_gone(deadline)), text)
    return format_html("<span>{}</span>", text)


def days_gone(deadline: Deadline) -> str:
    said = ngettext("%(n)s day", "%(n)s days", deadline.days_gone)
    return said % {"n": figures.number(deadline.days_gone)}


class FiguresTable(BaseTable):
    """Cases and rupiah by agency: nobody is named."""

    caption = _("Cases by agency")
    noun = _("agencies")
    empty = _("No accident and no death has been reported.")
    phone = "scroll"

    name = tables.Column(verbose_name=_("Agency"))
    accidents = NumberColumn(verbose_name=_("Accidents"))
    deaths = NumberColumn(verbose_name=_("Deaths"))
    to_file = NumberColumn(verbose_name=_("To be filed"))
    overdue = NumberColumn(verbose_name=_("Overdue"))
    filed = NumberColumn(verbose_name=_("Filed"))
    settled = NumberColumn(verbose_name=_("Paid (cases)"))
    closed = NumberColumn(verbose_name=_("Closed"))
    paid = NumberColumn(verbose_name=_("Paid (Rp)"))
