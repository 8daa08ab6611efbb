"""Lists handed in, one line per file; what putting them in force does; the people of a list."""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable, DayColumn, NumberColumn, RupiahColumn
from enrolment.models import ListRow, ParticipantList
from enrolment.reconciliation.lists.force import Line
from enrolment.reconciliation.lists.houses import House
from enrolment.reconciliation.lists.money import is_unchecked, total_of
from enrolment.reconciliation.lists.rows import remarks
from enrolment.reconciliation.lists.wording import HINDRANCES, month_name, sign_of, told_of


class ListTable(BaseTable):
    """One line per file: what came of it, whose it is, and what is to be done."""

    caption = _("BPJS's lists")
    noun = _("lists")
    empty = _("No list fits these filters.")

    file_name = tables.Column(verbose_name=_("File"), empty_values=())
    group = tables.Column(verbose_name=_("Agency"), empty_values=(), order_by=("agency__name", "npp"))
    month = tables.Column(verbose_name=_("Month"), empty_values=())
    people = NumberColumn(verbose_name=_("People"), empty_values=(), orderable=False)
    total = RupiahColumn(verbose_name=_("Total contribution"), empty_values=(), orderable=False)
    state = tables.Column(verbose_name=_("State"))
    todo = tables.Column(verbose_name=_("What to do"), empty_values=(), orderable=False)
    uploaded_at = tables.Column(verbose_name=_("Handed in"))

    def __init__(self, *args: Any, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house = house

    def render_file_name(self, record: ParticipantList) -> SafeString:
        address = self.house.address("one", record.pk)
        archive = format_html('<div class="text-secondary">{}</div>', record.file_name)
        return format_html('<a href="{}">{}</a>{}', address, str(record), archive if record.inside else "")

    def render_group(self, record: ParticipantList) -> SafeString | str:
        printed = " · ".join(filter(None, (record.npp, record.unit or record.company)))
        if record.group is None:
            return printed or "–"
        return format_html('{}<div class="text-secondary">{}</div>', record.group.agency.name, printed)

    def render_month(self, record: ParticipantList) -> str:
        return month_name(record.month)

    def render_people(self, record: ParticipantList) -> str:
        return figures.number(record.counts.get("people"))

    def render_total(self, record: ParticipantList) -> str:
        return figures.rupiah(total_of(record))

    def render_state(self, record: ParticipantList) -> SafeString:
        return markup.badge(sign_of(record))

    def render_todo(self, record: ParticipantList) -> SafeString | str:
        if (told := told_of(record)) is None:
            return _noted(record)
        return format_html('{} <span class="text-secondary">{}</span>', told.what, told.todo)

    def render_uploaded_at(self, record: ParticipantList) -> SafeString:
        day = figures.short_day(timezone.localdate(record.uploaded_at))
        return format_html('{}<div class="text-secondary">{}</div>', day, record.uploaded_by or "")


def _noted(record: ParticipantList) -> str:
    """What is to be known of a list that can be used."""
    bad = record.counts.get("needs_fix", 0)
    words = ngettext("%(n)s row has a remark", "%(n)s rows have remarks", bad)
    said = [words % {"n": figures.number(bad)}] if bad else []
    said += [str(_("not checked: no total of its own"))] if is_unchecked(record) else []
    return " · ".join(said) or "–"


class ForceTable(BaseTable):
    """What putting lists in force does, list by list."""

    caption = _("What would be in force")
    noun = _("lists")
    empty = _("No list here can be put in force.")

    file = tables.Column(verbose_name=_("File"), empty_values=(), orderable=False)
    agency = tables.Column(verbose_name=_("Agency"), empty_values=(), orderable=False)
    month = tables.Column(verbose_name=_("Month"), empty_values=(), orderable=False)
    people = NumberColumn(verbose_name=_("People"), orderable=False)
    effect = tables.Column(verbose_name=_("What changes"), empty_values=(), orderable=False)

    def render_file(self, record: Line) -> str:
        return str(record.list)

    def render_agency(self, record: Line) -> str:
        assert record.list.group is not None
        return record.list.group.agency.name

    def render_month(self, record: Line) -> str:
        return month_name(record.list.month)

    def render_effect(self, record: Line) -> str | SafeString:
        if record.hindrance:
            why = HINDRANCES[record.hindrance]
            return format_html("{} {}", markup.badge("list_held"), why)
        if record.replaces is None:
            return str(_("the first list of this month"))
        said = {
            "day": figures.short_day(timezone.localdate(record.replaces.uploaded_at)),
            "added": figures.number(record.added),
            "gone": figures.number(record.gone),
            "wages": figures.number(record.wages),
        }
        words = _(
            "replaces the list of %(day)s: %(added)s people more, %(gone)s fewer, %(wages)s wages differ"
        )
        return words % said


class RowTable(BaseTable):
    """The people of a list as BPJS has them; identity numbers masked, as everywhere."""

    caption = _("People on the list")
    noun = _("people")
    empty = _("Nobody on this list fits the filter.")

    name = tables.Column(verbose_name=_("Name"))
    nik = tables.Column(verbose_name=_("NIK"), orderable=False, empty_values=())
    kpj = tables.Column(verbose_name=_("KPJ"), orderable=False)
    birth_date = DayColumn(verbose_name=_("Date of birth"))
    participant_since = DayColumn(verbose_name=_("Participant since"))
    wage = RupiahColumn(verbose_name=_("Wage"))
    total = RupiahColumn(verbose_name=_("Total contribution"))
    row = tables.Column(verbose_name=_("Row in the file"), empty_values=(), orderable=False)
    remarks = tables.Column(verbose_name=_("Remarks"), empty_values=(), orderable=False)

    def render_nik(self, record: ListRow) -> SafeString | str:
        return markup.masked_nik(record.nik) if record.nik else "–"

    def render_row(self, record: ListRow) -> str:
        return f"{record.sheet} · {record.row}" if record.sheet else str(record.row)

    def render_remarks(self, record: ListRow) -> str:
        return " ".join(remarks(record)) or "–"
