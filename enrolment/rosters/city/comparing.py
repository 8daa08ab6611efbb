"""A city's own list beside the rosters of its agencies. It changes no roster."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency, Metric, Region, StatedFigure
from enrolment.models import Upload, UploadKind, UploadMode, UploadState
from enrolment.rosters.city import sql
from enrolment.rosters.city.comparing_lists import settle_units
from enrolment.rosters.city.placing import NotOpen, directory_of, settled_units
from enrolment.rosters.staging import compare
from enrolment.workers.sql import many_rows

# What an agency may take onto its own list from the city's.
TAKEABLE = ("theirs", "theirs_elsewhere")
SIDES = ("theirs", "theirs_elsewhere", "ours", "ours_elsewhere", "unclear", "both")


@dataclass(frozen=True)
class Sides:
    """One agency beside the city's list: how many stand on which (`sql.SIDES`), and how many rows of the
    city's cannot be compared because their NIK cannot be read."""

    agency: Agency
    both: int = 0
    theirs: int = 0
    theirs_elsewhere: int = 0
    ours: int = 0
    ours_elsewhere: int = 0
    unclear: int = 0
    unreadable: int = 0

    @property
    def on_theirs(self) -> int:
        return self.both + self.theirs + self.theirs_elsewhere + self.unreadable

    @property
    def on_ours(self) -> int:
        return self.both + self.ours + self.ours_elsewhere + self.unclear

    @property
    def differing(self) -> int:
        return self.theirs + self.theirs_elsewhere + self.ours + self.ours_elsewhere


@dataclass(frozen=True)
class Person:
    """Somebody behind a count; `other` is the id of the agency that has them too, where the reader may
    know it. Row and sheet are those of the city's file."""

    agency: int
    nik: str
    name: str
    position: str | None
    unit: str | None
    row: int | None
    worker: int | None
    sheet: str | None
    row_number: int | None
    side: str
    other: int | None


def sides_of(upload: Upload, agencies: Collection[Agency]) -> list[Sides]:
    """How the city's list and the rosters of these agencies stand to each other today, by name; agencies of
    which neither knows anybody are left out."""
    keys: dict[str, Any] = {"upload": upload.pk, "agencies": [agency.pk for agency in agencies]}
    counts: dict[int, dict[str, int]] = {}
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(sql.COUNT_SIDES, keys)
        for agency, side, count in cursor.fetchall():
            counts.setdefault(agency, {})[side] = count
        cursor.execute(sql.UNREADABLE, keys)
        for agency, count in cursor.fetchall():
            counts.setdefault(agency, {})["unreadable"] = count
    known = [agency for agency in agencies if agency.pk in counts]
    return [Sides(agency, **counts[agency.pk]) for agency in sorted(known, key=lambda a: a.name)]


def people_of(upload: Upload, agencies: Collection[Agency], sides: Sequence[str]) -> list[Person]:
    """The people behind these counts, by name."""
    keys: dict[str, Any] = {
        "upload": upload.pk,
        "agencies": [agency.pk for agency in agencies],
        "wanted": list(sides),
    }
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(sql.LIST_SIDE, keys)
        return [Person(*row) for row in cursor.fetchall()]


def headcounts(upload: Upload) -> tuple[dict[int, int], int]:
    """How many people the city's list has for each agency (by id), and in all: somebody at two agencies
    counts for both, and once in all."""
    with connection.cursor() as cursor:
        cursor.execute(sql.HEADCOUNTS, {"upload": upload.pk})
        by_agency = dict(cursor.fetchall())
        cursor.execute(sql.HEADCOUNT_OF_ALL, {"upload": upload.pk})
        return by_agency, cursor.fetchone()[0]


def in_force(region: Region) -> Upload | None:
    """The newest list of the city that its agencies are compared with."""
    lists = Upload.objects.filter(region=region, kind=UploadKind.COMPARISON, state=UploadState.APPLIED)
    return lists.defer("summary").order_by("-roster_date", "-applied_at").first()


@transaction.atomic
def put_in_force(*, upload: Upload, by: object) -> Upload:
    """Keep the headcounts as stated figures, and show each agency how its roster differs.

    A list of the same source and day that is in force gives way to this one. Also takes `take_back` back.
    Raises NotOpen when it is in force already, discarded, or rows still wait for their agency.
    """
    upload = _locked_with_all(upload)
    open_states = (UploadState.CHECKED, UploadState.UNDONE)
    if upload.kind != UploadKind.COMPARISON or upload.state not in open_states:
        raise NotOpen
    if upload.counts.get("unplaced") or not upload.counts.get("placed"):
        raise NotOpen
    settle_units(upload, settled_units(upload, directory_of(upload)))
    again = upload.state == UploadState.UNDONE
    was_denominator = [_give_way(other, by) for other in _same_list(upload)]
    chosen = any(was_denominator) or (again and _chosen_before(upload))
    figures = StatedFigure.objects.bulk_create(_figures(upload, by, chosen))
    upload.answers["figures"] = [figure.pk for figure in figures]
    upload.state = UploadState.APPLIED
    who, when = ("redone_by_id", "redone_at") if again else ("applied_by_id", "applied_at")
    setattr(upload, who, getattr(by, "pk", None))
    setattr(upload, when, timezone.now())
    upload.save()
    return upload


