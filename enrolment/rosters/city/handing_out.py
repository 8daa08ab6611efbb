"""A city's file as rosters: for each agency a list that it confirms by saving it."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from enrolment.models import Roster, RowKind, Upload, UploadKind, UploadMode, UploadState
from enrolment.rosters.city import sql
from enrolment.rosters.city.comparing_lists import compare_many, settle_units, sheets_by_agency
from enrolment.rosters.city.placing import NotOpen, directory_of, settled_units
from enrolment.rosters.staging import comparison_mark
from enrolment.workers.sql import many_rows


def parts_of(file: Upload) -> QuerySet[Upload]:
    """The lists that were handed out from a city's file, by agency."""
    return file.parts.select_related("agency", "applied_by").defer("summary").order_by("agency__name", "pk")


@transaction.atomic
def hand_out(*, upload: Upload, by: object) -> list[Upload]:
    """Give each agency the rows that are its own, as an upload that is checked and not saved.

    No roster changes: each agency confirms by saving. Rows that still wait for an answer stay in the file and
    follow by a second call; they join a list that is not saved yet. Raises NotOpen when nothing is there to
    be handed out.
    """
    upload = Upload.objects.select_for_update().select_related("region").get(pk=upload.pk)
    sheets = sheets_by_agency(upload)
    if upload.kind != UploadKind.CITY_LISTS or not sheets or not _may_go_out(upload):
        raise NotOpen
    settle_units(upload, settled_units(upload, directory_of(upload)))
    lists = _lists_for(upload, sheets, by)
    with many_rows(), connection.cursor() as cursor:
        keys: dict[str, Any] = {"agencies": list(lists), "children": [part.pk for part in lists.values()]}
        cursor.execute(sql.HAND_OUT, keys | {"upload": upload.pk})
    _compare(upload, lists)
    upload.counts |= {"placed": 0, "by_agency": {}}
    if upload.state == UploadState.CHECKED:
        upload.state, upload.applied_at = UploadState.APPLIED, timezone.now()
        upload.applied_by_id = getattr(by, "pk", None)
    upload.save()
    return list(lists.values())


def _may_go_out(upload: Upload) -> bool:
    return upload.state in (UploadState.CHECKED, UploadState.APPLIED)


def _lists_for(upload: Upload, sheets: Mapping[int, list[str]], by: object) -> dict[int, Upload]:
    """An upload per agency: the one that still waits for it, or a new one."""
    waiting = upload.parts.filter(state=UploadState.CHECKED, agency__in=sheets)
    # Held: who saves a list at this moment keeps what was saved, and gets the rest as another list.
    waiting = waiting.select_for_update(of=("self",)).order_by("pk")
    lists = {part.agency_id: part for part in waiting if part.agency_id is not None}
    made = {agency: _list_of(upload, agency, by) for agency in sheets if agency not in lists}
    Upload.objects.bulk_create(made.values())
    lists |= made
    for agency, part in lists.items():
        known = {sheet["name"] for sheet in part.summary.get("sheets", ())} | set(sheets[agency])
        described = [s for s in upload.summary.get("sheets", ()) if s["name"] in known]
        part.summary = {"sheets": described, "skipped": []}
    return lists


def _list_of(upload: Upload, agency: int, by: object) -> Upload:
    """The agency's own part. It has no file: the city's holds other agencies' people too."""
    return Upload(
        id=uuid4(),
        region_id=upload.region_id,
        agency_id=agency,
        kind=UploadKind.LIST,
        parent=upload,
        state=UploadState.CHECKED,
        mode=UploadMode.PARTIAL,
        file_name=upload.file_name,
        size=0,
        roster_date=upload.roster_date,
        on_behalf=True,
        uploaded_by_id=getattr(by, "pk", None),
    )


def _compare(upload: Upload, lists: Mapping[int, Upload]) -> None:
    found = compare_many(upload, [(part.pk, agency) for agency, part in lists.items()])
    versions = dict(Roster.objects.filter(pk__in=lists).values_list("pk", "version"))
    for agency, part in lists.items():
        counts = found[part.pk, agency]
        valid = counts["new"] + counts["changed"] + counts["unchanged"]
        read = valid + counts["needs_fix"]
        nothing = dict.fromkeys(RowKind.values, 0)
        part.counts = nothing | counts | {"read": read, "valid": valid, "skipped": 0}
        part.counts["comparison"] = comparison_mark()  # who looks at the list as it was sees it anew
        part.roster_version = versions.get(agency, 0)
    Upload.objects.bulk_update(lists.values(), ["counts", "summary", "roster_version"])


@transaction.atomic
def withdraw(*, upload: Upload) -> int:
    """Discard the lists of a file that no agency has saved; those saved stay. Returns how many.

    What an agency took over from a comparison is its own: nothing of that is withdrawn.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    waiting = upload.parts.filter(state=UploadState.CHECKED)
    return waiting.update(state=UploadState.DISCARDED) if upload.kind == UploadKind.CITY_LISTS else 0


@transaction.atomic
def hand_out_again(*, upload: Upload) -> int:
    """Let the lists wait again that were withdrawn, or put aside by their agencies, compared with the rosters
    as they are now. Returns how many; raises NotOpen where there are none."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    parts = list(upload.parts.filter(state=UploadState.DISCARDED).exclude(agency=None).order_by("pk"))
    if upload.kind != UploadKind.CITY_LISTS or not parts:
        raise NotOpen
    upload.parts.filter(pk__in=[part.pk for part in parts]).update(state=UploadState.CHECKED)
    for wave in _one_per_agency(parts):
        _compare(upload, wave)
    return len(parts)


def _one_per_agency(parts: list[Upload]) -> Iterator[dict[int, Upload]]:
    """The parts in groups that have each agency once: by far most files need one."""
    while parts:
        wave = {part.agency_id: part for part in parts if part.agency_id is not None}
        yield wave
        now = {part.pk for part in wave.values()}
        parts = [part for part in parts if part.pk not in now]
