"""What the page of an upload shows: tiles, causes, and the rows behind each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from enrolment.models import AnswerKind, DropReason, RowKind, StagedKind, StagedRow, Upload, UploadState

WARNINGS, ELSEWHERE, SKIPPED = "warnings", "elsewhere", "skipped"
# In the order in which they ask for attention when nothing was chosen.
SHOWN_FIRST = (RowKind.NEEDS_FIX, RowKind.NEW, RowKind.CHANGED, RowKind.MISSING, RowKind.UNCHANGED)


@dataclass(frozen=True)
class Tile:
    """One figure that filters the table beneath it."""

    show: str
    label: str
    value: int
    tone: str = "plain"
    note: str = ""
    current: bool = False


@dataclass(frozen=True)
class Cause:
    """How many rows wait for one and the same reason, the first of them (its ordinal), and the answers that
    would help none of them."""

    code: str
    count: int
    level: str
    first: int = 0
    hopeless: frozenset[str] = frozenset()


def shown(upload: Upload, asked: str | None) -> str:
    """Which rows to show: those asked for, or the first kind that has any."""
    known = {*RowKind.values, WARNINGS, ELSEWHERE, SKIPPED}
    if asked in known:
        return asked
    return next((str(kind) for kind in SHOWN_FIRST if upload.counts.get(kind)), str(RowKind.NEW))


def tiles(upload: Upload, show: str) -> tuple[list[Tile], list[Tile]]:
    """The four figures of the comparison, and those that ask for attention."""
    counts = upload.counts
    settled = upload.state == UploadState.APPLIED

    def tile(key: str, label: str, tone: str = "plain", note: str = "") -> Tile:
        return Tile(key, label, counts.get(key, 0), tone, note, current=key == show)

    compared = [
        tile(RowKind.NEW, _("New"), "active"),
        tile(RowKind.CHANGED, _("Changed"), "listed"),
        tile(RowKind.UNCHANGED, _("Unchanged")),
        tile(
            RowKind.MISSING,
            _("Not in the file"),
            "waiting" if counts.get("missing") and not settled else "plain",
        ),
    ]
    attention = [
        tile(RowKind.NEEDS_FIX, _("Needs fixing"), "bad" if counts.get("needs_fix") else "plain"),
        tile(SKIPPED, _("Not worker data"), "none"),
    ]
    if counts.get(RowKind.DROPPED):
        attention.insert(1, tile(RowKind.DROPPED, _("Dropped"), "none"))
    if counts.get(WARNINGS):
        attention.append(tile(WARNINGS, _("To be looked at"), "waiting"))
    if counts.get(ELSEWHERE):
        attention.append(tile(ELSEWHERE, _("On another agency's list too"), "waiting"))
    return compared, attention


def rows(upload: Upload, show: str, cause: str | None) -> QuerySet[StagedKind]:
    """The rows behind a tile, in the order of the file; those missing from it by name."""
    found = StagedKind.objects.filter(upload=upload).select_related("row", "worker")
    if show == RowKind.MISSING:
        return found.filter(kind=show).order_by("worker__name", "worker_id")
    if show == WARNINGS:
        found = found.exclude(kind__in=[RowKind.NEEDS_FIX, RowKind.DROPPED])
        found = found.filter(row__problems__isnull=False)
    elif show == ELSEWHERE:
        found = found.filter(elsewhere=True)
    else:
        found = found.filter(kind=show)
    if show == RowKind.DROPPED:
        found = found.select_related("row__dropped_by")
        return (found.filter(row__drop_reason=cause) if cause else found).order_by("row__ordinal")
    if cause:
        found = found.filter(row__problems__contains=[{"code": cause}])
    return found.order_by("row__ordinal")


_CAUSES = """
select p->>'code', count(distinct r.id), p->>'level', min(r.ordinal),
       count(r.nik),
       count(*) filter (where p->>'read' ~ '^\\D*[1-9]\\d{0,2}[.,]?\\d{0,3}([.,]\\d{1,2})?\\D*$')
from enrolment_stagedrow r cross join jsonb_array_elements(r.problems) p
where r.upload_id = %s and r.problems is not null and r.drop_reason is null
  and (p->>'level' = 'error') = %s and r.has_errors = %s
group by 1, 3 order by 2 desc, 1
"""


def causes(upload: Upload, show: str) -> list[Cause]:
    """The reasons behind the rows that need fixing (or a look), most frequent first."""
    if show not in (RowKind.NEEDS_FIX, WARNINGS):
        return []
    errors = show == RowKind.NEEDS_FIX
    with connection.cursor() as cursor:
        cursor.execute(_CAUSES, [upload.pk, errors, errors])
        return [Cause(*found, _hopeless(niks, sums)) for *found, niks, sums in cursor.fetchall()]


def _hopeless(niks: int, sums: int) -> frozenset[str]:
    """Without any NIK no date comes from it; without small amounts in figures no daily wage."""
    helpless = {AnswerKind.BIRTH_FROM_NIK: niks == 0, AnswerKind.DAILY_WAGE: sums == 0}
    return frozenset(kind for kind, none in helpless.items() if none)


def drop_reasons(upload: Upload) -> list[tuple[str, str, int]]:
    """Why rows were dropped: reason, its words, how many rows."""
    found = StagedRow.objects.dropped().filter(upload=upload).order_by("drop_reason")
    counted = found.values_list("drop_reason").annotate(Count("pk"))
    return [(reason, str(DropReason(reason).label), n) for reason, n in counted]


def skipped(upload: Upload) -> Sequence[dict]:
    """The rows that are no person, as the reader reported them."""
    found = upload.summary.get("skipped", [])
    return [{"sheet": sheet, "row": row, "reason": reason} for sheet, row, reason in found]
