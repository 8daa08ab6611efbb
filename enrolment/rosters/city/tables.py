"""Lists of a city's files: the files, their agencies, the people behind a difference."""

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures, markup
from agencies.pages.tables import NUMBER, BaseTable, DayColumn, NikColumn, NumberColumn
from enrolment.models import Upload, UploadState
from enrolment.rosters.city.comparing import Person, Sides
from enrolment.rosters.city.wording import sign_of
from enrolment.rosters.tables import STATE_SIGNS


class CityFileTable(BaseTable):
    caption = _("Files of the whole city")
    noun = _("files")
    empty = _("No file of the whole city has been handed in yet.")

    file_name = tables.Column(
        verbose_name=_("File"),
        linkify=lambda record: reverse("region_upload", args=[record.region.code, record.pk]),
    )
    kind = tables.Column(verbose_name=_("Use"))
    source = tables.Column(
        verbose_name=_("Who made the list"), accessor="answers__source", default="–", orderable=False
    )
    roster_date = DayColumn(verbose_name=_("List as of"))
    uploaded_at = tables.DateTimeColumn(verbose_name=_("Handed in"), format="j M Y H.i")
    uploaded_by = tables.Column(verbose_name=_("By"), order_by="uploaded_by__name")
    state = tables.Column(verbose_name=_("State"), attrs={"td": {"class": "text-nowrap"}})

    def render_state(self, record: Upload) -> SafeString:
        return markup.badge(sign_of(record))


class PreviewTable(BaseTable):
    """The agencies of a file that has not been handed out: what saving would do to each list."""

    caption = _("Agencies in the file")
    noun = _("agencies")
    phone = "scroll"
    empty = _("No row has an agency yet.")

    agency = tables.Column(verbose_name=_("Agency"), order_by="name", accessor="name")
    read = NumberColumn(verbose_name=_("Rows"))
    new = NumberColumn(verbose_name=_("New"))
    changed = NumberColumn(verbose_name=_("Changed"))
    unchanged = NumberColumn(verbose_name=_("Unchanged"))
    needs_fix = NumberColumn(verbose_name=_("Needs fixing"))
    elsewhere = NumberColumn(verbose_name=_("On another agency's list too"))


class PartTable(BaseTable):
    """The lists handed out, and how far each agency is. `names`: of agencies, by id."""

    caption = _("Lists of the agencies")
    noun = _("agencies")
    phone = "scroll"

    agency = tables.Column(
        verbose_name=_("Agency"),
        order_by="agency__name",
        accessor="agency__name",
        linkify=lambda record: _page(record),
    )
    state = tables.Column(verbose_name=_("State"), attrs={"td": {"class": "text-nowrap"}})
    read = NumberColumn(verbose_name=_("Rows"), accessor="counts__read", orderable=False)
    new = NumberColumn(verbose_name=_("New"), accessor="counts__new", orderable=False)
    changed = NumberColumn(verbose_name=_("Changed"), accessor="counts__changed", orderable=False)
    unchanged = NumberColumn(verbose_name=_("Unchanged"), accessor="counts__unchanged", orderable=False)
    needs_fix = NumberColumn(verbose_name=_("Needs fixing"), accessor="counts__needs_fix", orderable=False)
    elsewhere = NumberColumn(
        verbose_name=_("On another agency's list too"), accessor="counts__elsewhere", orderable=False
    )

    def __init__(self, *args: Any, names: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def render_agency(self, value: str, record: Upload) -> str:
        return self.names.get(record.agency_id or 0, value)

    def render_state(self, record: Upload) -> SafeString:
        if record.state == UploadState.APPLIED:
            said = _("by %(name)s") % {"name": record.applied_by} if record.applied_by else ""
            day = figures.short_day(record.applied_at)
            return format_html('{} <span class="cell-note">{} {}</span>', markup.badge("applied"), day, said)
        return markup.badge(
            "unconfirmed" if record.state == UploadState.CHECKED else STATE_SIGNS[record.state]
        )


def _page(record: Upload) -> str:
    assert record.agency is not None
    return reverse("upload_detail", args=[record.agency.code, record.pk])


class SidesTable(BaseTable):
    """The agencies beside the city's list: each number leads to the people behind it. `names`: by id."""

    caption = _("The city's list beside the agencies' lists")
    noun = _("agencies")
    phone = "scroll"
    empty = _("Neither the city nor an agency lists anybody.")

    agency = tables.Column(verbose_name=_("Agency"), order_by="agency__name")
    on_theirs = NumberColumn(verbose_name=_("On the city's list"))
    on_ours = NumberColumn(verbose_name=_("On the agency's list"))
    both = NumberColumn(verbose_name=_("On both"))
    theirs = NumberColumn(verbose_name=_("Only on the city's"))
    ours = NumberColumn(verbose_name=_("Only on the agency's"))
    elsewhere = tables.Column(
        verbose_name=_("At another agency"), attrs=NUMBER, empty_values=(), orderable=False
    )
    unreadable = NumberColumn(verbose_name=_("NIK unreadable"))

    def __init__(self, *args: Any, page: str, names: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address, self.names = page, names

    def render_agency(self, record: Sides) -> str:
        return self.names[record.agency.pk]

    def _behind(self, record: Sides, side: str, value: int, words: Any) -> SafeString:
        if not value:
            return format_html("{}", figures.number(value))
        query = urlencode({"agency": record.agency.slug, "show": side})
        name = f"{self.names[record.agency.pk]}: {words}"
        return format_html(
            '<a href="{}?{}" aria-label="{}, {}">{}</a>',
            self.address,
            query,
            name,
            value,
            figures.number(value),
        )

    def render_both(self, record: Sides, value: int) -> SafeString:
        return self._behind(record, "both", value, _("On both"))

    def render_theirs(self, record: Sides, value: int) -> SafeString:
        return self._behind(record, "theirs", value, _("Only on the city's"))

    def render_ours(self, record: Sides, value: int) -> SafeString:
        return self._behind(record, "ours", value, _("Only on the agency's"))

    def render_elsewhere(self, record: Sides) -> SafeString:
        value = record.theirs_elsewhere + record.ours_elsewhere
        side = "theirs_elsewhere" if record.theirs_elsewhere else "ours_elsewhere"
        return self._behind(record, side, value, _("At another agency"))


class PeopleTable(BaseTable):
    """The people behind a difference. `others`: names of agencies by id; without them no other agency is
    named."""

    noun = _("people")
    empty = _("Nobody is left here.")

    name = tables.Column(verbose_name=_("Name"), empty_values=())
    nik = NikColumn()
    position = tables.Column(verbose_name=_("Position"))
    unit = tables.Column(verbose_name=_("Work unit"))
    place = tables.Column(verbose_name=_("Row in the city's file"), empty_values=(), orderable=False)
    other = tables.Column(verbose_name=_("Other agency"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, others: Mapping[int, str] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others or {}
        if others is None:
            self.columns.hide("other")

    def render_name(self, value: str | None) -> str:
        return value or "–"

    def render_place(self, record: Person) -> str:
        return f"{record.sheet} · {record.row_number}" if record.row_number else "–"

    def render_other(self, record: Person) -> str:
        if record.side not in ("theirs_elsewhere", "ours_elsewhere"):
            return "–"
        return self.others.get(record.other or 0) or str(_("of another city"))
