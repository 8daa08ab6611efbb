"""What a move would do to whom, before anything is done."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from enrolment.models import Enrolment, EnrolmentState, Guarantor, Worker, WorkerTerm
from enrolment.seen import mark

# The kinds of move, as history names them.
SUBMIT, TAKE_BACK, END = "submit", "take_back", "end_many"

# What becomes of a spell; all but MOVES are the reasons why it stays as it is.
MOVES = "moves"
ALREADY, REGISTERED, NOT_SUBMITTED = "submitted_already", "registered_already", "not_submitted"
LISTED_LATER, DAYS_LATER, ENDED, TASPEN = "listed_later", "days_later", "ended", "taspen"
REFUSALS = {
    ALREADY: _("submitted already"),
    REGISTERED: _("registered already"),
    NOT_SUBMITTED: _("not submitted, so there is nothing to take back"),
    LISTED_LATER: _("listed only after that day"),
    DAYS_LATER: _("listed, submitted or registered only after that day"),
    ENDED: _("no longer on the list"),
    TASPEN: _("covered by Taspen, so not to be handed to BPJS"),
}


@dataclass
class Plan:
    """The spells (ids) that move, how many of them are registered, how many stay, for which reason, and the
    first day that changes."""

    ids: list[int] = field(default_factory=list)
    refused: Counter = field(default_factory=Counter)
    registered: int = 0
    since: dt.date | None = None

    @property
    def seen(self) -> str:
        """The mark of whom it moves."""
        return mark(self.ids)


def plan(enrolments: QuerySet[Enrolment], kind: str, day: dt.date | None = None) -> Plan:
    """What a move on `day` (not needed for TAKE_BACK) would do to these spells. One query."""
    fates = {SUBMIT: _submitting, TAKE_BACK: _taking_back, END: _ending}[kind](day)
    rows = enrolments.order_by("pk").annotate(
        fate=Case(
            When(ended_on__isnull=False, then=Value(ENDED)),
            *fates,
            default=Value(MOVES),
            output_field=CharField(),
        )
    )
    found = Plan(since=day)
    for pk, fate, state, submitted in rows.values_list("pk", "fate", "state", "submitted_on"):
        if fate != MOVES:
            found.refused[fate] += 1
            continue
        found.ids.append(pk)
        found.registered += state == EnrolmentState.REGISTERED
        if kind == TAKE_BACK:
            found.since = min(submitted, found.since or submitted)
    return found


def _submitting(day: dt.date | None) -> list[When]:
    return [
        When(state=EnrolmentState.SUBMITTED, then=Value(ALREADY)),
        When(state=EnrolmentState.REGISTERED, then=Value(REGISTERED)),
        When(Exists(_under_taspen(day)), then=Value(TASPEN)),
        When(listed_on__gt=day, then=Value(LISTED_LATER)),
    ]


def _under_taspen(day: dt.date | None) -> QuerySet[Worker]:
    """The spell's worker, if under Taspen on that day; the newest term is what the worker's row says."""
    past = WorkerTerm.objects.filter(
        worker=OuterRef("pk"), agency=OuterRef("agency"), period__contains=day, period__upper_inf=False
    )
    return Worker.objects.filter(pk=OuterRef("worker")).filter(
        Exists(past.filter(guarantor=Guarantor.TASPEN)) | Q(guarantor=Guarantor.TASPEN) & ~Exists(past)
    )


def _taking_back(day: dt.date | None) -> list[When]:
    return [
        When(state=EnrolmentState.REGISTERED, then=Value(REGISTERED)),
        When(~Q(state=EnrolmentState.SUBMITTED), then=Value(NOT_SUBMITTED)),
    ]


def _ending(day: dt.date | None) -> list[When]:
    """The rule of `actions.check_end`."""
    later = Q(listed_on__gt=day) | Q(submitted_on__gt=day) | Q(registered_on__gt=day)
    return [When(later, then=Value(DAYS_LATER))]
