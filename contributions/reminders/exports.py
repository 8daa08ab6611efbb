"""The state of a reminder's letters as a workbook. It names no workers."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from contributions.models import Reminder, ReminderLetter
from contributions.reminders.facts import Facts
from contributions.reminders.states import LetterState


def headers() -> list[str]:
    return [
        _("Code"),
        _("Agency"),
        _("Kind"),
        _("Subject"),
        _("Figures as of"),
        _("Declared"),
        _("Listed"),
        _("Registered"),
        _("Not registered yet"),
        _("Day of the newest list"),
        _("Rows that wait to be corrected"),
        _("Due and unpaid (Rp)"),
        _("Unpaid since"),
        _("State"),
        _("Number"),
        _("Sent on"),
        _("Sent by"),
        _("Marked by"),
        _("Answer asked for by"),
        _("Answered on"),
        _("Answer"),
        _("Answered by"),
    ]


def rows(reminder: Reminder, letters: Iterable[ReminderLetter]) -> Iterator[list[Any]]:
    for letter in letters:
        facts = Facts.thawed(letter.figures)
        yield [
            letter.agency.code,
            letter.figures.get("name", ""),
            str(letter.agency.get_kind_display()),
            reminder.subject,
            reminder.as_of,
            facts.declared,
            facts.listed,
            facts.registered if facts.has_list else None,
            facts.uncovered if facts.has_list else None,
            facts.roster_date,
            facts.waiting,
            facts.owed,
            facts.owed_since,
            str(LetterState(letter.state).label),  # type: ignore[attr-defined]
            letter.number,
            letter.sent_on,
            str(letter.get_sent_via_display()) if letter.sent_via else "",
            str(letter.sent_by or ""),
            reminder.answer_by,
            letter.answered_on,
            letter.answer,
            str(letter.answered_by or ""),
        ]
