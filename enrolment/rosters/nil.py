"""Nihil: the list still holds, nothing changed. It counts as a roster of its month, without a file."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency
from enrolment.models import Enrolment, RowKind, Upload, UploadKind, UploadMode, UploadState
from enrolment.rosters.staging import version_of
from enrolment.workers.sql import lock_rosters


class NoList(Exception):
    """There was nobody on the list by that day: nothing can be said to hold."""


class AlreadySaid(Exception):
    """It was said for that month already; `upload` is that statement."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(upload)
        self.upload = upload


def days(today: dt.date) -> list[dt.date]:
    """The days a list can be said to hold on: today, and the last day of the month before."""
    return [today, today.replace(day=1) - dt.timedelta(days=1)]


def listed_on(agency: Agency, day: dt.date) -> int:
    """How many people were on the list at the end of a day."""
    spells = Enrolment.objects.for_agency(agency).filter(listed_on__lte=day)
    return spells.filter(Q(ended_on=None) | Q(ended_on__gt=day)).count()


def said_for(agency: Agency, day: dt.date) -> Upload | None:
    """What was said for the month of a day, unless it was taken back."""
    said = Upload.objects.filter(agency=agency, kind=UploadKind.NIL, state=UploadState.APPLIED)
    return said.filter(roster_date__year=day.year, roster_date__month=day.month).first()


@transaction.atomic
def confirm_unchanged(*, agency: Agency, day: dt.date, by: object, on_behalf: bool = False) -> Upload:
    """Say that the list of the agency holds on a day: today, or the last day of the month before.

    Changes nobody. Raises NoList, AlreadySaid where it was said for that month, ValueError for any other day.
    """
    lock_rosters([agency.pk])
    now = timezone.now()
    if day not in days(timezone.localdate(now)):
        raise ValueError(day)
    if said := said_for(agency, day):
        raise AlreadySaid(said)
    count = listed_on(agency, day)
    if not count:
        raise NoList
    return Upload.objects.create(
        region_id=agency.region_id,
        agency=agency,
        kind=UploadKind.NIL,
        state=UploadState.APPLIED,
        mode=UploadMode.PARTIAL,
        file_name=f"Nihil {day:%d-%m-%Y}",
        size=0,
        roster_date=day,
        on_behalf=on_behalf,
        counts=dict.fromkeys(RowKind.values, 0) | {RowKind.UNCHANGED.value: count},
        roster_version=version_of(agency.pk),
        uploaded_by_id=getattr(by, "pk", None),
        applied_by_id=getattr(by, "pk", None),
        applied_at=now,
    )


@transaction.atomic
def take_back(*, upload: Upload, by: object) -> bool:
    """Say no longer that the list held; whether that was still said."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.kind != UploadKind.NIL or upload.state != UploadState.APPLIED:
        return False
    upload.state = UploadState.UNDONE
    upload.undone_by_id, upload.undone_at = getattr(by, "pk", None), timezone.now()
    upload.undo_result = {"reversed": 0, "new": 0, "changed": 0, "kept": [], "failed": []}
    upload.save()
    return True
