"""Computing an agency's months, and saying why one is not paid yet."""

import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies.models import Agency
from contributions.billing.assessing import Assessed, Hindrance, assess, finalise_all
from contributions.models import Assessment
from enrolment.models import AgencyMonth
from enrolment.workers.sql import lock_rosters

AT_ONCE = 1.0
"""Seconds of computing in a request; what is left goes to the worker."""
TASK = "assess_agency_month"


@dataclass
class Computed:
    """What came of computing some months: how many assessments, why groups (ids) were left out in which
    month, and the months that the worker does."""

    assessments: list[Assessment] = field(default_factory=list)
    hindered: list[tuple[dt.date, int, Hindrance]] = field(default_factory=list)
    later: list[dt.date] = field(default_factory=list)


@transaction.atomic
def compute(*, agency: Agency, months: Iterable[dt.date], by: Any) -> Computed:
    """Compute months of the groups that an agency owns, oldest first, the drafts among them anew.
    ValidationError for a month that has not begun."""
    done, began = Computed(), time.monotonic()
    for month in sorted(set(months)):
        if time.monotonic() - began > AT_ONCE:
            done.later.append(month)
            continue
        found = assess_owned(agency=agency, month=month, by=by)
        done.assessments += found.assessments
        done.hindered += [(month, group, why) for group, why in found.hindered.items()]
    for month in done.later:
        job = app.configure_task(TASK, lock=f"assess {agency.pk}")
        job.defer(agency=agency.pk, month=f"{month:%Y-%m-%d}", acting_user=getattr(by, "pk", None))
    return done


def assess_owned(*, agency: Agency, month: dt.date, by: Any) -> Assessed:
    """Compute a month of all groups that an agency owns. ValidationError as `compute`."""
    return assess(groups=agency.owned_groups.values_list("pk", flat=True), month=month, by=by)


@transaction.atomic
def finalise_many(*, assessments: Iterable[Assessment], by: Any, accept_missing: bool = False) -> int:
    """Make drafts final, all or none; how many months. ValidationError as `finalise_all` raises it."""
    done = finalise_all(assessments=assessments, by=by, accept_missing=accept_missing)
    return len({one.month for one in done})


def months_under_way(agency: Agency) -> int:
    """How many months of an agency the worker still has to compute."""
    jobs = ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"])
    return jobs.filter(args__agency=agency.pk).count()


@transaction.atomic
def explain_delay(
    *, assessments: Iterable[Assessment], reason: str, note: str, promised_on: dt.date | None, by: Any
) -> int:
    """Say why months are not paid yet, and by when they will be; how many that concerns.

    ValidationError where the month is closed, or no month is unpaid. Said again, it takes the older's place.
    """
    found = _unpaid(assessments)
    values = {"delay_reason": reason, "delay_note": note.strip(), "promised_on": promised_on}
    values |= {"delay_by_id": getattr(by, "pk", None), "delay_at": timezone.now()}
    return Assessment.objects.filter(pk__in=[one.pk for one in found]).update(**values)


@transaction.atomic
def clear_delay(*, assessments: Iterable[Assessment], by: Any) -> int:
    """Take a reason and its promise back."""
    nothing = {"delay_reason": "", "delay_note": "", "promised_on": None, "delay_by": None, "delay_at": None}
    ids = [one.pk for one in _open(assessments)]
    return Assessment.objects.filter(pk__in=ids).update(**nothing)


def _unpaid(assessments: Iterable[Assessment]) -> list[Assessment]:
    found = [one for one in _open(assessments) if one.paid < one.owed]
    if not found:
        raise ValidationError(_("Nothing of this month is unpaid."), code="paid")
    return found


def _open(assessments: Iterable[Assessment]) -> list[Assessment]:
    given = list(assessments)
    lock_rosters(one.agency_id for one in given)
    ids = [one.pk for one in given]
    found = list(Assessment.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    closed = AgencyMonth.objects.filter(
        agency__in={one.agency_id for one in found},
        month__in={one.month for one in found},
        closed_at__isnull=False,
    )
    if closed.exists():
        raise ValidationError(_("This month is closed."), code="closed")
    return found
