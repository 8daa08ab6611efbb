"""Making a reminder, and writing down what became of its letters. All of it in sets."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from contributions.models import Reminder, ReminderLetter
from contributions.reminders.choosing import Unit
from contributions.reminders.letter import frozen


@transaction.atomic
def make_reminder(*, region: Region, values: dict[str, Any], units: Iterable[Unit], by: Any) -> Reminder:
    """A reminder with a letter to each unit, which keeps its figures of now. `values`: the fields of
    `Reminder`. Three statements, however many letters. ValidationError (`nobody`) without any unit."""
    chosen = list(units)
    if not chosen:
        raise ValidationError(_("Tick at least one agency."), code="nobody")
    reminder = Reminder.objects.create(region=region, made_by_id=getattr(by, "pk", None), **values)
    ReminderLetter.objects.bulk_create(
        [
            ReminderLetter(
                reminder=reminder, region=region, agency=unit.agency, figures=frozen(unit, reminder.language)
            )
            for unit in chosen
        ]
    )
    return reminder


@transaction.atomic
def mark_sent(
    *, reminder: Reminder, letters: Collection[int], via: str, on: dt.date, number: str = "", by: Any
) -> int:
    """These letters went out on a day, by one way; a `number` is written on each. Those that had gone out
    before stay as they are. How many were marked."""
    waiting = _locked(reminder).filter(pk__in=letters, sent_on=None)
    written = {"number": number} if number else {}
    return waiting.update(sent_on=on, sent_via=via, sent_by_id=getattr(by, "pk", None), **written)


@transaction.atomic
def unmark_sent(*, reminder: Reminder, letters: Collection[int]) -> int:
    """These letters did not go out after all. An answered one did."""
    sent = _locked(reminder).filter(pk__in=letters, sent_on__isnull=False, answered_on=None)
    return sent.update(sent_on=None, sent_via="", sent_by=None)


@transaction.atomic
def write_number(*, letter: ReminderLetter, number: str) -> None:
    """The number that the office gave the letter; empty: it has none yet."""
    ReminderLetter.objects.filter(pk=letter.pk).update(number=number)


@transaction.atomic
def answer(*, letter: ReminderLetter, text: str, on: dt.date, by: Any) -> None:
    """What the agency answers, or the city writes down for it; it takes the place of a former answer."""
    ReminderLetter.objects.filter(pk=letter.pk).update(
        answer=text, answered_on=on, answered_by_id=getattr(by, "pk", None)
    )


@transaction.atomic
def take_answer_back(*, letter: ReminderLetter) -> None:
    ReminderLetter.objects.filter(pk=letter.pk).update(answer="", answered_on=None, answered_by=None)


@transaction.atomic
def bring_back(*, letter: ReminderLetter) -> bool:
    """The answer that the letter had before the one that it has, or before it was taken back, by whoever gave
    it then. False where there is none."""
    former = next(iter(earlier_answers(letter)), None)
    if former is None:
        return False
    told = {name: getattr(former, name) for name in ("answer", "answered_on", "answered_by_id")}
    return bool(ReminderLetter.objects.filter(pk=letter.pk).update(**told))


def earlier_answers(letter: ReminderLetter) -> list[Any]:
    """Entries of the letter's history with another answer than it has now, each answer once, the newest
    first. One query."""
    history = ReminderLetter.pgh_event_model.objects  # type: ignore[attr-defined]  # pghistory.track sets it
    events = history.filter(pgh_obj=letter.pk, answered_on__isnull=False)
    found = {letter.answer: None} if letter.answered_on else {}
    for event in events.select_related("answered_by").order_by("-pgh_id"):
        found.setdefault(event.answer, event)
    return [event for event in found.values() if event]


@transaction.atomic
def close(*, reminder: Reminder, on: dt.date) -> None:
    """Nobody waits for answers any more; an answer may still come."""
    Reminder.objects.filter(pk=reminder.pk, closed_on=None).update(closed_on=on)


@transaction.atomic
def reopen(*, reminder: Reminder) -> None:
    Reminder.objects.filter(pk=reminder.pk).update(closed_on=None)


@transaction.atomic
def withdraw(*, reminder: Reminder) -> None:
    """Delete a reminder with its letters. ValidationError (`sent`) once one went out or was answered."""
    letters = _locked(reminder)
    list(letters.select_for_update().values_list("pk"))  # an answer that comes just now is waited for
    if letters.filter(sent_on__isnull=False).exists() or letters.filter(answered_on__isnull=False).exists():
        raise ValidationError(
            _("Letters of this reminder have gone out; it can be closed, but not withdrawn."), code="sent"
        )
    reminder.delete()


def _locked(reminder: Reminder) -> QuerySet[ReminderLetter]:
    """Its letters, while nobody else marks or withdraws them."""
    Reminder.objects.select_for_update().filter(pk=reminder.pk).first()
    return ReminderLetter.objects.filter(reminder=reminder)
