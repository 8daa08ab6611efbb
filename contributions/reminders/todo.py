"""Letters of the city that wait for an agency.

One disappears when it is answered, when the city closes its reminder, or by itself when its cause is gone:
the list is handed in or renewed, no row waits, everybody listed is registered, nothing due is unpaid, every
demand of the document is answered as done. Another matter waits for its answer.
"""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from agencies.access import P
from agencies.models import Agency
from agencies.pages.figures import short_day
from agencies.pages.navigation import address
from contributions.coverage.items import Desk, Item, Topic, Urgency
from contributions.models import ReminderKind, ReminderLetter
from contributions.reminders.choosing import met_documents, still_holds
from contributions.reminders.facts import facts_of_agency


def letters_waiting(desk: Desk) -> Iterator[Item]:
    """The oldest answer asked for first. One statement where no letter waits."""
    agency, today = desk.agency, desk.today
    action = desk.button(P.ANSWER_CITY, _("Read and answer"))
    for letter in open_letters(agency, today):
        reminder = letter.reminder
        if reminder.answer_by and reminder.answer_by < today:
            text = _("The city asked for an answer by %(day)s, and it is overdue: %(subject)s")
        elif reminder.answer_by:
            text = _("The city asks for an answer by %(day)s: %(subject)s")
        else:
            text = _("The city wrote to you on %(sent)s: %(subject)s")
        words = {
            "day": short_day(reminder.answer_by),
            "sent": short_day(letter.sent_on),
            "subject": reminder.subject,
        }
        url = address("agency_letter", agency.code, str(letter.pk))
        due = reminder.answer_by
        urgency = Urgency.DATED if due else Urgency.TO_DO
        if due and due < today:
            urgency = Urgency.LATE
        yield Item(text % words, action, url, "mail", urgency, due, Topic.CITY, P.ANSWER_CITY)


def open_letters(agency: Agency, today: dt.date) -> list[ReminderLetter]:
    """Sent, not answered, not closed, and the cause still there."""
    sent = agency.reminder_letters.filter(
        sent_on__isnull=False, answered_on=None, reminder__closed_on=None
    ).select_related("reminder")
    waiting = sorted(
        sent, key=lambda one: (one.reminder.answer_by or dt.date.max, one.sent_on or today, one.pk)
    )
    if not waiting:
        return []
    facts = facts_of_agency(agency, today)
    documents = {
        one.reminder.document_id
        for one in waiting
        if one.reminder.kind == ReminderKind.DEMAND and one.reminder.document_id
    }
    met = met_documents(agency, documents, today) if documents else set()
    return [
        one
        for one in waiting
        if still_holds(one.reminder.kind, facts, today, one.reminder.document_id not in met)
    ]
