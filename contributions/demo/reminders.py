"""The trial's reminder: the city writes to those who have people not registered yet; one answers."""

import pghistory
from django.utils import timezone, translation

from agencies.models import Region, User
from contributions.models import ReminderKind, SentBy
from contributions.reminders import actions
from contributions.reminders.choosing import choice_of
from contributions.reminders.composing import ANSWERED_IN
from contributions.reminders.forms import remembered_signer
from contributions.reminders.wording import default_words

ANSWER = (
    "Contoh uji coba: formulir pendaftaran sedang dilengkapi, diserahkan ke Kantor Cabang Serang minggu ini."
)


def remind() -> None:
    """Made, sent and answered on the day of loading, when its figures are true. To be run once, as the
    system, after everything else."""
    today, region = timezone.localdate(), Region.objects.get(code="36.73")
    manager = User.objects.get(memberships__region=region, memberships__role="city_manager")
    choice = choice_of(region, today)
    kind = ReminderKind.UNCOVERED
    units = [one for one in choice.units if one.pk in choice.of(kind)]
    with translation.override("id"), pghistory.context(user=manager.pk, action="trial"):
        subject, body = default_words(kind)
        words = {"kind": kind, "subject": subject, "body": body, "signer": remembered_signer(region)}
        days = {"as_of": today, "answer_by": today + ANSWERED_IN}
        made = actions.make_reminder(region=region, values=words | days, units=units, by=manager)
        sent = list(made.letters.order_by("agency__code"))
        pks = [one.pk for one in sent]
        actions.mark_sent(reminder=made, letters=pks, via=SentBy.LETTER, on=today, by=manager)
        actions.answer(letter=sent[0], text=ANSWER, on=today, by=manager)
