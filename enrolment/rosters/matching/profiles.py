"""What was matched once and reads the next file of an agency or a city: profiles of headings."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from enrolment.models import RosterProfile, Upload, UploadKind
from enrolment.rosters.matching.places import Owner, belonging, owner_of
from enrolment.spreadsheets.matching import lacking

VALUES = "values"
"""The fingerprint of the one profile that holds what texts mean; it has no headings."""
MOST = 20  # profiles that are tried, those used last first


def of_owner(owner: Owner) -> QuerySet[RosterProfile]:
    """The profiles of headings of an agency or a city, the one used last first."""
    found = RosterProfile.objects.filter(**belonging(owner), content__has_key="headings")
    return found.select_related("made_by")


def given(upload: Upload) -> dict[str, Any]:
    """What the reader is told of an upload: how its own sheets were matched, and its owner's profiles. In a
    city's file the agency is wanted apart from the unit within it."""
    matching: dict[str, Any] = {"sheets": upload.matching.get("sheets", {}), "profiles": []}
    matching["by_office"] = upload.agency_id is None
    if upload.kind == UploadKind.LIST or upload.agency_id is None:
        matching["profiles"] = [
            {
                "id": str(profile.pk),
                "headings": profile.content["headings"],
                "height": profile.content["height"],
            }
            for profile in of_owner(owner_of(upload))[:MOST]
        ]
    return matching


def note_used(upload: Upload) -> None:
    """Say in the upload's summary from which day the profiles are that read it, and in them that they did."""
    sheets = [sheet for sheet in upload.summary.get("sheets", ()) if str(sheet.get("matched")).isdigit()]
    if not sheets:
        return
    used = RosterProfile.objects.filter(pk__in={int(sheet["matched"]) for sheet in sheets})
    made = {str(pk): made_at for pk, made_at in used.values_list("pk", "made_at")}
    for sheet in sheets:
        if day := made.get(sheet["matched"]):
            sheet["matched_on"] = timezone.localdate(day).isoformat()
    used.update(used_at=timezone.now())


def remember(
    *, upload: Upload, headings: Mapping[str, str], columns: Mapping[str, str], rows: list[int], by: object
) -> RosterProfile | None:
    """Keep how a header's columns were matched, for its owner's next file. None when it says too little.

    `headings` and `columns` go by the letters of the columns.
    """
    content = {heading: columns.get(letter, "") for letter, heading in headings.items()}
    if not rows or lacking(content.values()):
        return None  # a list without a header, or with a nameless column, is known by nothing
    height = rows[1] - rows[0] + 1
    told = json.dumps([height, sorted(content)], ensure_ascii=False)
    profile, _ = RosterProfile.objects.update_or_create(
        **belonging(owner_of(upload)),
        fingerprint=hashlib.sha256(told.encode()).hexdigest(),
        defaults={
            "content": {
                "headings": content,
                "order": list(content),  # JSON objects forget it
                "height": height,
                "file": upload.file_name,
            },
            "made_by_id": getattr(by, "pk", None),
        },
    )
    return profile


def forget(*, profile: RosterProfile) -> None:
    """Let the words of headings decide again from the next file on. What was read stays as it is."""
    profile.delete()
