"""What happened to a difference, newest first: asked, answered, decided, carried over."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from enrolment.models import Difference, ParticipantMatch
from enrolment.reconciliation.deciding import effects
from enrolment.workers.wording import month_name


@dataclass(frozen=True)
class Step:
    at: dt.datetime | None
    by: Any
    what: str
    said: str = ""


def steps_of(difference: Difference, match: ParticipantMatch | None) -> list[Step]:
    """The steps with who and when, newest first."""
    steps = []
    if difference.sent_at:
        steps.append(
            Step(difference.sent_at, difference.sent_by, _("Sent to the agency"), difference.question)
        )
    if difference.answered_at:
        steps.append(Step(difference.answered_at, difference.answered_by, _("Answered"), difference.answer))
    if match and match.decided_at:
        what = _("Said to be two people") if match.is_refused else _("Said to be the same person")
        steps.append(Step(match.decided_at, match.decided_by, what))
    if difference.batch:
        batch = difference.batch
        steps.append(Step(batch.made_at, batch.made_by, effects.outcome(batch), batch.note))
    if difference.carried_from_id and (origin := difference.carried_from):
        month = month_name(origin.month.month)
        steps.append(
            Step(None, None, _("Decided in %(month)s, and nothing changed since") % {"month": month})
        )
    return sorted(steps, key=lambda step: step.at.timestamp() if step.at else 0, reverse=True)
