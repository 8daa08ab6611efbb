"""What was already written about a matter, so that nobody is reminded twice without meaning it."""

from collections.abc import Collection
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from agencies.models import Region
from agencies.pages.figures import short_day
from contributions.models import Reminder, ReminderKind, ReminderLetter


def open_letters(region: Region, kind: str, document: int | None) -> dict[int, str]:
    """By agency, the newest letter about this matter that nobody has answered or closed, in words; one that
    went out rather than one that did not. Two other matters are not the same one; a demand is told by its
    document. One statement."""
    if kind == ReminderKind.OTHER:
        return {}
    letters = ReminderLetter.objects.filter(
        region=region, reminder__kind=kind, reminder__closed_on=None, answered_on=None
    )
    if kind == ReminderKind.DEMAND:
        letters = letters.filter(reminder__document=document)
    newest_last = letters.select_related("reminder").order_by(F("sent_on").asc(nulls_first=True), "pk")
    return {one.agency_id: _in_words(one) for one in newest_last}


def _in_words(letter: ReminderLetter) -> str:
    if letter.sent_on:
        return _("letter of %(day)s not answered yet") % {"day": short_day(letter.sent_on)}
    return _("letter made on %(day)s not sent yet") % {"day": short_day(letter.reminder.as_of)}


def made_already(
    *, region: Region, values: dict[str, Any], units: Collection[int], by: Any
) -> Reminder | None:
    """The very same reminder, made by the same person on the same day: its page was gone back to, or a second
    tab of it was open. Whoever makes letters for the region at the same moment is waited for."""
    Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
    same = Reminder.objects.filter(region=region, made_by=by, closed_on=None, **values)
    wanted = set(units)
    return next((one for one in same if set(one.letters.values_list("agency", flat=True)) == wanted), None)
