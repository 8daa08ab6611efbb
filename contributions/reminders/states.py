"""Where the letters of a reminder stand, in the database's words: the counts of many, the state of each."""

import datetime as dt

from django.db.models import Case, CharField, Count, Q, QuerySet, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from contributions.models import Reminder, ReminderLetter


class LetterState(TextChoices):
    """A letter is exactly one of these. Closed: sent, and nobody waits for an answer any more."""

    UNSENT = "unsent", _("Not sent yet")
    SENT = "sent", _("Sent, no answer yet")
    OVERDUE = "overdue", _("Answer overdue")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed without an answer")


S = LetterState


def conditions(day: dt.date, reminder: str = "reminder__") -> list[tuple[LetterState, Q]]:
    """Each state's own condition; the first that fits holds, and one always does."""
    late = Q(**{f"{reminder}answer_by__lt": day})
    return [
        (S.ANSWERED, Q(answered_on__isnull=False)),
        (S.UNSENT, Q(sent_on=None)),
        (S.CLOSED, Q(**{f"{reminder}closed_on__isnull": False})),
        (S.OVERDUE, late),
        (S.SENT, Q()),
    ]


def with_states(letters: QuerySet[ReminderLetter], day: dt.date) -> QuerySet[ReminderLetter]:
    """Each with `state` on a day."""
    cases = [When(q, then=Value(state.value)) for state, q in conditions(day) if q]
    return letters.annotate(state=Case(*cases, default=Value(S.SENT.value), output_field=CharField()))


def with_counts(reminders: QuerySet[Reminder], day: dt.date) -> QuerySet[Reminder]:
    """Each with how many letters it has (`n`), and how many are in which state. One statement."""
    sent, answered = Q(letters__sent_on__isnull=False), Q(letters__answered_on__isnull=False)
    waiting = sent & ~answered & Q(closed_on=None)
    return reminders.annotate(
        n=Count("letters"),
        sent=Count("letters", filter=sent),
        answered=Count("letters", filter=answered),
        waiting=Count("letters", filter=waiting),
        overdue=Count("letters", filter=waiting & Q(answer_by__lt=day)),
    )
