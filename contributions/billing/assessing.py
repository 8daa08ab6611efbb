"""Computing what groups owe for a month, and making it final."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import Agency, ContributionGroup
from agencies.models.groups import Segment
from contributions.billing import assessing_sql as sql
from contributions.billing.aside import Overdrawn, set_aside
from contributions.billing.books import settle
from contributions.billing.due import FIRST_MONTH, after, due_date, keep_due_dates, month_of
from contributions.models import Assessment, AssessmentState, DueDate, GroupTerms
from enrolment.models import AgencyMonth
from enrolment.workers.sql import lock_rosters, many_rows


class Hindrance(StrEnum):
    """Why a group's month was not computed."""

    CLOSED = "closed"
    FINAL = "final"
    NO_TERMS = "no_terms"
    NO_WAGE = "no_wage"  # UMK or UMP of that month is not known
    NO_RATE = "no_rate"
    OVERDRAWN = "overdrawn"  # its corrections are more than the rest of it


@dataclass(frozen=True)
class Assessed:
    """What was computed, and which groups (ids) were not, each with the reason."""

    assessments: list[Assessment]
    hindered: dict[int, Hindrance]


def assess(*, groups: Iterable[int], month: dt.date, by: Any) -> Assessed:
    """Compute a month of some groups (ids) from the lists as they are now; drafts are computed anew.

    A worker registered on any day of the month is owed for in full (no proration); a base is the group's
    terms', amounts are rounded half up per programme and worker (PP 44/2015; domain.md §2). One statement
    makes the lines of all groups. What is final or closed stays, and so does a draft that its corrections
    would make less than nothing; they are named among the hindered.

    ValidationError for a month that has not begun (its draft would eat up a credit), or that lies before
    BPJS Ketenagakerjaan began.
    """
    ids, first = sorted(set(groups)), month_of(month)
    check_assessable(first)
    # Who computes a group's month may not see the people of every agency that it serves; they count all the
    # same, and only sums come back.
    with access.acting(access.SYSTEM):
        if DueDate.objects.filter(month=first).count() < len(Segment):
            keep_due_dates()
        drafts, overdrawn = _computed(ids, first)
        settle(ids)
        found = list(Assessment.objects.filter(pk__in=drafts).order_by("group"))
        hindered = _hindrances(set(ids) - {one.group_id for one in found} - overdrawn, first)
        return Assessed(found, hindered | dict.fromkeys(sorted(overdrawn), Hindrance.OVERDRAWN))


def check_assessable(month: dt.date) -> None:
    """ValidationError unless the month has begun, and BPJS Ketenagakerjaan had by then."""
    if month > timezone.localdate():
        raise ValidationError(_("This month has not begun yet."), code="too_early")
    if month < FIRST_MONTH:
        raise ValidationError(_("There were no contributions to BPJS Ketenagakerjaan yet."), code="too_old")


def _computed(groups: list[int], month: dt.date) -> tuple[list[int], set[int]]:
    """The drafts (ids) of the month, with their lines; and the groups that their corrections leave out."""
    hold(groups)
    overdrawn: set[int] = set()
    while True:
        try:
            with transaction.atomic():
                return _drafted([pk for pk in groups if pk not in overdrawn], month), overdrawn
        except Overdrawn as found:
            overdrawn |= found.groups


def _drafted(groups: list[int], month: dt.date) -> list[int]:
    keys = keys_of(groups, month)
    with connection.cursor() as cursor:
        cursor.execute(sql.PREPARE, keys)
        keys["drafts"] = [pk for (pk,) in cursor.fetchall()]
        with set_aside(keys["drafts"]):
            cursor.execute(sql.CLEAR, keys)
            cursor.execute(sql.CLEAR_MOVED, keys)
            with many_rows():
                cursor.execute(sql.ASSESS, keys)
    return keys["drafts"]


def hold(groups: Iterable[int]) -> None:
    """Hold the lists of all agencies of these groups (ids), then the groups by number: the order in which
    everybody takes them, so that nobody waits for somebody who waits for them. Comes before anything else."""
    ids = list(groups)
    with access.acting(access.SYSTEM):
        lock_rosters(agencies_of(ids))
    held = ContributionGroup.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    list(held.values_list("pk", flat=True))


def keys_of(groups: list[int], month: dt.date) -> dict[str, Any]:
    """What the statements of `assessing_sql` are told."""
    return {"groups": groups, "agencies": agencies_of(groups)} | of_month(month)


