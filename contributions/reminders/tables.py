"""Reminders of a city, the letters of one, and the letters that an agency got."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable, DayColumn, NumberColumn
from contributions.models import Reminder, ReminderLetter
from contributions.reminders.facts import Facts
from contributions.reminders.wording import in_short

SHORT = 160


def note(text: Any) -> SafeString:
    return format_html('<span class="cell-note">{}</span>', text) if text else SafeString("")


class ReminderTable(BaseTable):
    caption = _("Reminders")
    noun = _("reminders")
    subject = tables.Column(verbose_name=_("Subject"))
    made_at = tables.Column(verbose_name=_("Made on"))
    n = NumberColumn(verbose_name=_("Letters"))
    sent = NumberColumn(verbose_name=_("Sent"))
    answered = NumberColumn(verbose_name=_("Answered"))
    waiting = NumberColumn(verbose_name=_("Waited for"))
    overdue = NumberColumn(verbose_name=_("Overdue"))
    answer_by = DayColumn(verbose_name=_("Answer asked for by"))

    def render_subject(self, record: Reminder) -> SafeString:
        url = reverse("region_reminder", args=[record.region.code, record.pk])
        closed = markup.badge("letter_closed") if record.closed_on and record.answered < record.sent else ""
        return format_html(
            '<a href="{}">{}</a>{} {}', url, record.subject, note(record.get_kind_display()), closed
        )

    def render_made_at(self, record: Reminder) -> SafeString:
        return format_html(
            "{}{}", figures.short_day(timezone.localdate(record.made_at)), note(record.made_by or "")
        )

    def _behind(self, record: Reminder, value: int, state: str) -> SafeString | str:
        """Each count leads to its letters."""
        if not value:
            return figures.number(value)
        url = reverse("region_reminder", args=[record.region.code, record.pk])
        return format_html('<a href="{}?state={}">{}</a>', url, state, figures.number(value))

    def render_answered(self, record: Reminder, value: int) -> SafeString | str:
        return self._behind(record, value, "answered")

    def render_overdue(self, record: Reminder, value: int) -> SafeString | str:
        return self._behind(record, value, "overdue")


class LetterTable(BaseTable):
    """The letters of one reminder; `kind` is what it is about."""

    caption = _("Letters")
    noun = _("letters")
    empty = _("No letter fits this selection.")
    tick = tables.Column(
        accessor="pk",
        orderable=False,
        verbose_name=_("Choose"),
        attrs={"th": {"class": "tick"}, "td": {"class": "tick"}},
    )
    agency = tables.Column(verbose_name=_("Agency"), order_by=("agency__name", "agency__code"))
    state = tables.Column(verbose_name=_("State"))
    sent_on = tables.Column(verbose_name=_("Sent"), empty_values=())
    number = tables.Column(verbose_name=_("Number"))
    answer = tables.Column(verbose_name=_("Answer"), empty_values=(), order_by=("answered_on",))

    def __init__(self, *args: Any, kind: str, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.region = kind, region

    def render_tick(self, record: ReminderLetter) -> SafeString:
        label = gettext("Choose %(name)s") % {"name": record.figures.get("name", "")}
        return markup.tick("letter", record.pk, label)

    def render_agency(self, record: ReminderLetter) -> SafeString:
        url = reverse("region_reminder_letter", args=[self.region, record.reminder_id, record.pk])
        stands = note(in_short(self.kind, Facts.thawed(record.figures)))
        return format_html('<a href="{}">{}</a>{}', url, record.figures.get("name", record.agency), stands)

    def render_state(self, record: Any) -> SafeString:
        return markup.badge(f"letter_{record.state}")

    def render_sent_on(self, record: ReminderLetter) -> SafeString | str:
        if not record.sent_on:
            return "–"
        by = f"{record.get_sent_via_display()} · {record.sent_by or gettext('the system')}"
        return format_html("{}{}", figures.short_day(record.sent_on), note(by))

    def render_answer(self, record: ReminderLetter) -> SafeString | str:
        if not record.answered_on:
            return "–"
        by = f"{figures.short_day(record.answered_on)} · {record.answered_by or gettext('the system')}"
        text = record.answer if len(record.answer) <= SHORT else f"{record.answer[:SHORT]}…"
        return format_html("{}{}", text, note(by))


class OwnLetterTable(BaseTable):
    """What an agency got from its city."""

    caption = _("Letters from the city")
    noun = _("letters")
    subject = tables.Column(accessor="reminder__subject", verbose_name=_("Subject"))
    sent_on = DayColumn(verbose_name=_("Sent on"))
    answer_by = DayColumn(accessor="reminder__answer_by", verbose_name=_("Answer asked for by"))
    state = tables.Column(verbose_name=_("State"))
    answered_on = DayColumn(verbose_name=_("Answered on"))

    def __init__(self, *args: Any, agency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def render_subject(self, record: ReminderLetter) -> SafeString:
        url = reverse("agency_letter", args=[self.agency, record.pk])
        about = note(record.reminder.get_kind_display())
        return format_html('<a href="{}">{}</a>{}', url, record.reminder.subject, about)

    def render_state(self, record: Any) -> SafeString:
        return markup.badge(f"letter_{record.state}")
