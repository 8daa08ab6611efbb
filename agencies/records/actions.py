"""Writing stated figures and documents. None overwrites another: a new statement is a new row."""

import datetime as dt
from typing import TypeVar

from django.core.files import File
from django.db import transaction

from agencies.models import Agency, Document, Metric, StatedFigure, User
from agencies.records import files

Record = TypeVar("Record", StatedFigure, Document)


@transaction.atomic
def save_record(*, record: Record, by: User, file: File | None = None) -> Record:
    """Store a new or edited figure or document, and the file beside it, which takes the place of a former
    one. Who entered it first stays; edits keep place and author."""
    if record.pk is None:
        record.created_by = by
    record.save()
    _attach(record, file, by)
    return record


@transaction.atomic
def declare_headcount(
    *,
    agency: Agency,
    value: int,
    as_of: dt.date,
    source: str,
    by: User,
    letter_number: str = "",
    letter_date: dt.date | None = None,
    file: File | None = None,
) -> StatedFigure:
    """What an agency itself says it has in workers on a day, perhaps by a letter; 0 is a declared zero, not
    "no data"."""
    figure = StatedFigure.objects.create(
        region_id=agency.region_id,
        agency=agency,
        metric=Metric.WORKERS_TOTAL,
        value=value,
        as_of=as_of,
        speaker=str(by),
        source=source,
        letter_number=letter_number,
        letter_date=letter_date,
        created_by=by,
    )
    _attach(figure, file, by)
    return figure


def _attach(record: Record, file: File | None, by: User) -> None:
    if file is not None:
        files.attach(record=record, name=file.name or "", content=file.read(), by=by)


@transaction.atomic
def choose_denominator(*, figure: StatedFigure) -> None:
    """Make this total the one the region measures itself by, instead of any other of the same metric."""
    same = StatedFigure.objects.filter(region=figure.region_id, metric=figure.metric)
    same.filter(is_denominator=True).update(is_denominator=False)
    figure.is_denominator = True
    figure.full_clean(exclude=["created_by", "agency"])
    figure.save(update_fields=["is_denominator"])


@transaction.atomic
def leave_denominator(*, figure: StatedFigure) -> None:
    """The region no longer measures itself by this total."""
    figure.is_denominator = False
    figure.save(update_fields=["is_denominator"])