def of_month(month: dt.date) -> dict[str, dt.date]:
    return {"month": month, "following": after(month), "due": due_date(month)}


def agencies_of(groups: list[int]) -> list[int]:
    """Ids of the agencies that own these groups or are served by them."""
    serving = Q(owned_groups__in=groups) | Q(contribution_groups__in=groups)
    return sorted(set(Agency.objects.filter(serving).values_list("pk", flat=True)))


def _hindrances(groups: set[int], month: dt.date) -> dict[int, Hindrance]:
    """Why these groups were left out. Four queries at most, none for none."""
    if not groups:
        return {}
    owners = dict(ContributionGroup.objects.filter(pk__in=groups).values_list("pk", "agency_id"))
    months = AgencyMonth.objects.filter(agency__in=owners.values(), month=month, closed_at__isnull=False)
    closed = set(months.values_list("agency_id", flat=True))
    final = set(
        Assessment.objects.filter(group__in=groups, month=month, state=AssessmentState.FINAL).values_list(
            "group_id", flat=True
        )
    )
    terms = dict(
        GroupTerms.objects.filter(group__in=groups, period__contains=month).values_list("group", "base_kind")
    )
    return {pk: _hindrance(pk, owners[pk] in closed, pk in final, terms) for pk in sorted(owners)}


def _hindrance(group: int, is_closed: bool, is_final: bool, terms: dict[int, str]) -> Hindrance:
    if is_closed:
        return Hindrance.CLOSED
    if is_final:
        return Hindrance.FINAL
    if group not in terms:
        return Hindrance.NO_TERMS
    return Hindrance.NO_WAGE if terms[group] in ("umk", "ump") else Hindrance.NO_RATE


MOVED = _("The sums are others by now: the month was computed again meanwhile. Look at them once more.")


def sums_of(one: Assessment) -> tuple[object, ...]:
    """What somebody has looked at who makes it final."""
    return one.pk, one.workers, one.without_base, one.base, one.total


@transaction.atomic
def finalise(*, assessment: Assessment, by: Any, accept_missing: bool = False) -> Assessment:
    """Make a draft final, as `finalise_all` does with many."""
    (found,) = finalise_all(assessments=[assessment], by=by, accept_missing=accept_missing)
    return found


@transaction.atomic
def finalise_all(
    *, assessments: Iterable[Assessment], by: Any, accept_missing: bool = False
) -> list[Assessment]:
    """Make drafts final, all or none: from now on they never change, what is found later becomes a line of a
    later month. A fixed number of statements.

    ValidationError where one is no draft, its sums are others by now than those given, its month has not
    begun or is closed for its agency, or workers without a wage are left out and nobody has accepted that.
    """
    seen = {one.pk: one for one in assessments}
    lock_rosters(sorted({one.agency_id for one in seen.values()}))
    drafts = Assessment.objects.select_for_update(of=("self",)).filter(pk__in=seen).order_by("pk")
    found = list(drafts)
    if len(found) < len(seen):
        raise ValidationError(MOVED, code="moved")
    for one in found:
        _check_final(one, seen[one.pk], accept_missing)
    closed = AgencyMonth.objects.filter(
        agency__in={one.agency_id for one in found},
        month__in={one.month for one in found},
        closed_at__isnull=False,
    )
    if set(closed.values_list("agency_id", "month")) & {(one.agency_id, one.month) for one in found}:
        raise ValidationError(_("This month is closed."), code="closed")
    for one in found:
        one.state, one.final_at = AssessmentState.FINAL, timezone.now()
        one.final_by_id = getattr(by, "pk", None)
    Assessment.objects.bulk_update(found, ["state", "final_at", "final_by"], batch_size=1000)
    return found


def _check_final(found: Assessment, seen: Assessment, accept_missing: bool) -> None:
    if found.state != AssessmentState.DRAFT:
        raise ValidationError(_("This month is no draft."), code="no_draft")
    if sums_of(found) != sums_of(seen):
        raise ValidationError(MOVED, code="moved")
    if found.month > timezone.localdate():
        raise ValidationError(_("This month has not begun yet."), code="too_early")
    if found.without_base and not accept_missing:
        words = _("Workers without a wage are left out. Fill in their wages, or confirm.")
        raise ValidationError(words, code="without_base")
