"""Regions, agencies and branches as lists."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Branch, Region
from agencies.pages import badges, markup
from agencies.pages.navigation import address
from agencies.pages.tables import BaseTable, NumberColumn


def second_line(text: Any) -> SafeString:
    return format_html('<span class="d-block text-secondary">{}</span>', text) if text else SafeString("")


def quiet(state: str, usual: str) -> SafeString:
    """A state as its sign; the usual one as a plain word, so that the others stand out."""
    if state == usual:
        return format_html('<span class="text-secondary">{}</span>', badges.sign(state).word)
    return markup.badge(state)


class RegionTable(BaseTable):
    caption = _("Regions")
    noun = _("regions")
    empty = _("No region fits this selection.")
    name = tables.Column(verbose_name=_("Name"))
    code = tables.Column(verbose_name=_("Code"))
    kind = tables.Column(verbose_name=_("Kind"))
    parent = tables.Column(verbose_name=_("Province"), order_by=("parent__name", "code"))
    agency_count = NumberColumn(verbose_name=_("Agencies"))

    def render_name(self, record: Region) -> SafeString:
        page = address("region_detail", record.code) or reverse("region_agencies", args=[record.code])
        return format_html('<a href="{}">{}</a>', page, record.name)

    def render_agency_count(self, record: Region, value: int) -> SafeString:
        if record.is_province:
            return SafeString("–")
        page = reverse("region_agencies", args=[record.code])
        return format_html('<a href="{}">{}</a>', page, markup.figures.number(value))


class AgencyTable(BaseTable):
    caption = _("Agencies")
    noun = _("agencies")
    empty = _("No agency fits this selection.")
    name = tables.Column(verbose_name=_("Agency"))
    code = tables.Column(verbose_name=_("Code"), attrs={"td": {"class": "text-nowrap"}})
    kind = tables.Column(verbose_name=_("Kind"))
    parent = tables.Column(verbose_name=_("Part of"), order_by=("parent__name", "code"))
    in_charge = tables.Column(verbose_name=_("People in charge"), orderable=False, empty_values=())
    state = tables.Column(verbose_name=_("State"))
    edit = tables.Column(verbose_name=_("Edit"), orderable=False, empty_values=())

    def render_name(self, record: Agency) -> SafeString:
        page = address("agency_home", record.code)
        name = format_html('<a href="{}">{}</a>', page, record.name) if page else record.name
        unsure = markup.badge("unverified") if not record.verified else ""
        return format_html("{} {}{}", name, unsure, second_line(record.short_name))

    def render_parent(self, record: Agency) -> SafeString:
        answers = _("answers for it") if record.answered_by_parent else ""
        return format_html("{}{}", record.parent, second_line(answers))

    def render_state(self, value: str) -> SafeString:
        return quiet(value, "open")

    def render_in_charge(self, record: Agency) -> SafeString:
        names = ((membership.user,) for membership in record.in_charge)  # type: ignore[attr-defined]
        return format_html_join(", ", "{}", names) or format_html(
            '<span class="no-data">{}</span>', _("nobody yet")
        )

    def render_edit(self, record: Agency) -> SafeString:
        return format_html(
            '<a class="btn btn-ghost-secondary btn-icon" href="{}">{}</a>',
            reverse("agency_edit", args=[record.code]),
            markup.icon("pencil", str(_("Edit %(name)s") % {"name": record})),
        )


class BranchTable(BaseTable):
    caption = _("Branches")
    noun = _("branches")
    empty = _("No branch is entered yet.")
    name = tables.Column(verbose_name=_("Name"))
    code = tables.Column(verbose_name=_("Code"))
    served = tables.Column(verbose_name=_("Regions served"), orderable=False, empty_values=())
    edit = tables.Column(verbose_name=_("Edit"), orderable=False, empty_values=())

    def render_name(self, record: Branch) -> SafeString:
        page = address("branch_detail", record.code)
        return (
            format_html('<a href="{}">{}</a>', page, record.name) if page else format_html("{}", record.name)
        )

    def render_served(self, record: Branch) -> str:
        return ", ".join(region.name for region in record.regions.all()) or "–"

    def render_edit(self, record: Branch) -> SafeString:
        return format_html(
            '<a class="btn btn-ghost-secondary btn-icon" href="{}">{}</a>',
            reverse("branch_edit", args=[record.code]),
            markup.icon("pencil", str(_("Edit %(name)s") % {"name": record})),
        )
