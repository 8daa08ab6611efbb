"""Who complied, agency by agency; and the demands of a document."""

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Demand
from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable
from agencies.records.demands.standing import NO_ANSWER, Standing, Totals

NOTE = '{}<span class="cell-note">{}</span>'


def noted(text: Any, note: Any) -> SafeString:
    return format_html(NOTE, text, note) if note else format_html("{}", text)


class StandingTable(BaseTable):
    """Without `may_answer` there are neither ticks nor the column of buttons."""

    caption = _("Who complied, agency by agency")
    noun = _("agencies")
    empty = _("No agency fits this selection.")
    agency = tables.Column(verbose_name=_("Agency"), order_by=("agency__name",))
    state = tables.Column(verbose_name=_("Complied"), empty_values=())
    said = tables.Column(verbose_name=_("Answer"), empty_values=())
    note = tables.Column(verbose_name=_("Note and evidence"), accessor="answer__note", empty_values=())
    reading = tables.Column(verbose_name=_("What the figures say"), empty_values=(), orderable=False)
    change = tables.Column(verbose_name=_("Change"), empty_values=(), orderable=False)
    tick = tables.Column(verbose_name=_("Choose"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, measured: bool, may_answer: bool, **kwargs: Any) -> None:
        hidden = () if may_answer else ("tick", "change")
        super().__init__(*args, exclude=hidden if measured else (*hidden, "reading"), **kwargs)

    def render_tick(self, record: Standing) -> SafeString:
        return markup.tick("agencies", record.agency.pk, record.agency.name)

    def render_agency(self, record: Standing) -> SafeString:
        one = record.agency
        within = f" · {one.parent.name}" if one.parent else ""
        return noted(one.name, f"{one.get_kind_display()}{within}")

    def render_state(self, record: Standing) -> SafeString:
        return markup.badge(record.state)

    def render_said(self, record: Standing) -> SafeString:
        if record.answer is None:
            return markup.badge("answer_none")
        since = gettext("since %(day)s") % {"day": figures.short_day(record.answer.on)}
        day = figures.short_day(timezone.localdate(record.answer.said_at))
        by = f"{record.answer.said_by}, {day}" if record.answer.said_by else day
        sign = markup.badge(f"answer_{record.said}", since)
        return noted(sign, gettext("said by %(who)s") % {"who": by})

    def render_note(self, record: Standing) -> SafeString | str:
        answer = record.answer
        if answer is None or not (answer.note or answer.stored_name):
            return "–"
        if not answer.stored_name:
            return format_html("{}", answer.note)
        url = reverse("agency_demand_file", args=[record.agency.code, record.demand.pk])
        link = format_html(
            '<a href="{}">{} {}</a>', url, markup.icon("download"), answer.file_name or gettext("Evidence")
        )
        return format_html('{}<span class="d-block">{}</span>', answer.note, link)

    def render_reading(self, record: Standing) -> SafeString:
        reading = record.reading
        if reading is None or reading.met is None:
            return format_html('<span class="no-data">{}</span>', reading.text if reading else "–")
        word = gettext("met") if reading.met else gettext("not met")
        sign = markup.icon("check" if reading.met else "x", word)
        differs = gettext("differs from the answer") if record.contradicts else ""
        return noted(format_html("{} {}", sign, reading.text), differs)

    def render_change(self, record: Standing) -> SafeString:
        url = reverse("agency_demand", args=[record.agency.code, record.demand.pk])
        word = gettext("Record an answer") if record.said == NO_ANSWER else gettext("Change the answer")
        return format_html('<a class="btn btn-sm" href="{}">{}</a>', url, word)


class DemandTable(BaseTable):
    """The demands of a document, each with how many complied; `totals` by demand id."""

    caption = _("What the document demands")
    noun = _("demands")
    text = tables.Column(verbose_name=_("What is demanded"), orderable=False)
    due_on = tables.Column(verbose_name=_("At the latest by"), orderable=False, empty_values=())
    measure = tables.Column(verbose_name=_("How compliance is known"), orderable=False)
    complied = tables.Column(verbose_name=_("Complied"), orderable=False, empty_values=())
    answered = tables.Column(verbose_name=_("Answered"), orderable=False, empty_values=())

    def __init__(self, *args: Any, code: str, totals: Mapping[int, Totals], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code, self.totals = code, totals

    def _page(self, demand: Demand, query: str = "") -> str:
        return reverse("demand_detail", args=[self.code, demand.pk]) + query

    def render_text(self, record: Demand) -> SafeString:
        link = format_html('<a href="{}">{}</a>', self._page(record), record.text)
        labels = dict(Demand._meta.get_field("kinds").base_field.choices)  # type: ignore[union-attr]
        return noted(link, ", ".join(str(labels.get(kind, kind)) for kind in record.kinds))

    def render_due_on(self, record: Demand) -> SafeString | str:
        if record.due_on is None:
            return gettext("no day named")
        day = figures.short_day(record.due_on)
        late = self.totals[record.pk].overdue
        return noted(day, markup.badge("overdue", figures.number(late))) if late else day

    def render_complied(self, record: Demand) -> SafeString:
        totals = self.totals[record.pk]
        parts = in_parts(totals.met, totals.of)
        link = format_html('<a href="{}">{}</a>', self._page(record, "?show=met"), parts)
        exempt = gettext("does not apply to %(n)s more") % {"n": figures.number(totals.exempt)}
        return noted(link, exempt if totals.exempt else "")

    def render_answered(self, record: Demand) -> SafeString:
        totals = self.totals[record.pk]
        parts = in_parts(totals.answered, totals.asked)
        return format_html('<a href="{}">{}</a>', self._page(record, "?show=answered"), parts)


def in_parts(part: int, whole: int) -> str:
    """28 of 33 agencies."""
    return gettext("%(part)s of %(whole)s agencies") % {
        "part": figures.number(part),
        "whole": figures.number(whole),
    }
