"""Taking a workbook in: stored, read in a child process, staged and compared. It changes no roster."""

import datetime as dt
import time
from collections.abc import Iterable
from functools import partial
from pathlib import PurePath

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agencies.models import Agency
from enrolment.models import ON_THE_LIST, RowKind, Upload, UploadKind, UploadMode, UploadState
from enrolment.rosters import staging, storage
from enrolment.rosters.background.handing_over import hand_over
from enrolment.rosters.background.progress import COMPARING, READING, UNWATCHED, Stopped, Unwatched
from enrolment.rosters.city.placing import place
from enrolment.rosters.matching import profiles, values
from enrolment.rosters.workbooks import correcting
from enrolment.spreadsheets import gate, reader
from enrolment.spreadsheets.refusals import Unreadable

# From this share of the list on, people not in the file say that the file is a part of it.
PART_OF_THE_LIST = 0.10
NOT_UNDERSTOOD = ("no_roster_header", "no_nik_column", "no_name_column")
WAITING = (UploadState.UNMATCHED, UploadState.CHECKED, UploadState.SAVING)


def receive(
    *,
    agency: Agency,
    chunks: Iterable[bytes],
    file_name: str,
    by: object,
    on_behalf: bool = False,
    roster_date: dt.date | None = None,
) -> Upload:
    """Store a workbook for an agency; `check` reads it. Nothing else is changed."""
    stored_name, sha256, size = storage.store(chunks)
    return Upload.objects.create(
        region_id=agency.region_id,
        agency=agency,
        file_name=PurePath(file_name.replace("\\", "/")).name[-255:],
        stored_name=stored_name,
        sha256=sha256,
        size=size,
        roster_date=roster_date or timezone.localdate(),
        on_behalf=on_behalf,
        uploaded_by_id=getattr(by, "pk", None),
    )


def check(
    *,
    upload: Upload,
    limits: reader.Limits | None = None,
    watch: Unwatched = UNWATCHED,
    matchable: bool = True,
) -> Upload:
    """Read the stored workbook and compare it with the roster: what "Periksa dulu" shows. The rows of a
    city's file find their agencies first.

    An unusable file is a result, not an error: state REFUSED with a code and parameters for a sentence. Where
    only its header is not understood people may match the columns: state UNMATCHED (unless not `matchable`).
    Raises Stopped when the upload was put aside meanwhile.
    """
    before = upload.state
    watch.stage(READING)
    try:
        _read(upload, limits, watch)
    except Unreadable as refusal:
        _still_wanted(upload, before)
        return _unmatched(upload, refusal) if matchable else _refuse(upload, refusal)
    staged = time.perf_counter()
    watch.stage(COMPARING)
    if parent := correcting.parent_of(upload):
        _still_wanted(upload, before)
        values.take_over(upload)
        return correcting.take_over(correction=upload, parent=parent, by=upload.uploaded_by)
    profiles.note_used(upload)
    upload.counts |= values.take_over(upload)
    if upload.agency_id is None:
        place(upload, by=upload.uploaded_by)
    else:
        upload.counts |= staging.compare(upload)
        upload.mode = likely_mode(upload.counts)
    _still_wanted(upload, before)
    upload.state = UploadState.CHECKED
    upload.seconds["diff"] = round(time.perf_counter() - staged, 4)
    upload.save()
    return upload


def _read(upload: Upload, limits: reader.Limits | None, watch: Unwatched) -> None:
    with reader.read(storage.path_of(upload), limits, matching=profiles.given(upload)) as reading:
        upload.seconds = staging.stage(upload, watch.rows(reading, reading.pid))
        upload.summary = reading.summary
        upload.counts = {name: upload.summary["counts"][name] for name in ("read", "valid", "skipped")}
    reader.keep_ready()


def check_now_or_later(*, upload: Upload, by: object) -> Upload:
    """Check a workbook at once, or hand a large one (by the size it declares) to the worker."""
    try:
        with storage.path_of(upload).open("rb") as file:
            admitted = gate.inspect(file, settings.ROSTER_MAX_BYTES)
    except Unreadable as refusal:
        return _refuse(upload, refusal)
    if admitted.declared_rows <= settings.ROSTER_ROWS_IN_REQUEST:
        return check(upload=upload)
    upload.summary = {"declared_rows": admitted.declared_rows}
    upload.save(update_fields=["summary"])
    hand_over(task="check_upload", upload=upload, rows=admitted.declared_rows, by=by)
    return upload


def _still_wanted(upload: Upload, state: str) -> None:
    """Hold the upload's record for the little that is left: nobody puts it aside from here on."""
    if not Upload.objects.select_for_update().filter(pk=upload.pk, state=state).exists():
        raise Stopped


def _unmatched(upload: Upload, refusal: Unreadable) -> Upload:
    """Keep the file of an agency or a city whose columns people can match; refuse any other."""
    told = refusal.params
    shown = told.get("matched") or (told.get("sheets") and refusal.code in NOT_UNDERSTOOD)
    if not shown or (upload.kind != UploadKind.LIST and upload.agency_id is not None):
        return _refuse(upload, refusal)
    upload.refusal = {"code": refusal.code, "params": refusal.params}
    upload.state = UploadState.UNMATCHED
    upload.save()
    return upload


def _refuse(upload: Upload, refusal: Unreadable) -> Upload:
    """Keep the record and the reason, not the file: nobody can use it, and it may be huge."""
    upload.refusal = {"code": refusal.code, "params": refusal.params}
    upload.state = UploadState.REFUSED
    upload.save()
    # Not before it is certain: a job that is rolled back needs the file for its next attempt.
    transaction.on_commit(partial(storage.drop, upload))
    return upload


def likely_mode(counts: dict[str, int]) -> UploadMode:
    """A whole list, unless more than a tenth of the roster is missing from the file."""
    listed = counts[RowKind.MISSING] + counts[RowKind.CHANGED] + counts[RowKind.UNCHANGED]
    if counts[RowKind.MISSING] > PART_OF_THE_LIST * max(listed, 1):
        return UploadMode.PARTIAL
    return UploadMode.FULL


def earlier_with_same_bytes(upload: Upload) -> Upload | None:
    """An upload of the very same file for this agency: one that was saved, or else one that was handed in
    before this one and still waits to be saved."""
    if not upload.sha256:
        return None
    same = Upload.objects.filter(agency=upload.agency_id, region=upload.region_id, sha256=upload.sha256)
    same = same.exclude(pk=upload.pk).exclude(kind=UploadKind.CORRECTION)  # corrected rows are no list
    same = same.select_related("uploaded_by", "applied_by").defer("summary")
    earlier = same.filter(state__in=WAITING, uploaded_at__lt=upload.uploaded_at)
    return same.filter(state__in=ON_THE_LIST).first() or earlier.first()
