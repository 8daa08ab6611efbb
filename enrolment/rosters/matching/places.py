"""Whose file is matched: an agency's list, or a file of a whole city. What is asked of both is the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from agencies.models import Agency, Region
from agencies.pages.navigation import Nav
from enrolment.models import Upload

Owner = Agency | Region
_AGENCY = {
    "page": "upload_detail",
    "columns": "upload_columns",
    "values": "upload_values",
    "discard": "upload_discard",
    "another": "agency_upload_new",
    "kept": "agency_matchings",
    "forget": "matching_forget",
}
_CITY = {
    "page": "region_upload",
    "columns": "region_upload_columns",
    "values": "region_upload_values",
    "discard": "region_upload_discard",
    "another": "region_upload_new",
    "kept": "region_matchings",
    "forget": "region_matching_forget",
}


def address(owner: Owner, name: str, *args: Any) -> str:
    """One of the owner's addresses, by its name here."""
    names = _AGENCY if isinstance(owner, Agency) else _CITY
    return reverse(names[name], args=[owner.code, *args])


def links(owner: Owner, upload: Upload) -> dict[str, str]:
    """The addresses around one upload, for templates."""
    of_upload = {name: address(owner, name, upload.pk) for name in ("page", "columns", "values", "discard")}
    return of_upload | {name: address(owner, name) for name in ("another", "kept")}


def belonging(owner: Owner) -> dict[str, Any]:
    """How a profile belongs to its owner: a city's own has no agency."""
    if isinstance(owner, Agency):
        return {"region_id": owner.region_id, "agency": owner}
    return {"region_id": owner.pk, "agency": None}


def owner_of(upload: Upload) -> Owner:
    return upload.region if upload.agency is None else upload.agency


@dataclass(frozen=True)
class Place:
    """An owner with the frame of its pages: `nav(request, owner, *links)`."""

    owner: Owner
    nav: Callable[..., Nav]