def _chosen_before(upload: Upload) -> bool:
    """Whether the city measured itself by this list's total, and has chosen no other since."""
    if not (upload.undo_result or {}).get("denominator"):
        return False
    totals = StatedFigure.objects.filter(region=upload.region_id, metric=Metric.WORKERS_TOTAL)
    return not totals.filter(is_denominator=True).exists()


def _locked_with_all(upload: Upload) -> Upload:
    """The list, while nobody puts another one of the city in force: of the same list one alone is."""
    mine = Q(pk=upload.pk) | Q(region=upload.region_id, kind=UploadKind.COMPARISON)
    held = Upload.objects.select_for_update(of=("self",)).select_related("region").defer("summary")
    return next(found for found in held.filter(mine).order_by("pk") if found.pk == upload.pk)


def _same_list(upload: Upload) -> list[Upload]:
    same = Upload.objects.filter(
        region=upload.region_id,
        kind=UploadKind.COMPARISON,
        state=UploadState.APPLIED,
        roster_date=upload.roster_date,
        answers__source=upload.answers["source"],
    )
    return list(same.exclude(pk=upload.pk))


def _give_way(upload: Upload, by: object) -> bool:
    """Take a list out of force; whether its total was the one the city measures itself by."""
    figures = StatedFigure.objects.filter(region=upload.region_id, pk__in=upload.answers.get("figures", []))
    was_denominator = figures.filter(is_denominator=True).exists()
    upload.undo_result = {"figures": figures.count(), "denominator": was_denominator}
    figures.delete()
    upload.state = UploadState.UNDONE
    upload.undone_by_id, upload.undone_at = getattr(by, "pk", None), timezone.now()
    upload.save()
    return was_denominator


def _figures(upload: Upload, by: object, is_denominator: bool) -> list[StatedFigure]:
    """A total of the city, and a headcount per agency: not its own declaration, which it stands beside."""
    by_agency, total = headcounts(upload)
    shared = {
        "region_id": upload.region_id,
        "as_of": upload.roster_date,
        "source": upload.answers["source"],
        "created_by_id": getattr(by, "pk", None),
    }
    return [
        StatedFigure(
            metric=Metric.WORKERS_TOTAL,
            value=total,
            is_denominator=is_denominator and total > 0,
            **shared,
        ),
        *(
            StatedFigure(metric=Metric.WORKERS_ON_LIST, agency_id=agency, value=count, **shared)
            for agency, count in by_agency.items()
        ),
    ]


@transaction.atomic
def take_back(*, upload: Upload, by: object) -> dict:
    """Take the list out of force: its figures go, and no agency is compared with it any more. Returns
    `{"figures", "denominator"}`. Raises NotOpen when it is not in force."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.kind != UploadKind.COMPARISON or upload.state != UploadState.APPLIED:
        raise NotOpen
    _give_way(upload, by)
    return upload.undo_result or {}


@transaction.atomic
def take_over(*, upload: Upload, agency: Agency, sides: Sequence[str], by: object, on_behalf: bool) -> Upload:
    """Those on the city's list and not on the agency's, as an upload that the agency confirms by saving.

    Additions and changes only. Raises NotOpen when nobody is left to be taken over.
    """
    part = Upload.objects.create(
        id=uuid4(),
        region_id=agency.region_id,
        agency=agency,
        kind=UploadKind.LIST,
        parent=upload,
        mode=UploadMode.PARTIAL,
        file_name=upload.file_name,
        size=0,
        roster_date=upload.roster_date,
        on_behalf=on_behalf,
        uploaded_by_id=getattr(by, "pk", None),
    )
    keys: dict[str, Any] = {
        "upload": upload.pk,
        "agencies": [agency.pk],
        "child": part.pk,
        "wanted": list(sides),
    }
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(sql.TAKE_OVER, keys | {"child": part.pk})
        if not cursor.rowcount:
            raise NotOpen
    return _checked(part, upload)


def _checked(part: Upload, upload: Upload) -> Upload:
    known = set(part.rows.values_list("sheet", flat=True).distinct())
    part.summary = {"sheets": [s for s in upload.summary.get("sheets", ()) if s["name"] in known]}
    part.counts = compare(part)
    part.counts |= {"read": part.counts["valid"], "skipped": 0}
    part.state = UploadState.CHECKED
    part.save()
    return part
