"""Marking workers as registered with BPJS, many at once, and taking that back."""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enrolment import figures
from enrolment.models import Basis, Enrolment, EnrolmentState, Worker
from enrolment.seen import check, mark
from enrolment.workers.closed import refuse_closed
from enrolment.workers.sql import lock_rosters, many_rows

# What becomes of a spell; the words after "refused:" are the reasons.
NEW, UPGRADE, ALREADY = "registered", "confirmed", "already"
ENDED, OVERLAPS, AFTER_MONTH = "ended", "earlier_spell", "registered_after_month"
REFUSALS = {
    ENDED: _("no longer on the list"),
    OVERLAPS: _("was on the list before, and that time ended after the day given"),
    AFTER_MONTH: _("registered after the month of BPJS's list"),
}


@transaction.atomic
def register(
    *,
    enrolments: QuerySet[Enrolment],
    registered_on: dt.date,
    basis: str,
    confirmed_month: dt.date | None,
    kpj: Mapping[int, str] | None,
    by: Any,
    seen: str | None = None,
    days: Mapping[int, dt.date] | None = None,
) -> dict[str, Any]:
    """Mark these spells as registered since a day, and recount the figures of their agencies.

    `basis` is Basis.STATED (confirmed_month None) or Basis.CONFIRMED (with any day of the month of BPJS's
    list). `kpj` maps worker ids to participant numbers; a worker without one keeps the spell's own or takes
    over the number that the agency's list gives. `days` maps worker ids to days of their own instead, none
    after `registered_on` and none before an earlier spell of the worker ended. Somebody registered through
    the agency was on its staff by then, so later days of listing and submission are pulled back to that day.
    A stated registration becomes a confirmed one and keeps its day; everything else that is registered is
    left alone.

    Returns `registered` (newly), `confirmed` (stated before), `already` (nothing changed), `refused`
    {reason: how many; see REFUSALS} and `batch`, which `withdraw_batch` takes back. Raises ValidationError
    when day, basis and month do not fit together or the month is closed, ShownAnew when the plan is no longer
    the one that was `seen` (see `seen_of`).
    """
    month = checked_month(registered_on, basis, confirmed_month)
    lock_rosters(enrolments.order_by().values_list("agency_id", flat=True).distinct())
    planned = plan(enrolments.select_for_update(of=("self",)), registered_on, month)
    check(seen, _changes(planned))
    if month:
        refuse_closed(planned["agencies"], month)
    with many_rows(), pghistory.context(user=getattr(by, "pk", None), action="register") as context:
        _write_new(planned[NEW], registered_on, basis, month, kpj or {}, days or {})
        _write_upgrades(planned[UPGRADE], month, kpj or {})
        figures.recount(planned["agencies"])
    return outcome(planned) | {"batch": str(context.id)}


def checked_month(registered_on: dt.date, basis: str, confirmed_month: dt.date | None) -> dt.date | None:
    """The first day of the confirming month, or None; ValidationError where the three do not fit."""
    today = timezone.localdate()
    if registered_on > today:
        raise ValidationError(_("The day of registration lies in the future."), code="future")
    if basis == Basis.STATED:
        if confirmed_month is not None:
            raise ValidationError(_("A month belongs to a confirmation by BPJS only."), code="month_unwanted")
        return None
    if confirmed_month is None:
        raise ValidationError(_("Give the month of BPJS's list that confirms it."), code="month_missing")
    month = confirmed_month.replace(day=1)
    if month > today:
        raise ValidationError(_("The month of BPJS's list lies in the future."), code="month_future")
    if registered_on > last_day(month):
        raise ValidationError(
            _("The day of registration lies after the month of BPJS's list."), code="month_before"
        )
    return month


def last_day(month: dt.date) -> dt.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def plan(enrolments: QuerySet[Enrolment], registered_on: dt.date, month: dt.date | None) -> dict[str, Any]:
    """What registering would do: ids per fate, refusals counted, agencies touched. One query."""
    rows = enrolments.annotate(
        overlaps=_overlaps(registered_on),
        fate=_fate(month),
    ).order_by("pk")
    planned: dict[str, Any] = {NEW: [], UPGRADE: [], ALREADY: [], "refused": Counter(), "agencies": set()}
    for pk, agency, overlaps, fate in rows.values_list("pk", "agency_id", "overlaps", "fate"):
        if fate == NEW and overlaps:
            fate = OVERLAPS
        if fate in REFUSALS:
            planned["refused"][fate] += 1
            continue
        planned[fate].append(pk)
        if fate != ALREADY:
            planned["agencies"].add(agency)
    return planned


def _overlaps(registered_on: dt.date) -> Exists:
    """Whether a spell reaching back to that day would overlap an earlier one of the same worker."""
    return Exists(
        Enrolment.objects.filter(worker=OuterRef("worker"), ended_on__gt=registered_on).exclude(
            pk=OuterRef("pk")
        )
    )


def _fate(month: dt.date | None) -> Case:
    upgrade = [When(registered_on__gt=last_day(month), then=Value(AFTER_MONTH))] if month else []
    return Case(
        When(~Q(ended_on=None), then=Value(ENDED)),
        When(registered_on=None, then=Value(NEW)),
        When(basis=Basis.CONFIRMED, then=Value(ALREADY)),
        *upgrade,
        default=Value(UPGRADE if month else ALREADY),
        output_field=CharField(),
    )


def seen_of(planned: dict[str, Any]) -> str:
    """The mark of a plan: whom it registers and whom it confirms."""
    return mark(_changes(planned))


def _changes(planned: dict[str, Any]) -> list[tuple[str, int]]:
    return [(fate, pk) for fate in (NEW, UPGRADE) for pk in planned[fate]]


def outcome(planned: dict[str, Any]) -> dict[str, Any]:
    """The plan as numbers."""
    counts = {fate: len(planned[fate]) for fate in (NEW, UPGRADE, ALREADY)}
    return counts | {"refused": dict(planned["refused"])}


def _write_new(
    ids: list[int],
    registered_on: dt.date,
    basis: str,
    month: dt.date | None,
    kpj: Mapping[int, str],
    days: Mapping[int, dt.date],
) -> None:
    day = Coalesce(_own_day(days), registered_on) if days else Value(registered_on)
    Enrolment.objects.filter(pk__in=ids).update(
        state=EnrolmentState.REGISTERED,
        registered_on=day,
        basis=basis,
        confirmed_month=month,
        listed_on=Least("listed_on", day),
        submitted_on=Case(When(submitted_on=None, then=None), default=Least("submitted_on", day)),
        kpj=Coalesce(per_worker(kpj), F("kpj"), _on_the_list()),
    )


def _write_upgrades(ids: list[int], month: dt.date | None, kpj: Mapping[int, str]) -> None:
    Enrolment.objects.filter(pk__in=ids).update(
        basis=Basis.CONFIRMED, confirmed_month=month, kpj=Coalesce(per_worker(kpj), F("kpj"), _on_the_list())
    )


def per_worker(values: Mapping[int, str]) -> Func:
    """The value given for the row's worker: one JSON object in the statement instead of a query per row."""
    given = Value({str(worker): value for worker, value in values.items()}, output_field=JSONField())
    worker = Cast("worker_id", TextField())
    return Func(given, worker, template="(%(expressions)s)", arg_joiner=" ->> ", output_field=CharField())


def _own_day(days: Mapping[int, dt.date]) -> Cast:
    return Cast(per_worker({worker: day.isoformat() for worker, day in days.items()}), DateField())


def _on_the_list() -> Subquery:
    return Subquery(Worker.objects.filter(pk=OuterRef("worker_id")).values("kpj"))
