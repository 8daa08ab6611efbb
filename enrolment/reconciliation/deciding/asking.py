"""Sending differences to the agency with a question, and the agency's answer."""

import datetime as dt
import functools
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enrolment.models import AgencyMonth, Difference, DifferenceState
from enrolment.reconciliation import months
from enrolment.reconciliation.deciding import actions
from enrolment.reconciliation.deciding.actions import check_open, lines_of
from enrolment.reconciliation.deciding.files import ANSWERS
from enrolment.reconciliation.deciding.filters import FINISHED
from enrolment.seen import check
from enrolment.workers.sql import lock_rosters


@transaction.atomic
def send(
    *,
    differences: QuerySet[Difference],
    question: str,
    due_on: dt.date | None,
    by: Any,
    seen: str | None = None,
) -> int:
    """Send undecided differences to their agencies: they answer on their own page until `due_on`, which then
    holds for all that the month asks. Returns how many were sent. ValidationError when none can be,
    ShownAnew when they are others than those `seen`, months.MonthClosed."""
    lock_rosters(differences.order_by().values_list("agency_id", flat=True).distinct())
    rows = (
        differences.exclude(state__in=FINISHED)
        .select_for_update(of=("self",))
        .select_related("month")
        .order_by("pk")
    )
    found = list(rows)
    check(seen, lines_of(found))
    if not found:
        raise ValidationError(_("All of these are decided already."), code="nobody")
    check_open(found)
    Difference.objects.filter(pk__in=[d.pk for d in found]).update(
        state=DifferenceState.SENT,
        question=question,
        sent_at=timezone.now(),
        sent_by=getattr(by, "pk", None),
    )
    AgencyMonth.objects.filter(pk__in={d.month_id for d in found}).update(due_on=due_on)
    return len(found)


def seen_of(differences: QuerySet[Difference]) -> str:
    """The mark of what a page showed as to be sent."""
    return actions.seen_of(differences.exclude(state__in=FINISHED))


@dataclass(frozen=True)
class Attached:
    name: str
    content: bytes


@transaction.atomic
def answer(*, difference: Difference, text: str, attached: Attached | None, by: Any) -> Difference:
    """The agency's answer; a newer file takes the place of the former. ValidationError when it was decided
    meanwhile, months.MonthClosed."""
    lock_rosters([difference.agency_id])
    rows = Difference.objects.select_for_update(of=("self",)).select_related("month")
    locked = rows.get(pk=difference.pk)
    months.check_open([locked.agency_id], locked.month.month)
    if locked.state in FINISHED:
        raise ValidationError(_("This was decided meanwhile."), code="decided")
    if attached:
        transaction.on_commit(functools.partial(ANSWERS.drop, locked.answer_stored_name))
        locked.answer_file = attached.name[:255]
        locked.answer_stored_name = ANSWERS.store([attached.content]).name
    locked.answer, locked.state = text, DifferenceState.ANSWERED
    locked.answered_at, locked.answered_by_id = timezone.now(), getattr(by, "pk", None)
    locked.save()
    return locked
