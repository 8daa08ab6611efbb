"""What waits in an agency and in each agency of a region, counted in few statements."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from agencies.models import Agency, Region
from enrolment.models import ListingCase, ProposedExit, StagedRow, Upload, UploadKind, UploadState
from enrolment.rosters.waiting import sql
from enrolment.rosters.wording import CAUSES

OPEN = (UploadState.CHECKED, UploadState.APPLIED)
# Corrected rows stand in for rows of the upload they correct; a comparison saves nobody.
_OTHER_WAYS = (UploadKind.CORRECTION, UploadKind.COMPARISON, UploadKind.CITY_LISTS)
_ROWS = Cast(KT("counts__needs_fix"), IntegerField())


@dataclass(frozen=True)
class CauseOf:
    """How many rows of one upload wait for one reason, and the first of them."""

    code: str
    count: int
    first: int

    @property
    def words(self) -> str:
        return str(CAUSES.get(self.code, self.code))


def uploads_open(**which: object) -> QuerySet[Upload]:
    """Uploads whose bad rows wait: checked or saved, neither undone nor discarded."""
    return Upload.objects.filter(state__in=OPEN, **which).exclude(kind__in=_OTHER_WAYS).defer("summary")


def uploads_with_waiting(agency: Agency) -> list[Any]:
    """The agency's uploads with bad rows, the newest first, each with `waiting` and its `causes`."""
    uploads: list[Any] = list(
        uploads_open(agency=agency).annotate(waiting=_ROWS).filter(waiting__gt=0).order_by("-uploaded_at")
    )
    causes = _causes(uploads)
    for upload in uploads:
        upload.causes = causes[upload.pk]
    return uploads


def _causes(uploads: list[Upload]) -> dict[object, list[CauseOf]]:
    found = defaultdict(list)
    if uploads:
        with connection.cursor() as cursor:
            cursor.execute(sql.BY_CAUSE, {"uploads": [upload.pk for upload in uploads]})
            for upload, code, count, first in cursor.fetchall():
                found[upload].append(CauseOf(code, count, first))
    return found


def rows_waiting(uploads: list[Upload]) -> QuerySet[StagedRow]:
    """The bad rows of these uploads, the newest upload first, in the order of the file."""
    rows = StagedRow.objects.waiting().filter(upload__in=uploads).select_related("upload")
    return rows.defer("upload__summary").order_by("-upload__uploaded_at", "upload", "ordinal")


def unsaved(agency: Agency) -> QuerySet[Upload]:
    """Uploads that were checked and wait for somebody to save them."""
    return uploads_open(agency=agency).filter(state=UploadState.CHECKED).order_by("-uploaded_at")


def rows_saved_later(agency: Agency) -> int:
    """How many bad rows of the agency's saved uploads wait."""
    saved = uploads_open(agency=agency).filter(state=UploadState.APPLIED)
    return saved.aggregate(n=Coalesce(Sum(_ROWS), 0))["n"]


def waiting_rows_of(agencies: QuerySet[Agency]) -> dict[int, int]:
    """How many bad rows wait, by agency id; agencies where none do are absent. One statement."""
    with_rows = uploads_open(agency__in=agencies).annotate(n=_ROWS).filter(n__gt=0).order_by()
    return dict(with_rows.values("agency").annotate(sum=Sum("n")).values_list("agency", "sum"))


def agencies_waiting(region: Region) -> QuerySet[Agency]:
    """The region's agencies where something waits: `waiting` rows, `since` when, `unsaved` uploads, `exits`
    proposed and people on two lists (`double`). A province has those of its cities.

    Who is only said to come to an agency waits at the agency that says so.
    """
    mine = {"agency": OuterRef("pk")}
    with_rows = uploads_open(**mine).annotate(n=_ROWS).filter(n__gt=0)
    not_saved = uploads_open(**mine).filter(state=UploadState.CHECKED)
    exits = ProposedExit.objects.filter(decided_at=None, **mine)
    cases = ListingCase.objects.open()
    agencies = Agency.objects.filter(Q(region=region) | Q(region__parent=region)).annotate(
        waiting=Coalesce(_of_agency(with_rows, Sum("n")), 0),
        since=_of_agency(with_rows, Min("uploaded_at")),
        unsaved=_count(not_saved),
        exits=_count(exits),
        double=_count(cases.filter(**mine))
        + _count(cases.filter(other_agency=OuterRef("pk"), other_worker__isnull=False), "other_agency"),
    )
    some = Q(waiting__gt=0) | Q(unsaved__gt=0) | Q(exits__gt=0) | Q(double__gt=0)
    return agencies.filter(some).order_by("-waiting", "name")


def _of_agency(rows: QuerySet, figure: object, column: str = "agency") -> Subquery:
    return Subquery(rows.order_by().values(column).annotate(f=figure).values("f"))


def _count(rows: QuerySet, column: str = "agency") -> Coalesce:
    return Coalesce(_of_agency(rows, Count("pk"), column), 0)
