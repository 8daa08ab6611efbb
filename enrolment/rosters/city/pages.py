"""The context of a city file's page, for each of its uses and states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst

from agencies import access
from agencies.models import Agency, Region
from agencies.pages.naming import told_apart
from agencies.pages.tables import paged
from enrolment.models import ON_THE_LIST, Upload, UploadKind, UploadState
from enrolment.problems import refusal_sentence
from enrolment.rosters.background.pages import waiting_of
from enrolment.rosters.city import comparing, handing_out
from enrolment.rosters.city.comparing import SIDES, Sides
from enrolment.rosters.city.tables import PartTable, PeopleTable, PreviewTable, SidesTable
from enrolment.rosters.city.wording import AGENCY_SIDES, CITY_SIDES, TONES
from enrolment.rosters.matching.places import links
from enrolment.rosters.wording import sheets_of

Context = dict[str, Any]
OF_LISTS = {
    UploadState.CHECKED: "enrolment/city/checked.html",
    UploadState.APPLIED: "enrolment/city/handed_out.html",
}
NOT_READ = {
    UploadState.REFUSED: "enrolment/city/refused.html",
    UploadState.UNMATCHED: "enrolment/matching/unmatched.html",
}
__all__ = ["AGENCY_SIDES", "agencies_of", "page_of", "side_shown", "side_tiles", "sides_of_agency"]


@dataclass(frozen=True)
class SideTile:
    show: str
    label: str | Promise
    value: int
    tone: str
    current: bool


def agencies_of(region: Region) -> list[Agency]:
    return list(Agency.objects.of_region(region).select_related("parent").order_by("name", "code"))


def page_of(request: HttpRequest, upload: Upload) -> tuple[str, Context]:
    """Template and context of a file's page."""
    template, context = _page_of(request, upload)
    return template, {"here": links(upload.region, upload)} | context


def _page_of(request: HttpRequest, upload: Upload) -> tuple[str, Context]:
    state = UploadState(upload.state)
    if state == UploadState.RECEIVED:
        return "enrolment/city/reading.html", {"waiting": waiting_of(upload)}
    if state in NOT_READ:
        refusal = upload.refusal or {}
        sentence = refusal_sentence(refusal["code"], refusal["params"])
        return NOT_READ[state], {"refusal": capfirst(sentence)}
    if upload.kind == UploadKind.COMPARISON and state in (UploadState.CHECKED, UploadState.APPLIED):
        return _comparison(request, upload)
    if state in OF_LISTS:
        return OF_LISTS[state], _lists(request, upload)
    return "enrolment/city/put_aside.html", {}


def _lists(request: HttpRequest, upload: Upload) -> Context:
    names = told_apart(agencies_of(upload.region))
    drafts = [
        {"name": names.get(int(pk), ""), "read": _rows(counts), **counts}
        for pk, counts in upload.counts.get("by_agency", {}).items()
    ]
    preview = paged(request, PreviewTable(sorted(drafts, key=lambda d: d["name"]), prefix="d-"))
    if upload.state == UploadState.CHECKED:
        return {"table": preview, "totals": _totals(drafts), **_sheets(upload)}
    parts = list(handing_out.parts_of(upload))
    counted = [part.counts for part in parts if part.state != UploadState.DISCARDED]
    return {
        "table": paged(request, PartTable(handing_out.parts_of(upload), names=names)),
        "later": preview if drafts else None,
        "totals": _totals(counted),
        "saved": sum(part.state in ON_THE_LIST for part in parts),
        "waiting": sum(part.state == UploadState.CHECKED for part in parts),
        "aside": sum(part.state == UploadState.DISCARDED for part in parts),
        "parts": len(parts),
        **_sheets(upload),
    }


def _sheets(upload: Upload) -> Context:
    """How the sheets were read, and those that people could match by hand."""
    sheets = sheets_of(upload)
    return {"sheets": sheets, "unread_sheets": [sheet["name"] for sheet in sheets if sheet["unclear"]]}


def _rows(counts: Mapping[str, int]) -> int:
    return sum(counts[kind] for kind in ("new", "changed", "unchanged", "needs_fix"))


def _totals(lists: Sequence[Mapping[str, int]]) -> dict[str, int]:
    kinds = ("read", "new", "changed", "unchanged", "needs_fix", "elsewhere")
    return {kind: sum(counts.get(kind, 0) for counts in lists) for kind in kinds}


def _comparison(request: HttpRequest, upload: Upload) -> tuple[str, Context]:
    agencies = agencies_of(upload.region)
    if slug := request.GET.get("agency"):
        return "enrolment/city/people.html", _people(request, upload, agencies, slug)
    sides = comparing.sides_of(upload, agencies)
    page = reverse("region_upload", args=[upload.region.code, upload.pk])
    context = {
        "table": paged(request, SidesTable(sides, page=page, names=told_apart(agencies))),
        "totals": {name: sum(getattr(one, name) for one in sides) for name in (*SIDES, "unreadable")},
        "headcount": comparing.headcounts(upload)[1],
        "differing": sum(one.differing > 0 for one in sides),
        **_sheets(upload),
        "may_export": access.may(request.user, access.P.EXPORT_PEOPLE, upload.region),
    }
    return "enrolment/city/compared.html", context


def _people(request: HttpRequest, upload: Upload, agencies: Sequence[Agency], slug: str) -> Context:
    """The people of one agency on one side; other agencies are named to the city."""
    agency = next((one for one in agencies if one.slug == slug), None)
    if agency is None:
        raise Http404
    sides = sides_of_agency(upload, agency)
    show = side_shown(request.GET.get("show"), sides)
    others = told_apart(agencies)
    elsewhere = show in ("theirs_elsewhere", "ours_elsewhere")
    people = comparing.people_of(upload, [agency], [show])
    return {
        "people": True,
        "agency": agency,
        "sides": sides,
        "tiles": side_tiles(sides, show, CITY_SIDES),
        "table": paged(request, PeopleTable(people, others=others if elsewhere else None)),
    }


def sides_of_agency(upload: Upload, agency: Agency) -> Sides:
    """One agency beside the city's list; zeros where neither knows anybody."""
    return next(iter(comparing.sides_of(upload, [agency])), Sides(agency))


def side_shown(asked: str | None, sides: Sides) -> str:
    """The side asked for, or the first that has anybody."""
    return asked if asked in SIDES else next((s for s in SIDES if getattr(sides, s)), SIDES[0])


def side_tiles(sides: Sides, show: str, words: Mapping[str, str | Promise]) -> list[SideTile]:
    """One tile per side; those that are seldom only where somebody is on them."""
    always = ("theirs", "ours", "both")
    return [
        SideTile(
            side,
            label,
            getattr(sides, side),
            TONES.get(side, "plain") if getattr(sides, side) else "plain",
            side == show,
        )
        for side, label in words.items()
        if side in always or getattr(sides, side)
    ]
