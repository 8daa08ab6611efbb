"""Taking a city's file in: the same gate, store, reader and staging as for an agency's list."""

import datetime as dt
from collections.abc import Iterable
from pathlib import PurePath

from agencies.models import Region
from enrolment.models import Upload, UploadKind, UploadState
from enrolment.rosters import storage


def receive(
    *,
    region: Region,
    kind: UploadKind,
    source: str,
    roster_date: dt.date,
    chunks: Iterable[bytes],
    file_name: str,
    by: object,
) -> Upload:
    """Store a city's workbook; `rosters.receiving.check_now_or_later` reads it. Nothing else is changed.

    `source` says who made the list; a comparison is known by it and the day.
    """
    stored_name, sha256, size = storage.store(chunks)
    return Upload.objects.create(
        region=region,
        kind=kind,
        file_name=PurePath(file_name.replace("\\", "/")).name[-255:],
        stored_name=stored_name,
        sha256=sha256,
        size=size,
        roster_date=roster_date,
        answers={"source": source},
        uploaded_by_id=getattr(by, "pk", None),
    )


def earlier_with_same_bytes(upload: Upload) -> Upload | None:
    """The newest upload of the very same file for the same use that took effect."""
    same = Upload.objects.filter(
        region=upload.region_id,
        agency=None,
        kind=upload.kind,
        sha256=upload.sha256,
        state=UploadState.APPLIED,
    )
    return same.exclude(pk=upload.pk).first()
