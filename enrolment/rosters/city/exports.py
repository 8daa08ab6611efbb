"""A comparison as a workbook: figures first, then the people, each with what to make of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.naming import told_apart
from enrolment.models import Upload
from enrolment.rosters.city import comparing
from enrolment.rosters.city.comparing import Person
from enrolment.rosters.city.wording import AGENCY_SIDES, CITY_SIDES

DIFFERENT = ("theirs", "theirs_elsewhere", "ours", "ours_elsewhere", "unclear")


def of_city(upload: Upload, agencies: Sequence[Agency]) -> FileResponse:
    """All agencies: their counts, and everybody on one list only or at another agency."""
    names = told_apart(agencies)
    people = comparing.people_of(upload, agencies, DIFFERENT)
    rows = [
        [names[p.agency], *_person(p), str(CITY_SIDES[p.side]), names.get(p.other or 0)]
        for p in sorted(people, key=lambda p: (names[p.agency], p.name or ""))
    ]
    sheets: dict[str, tuple[Sequence[Any], Iterable[Sequence[Any]]]] = {
        _("Agencies"): (_count_head(), [_counts(one, names) for one in comparing.sides_of(upload, agencies)]),
        _("Differences"): ([_("Agency"), *_person_head(), _("Difference"), _("Other agency")], rows),
    }
    name = file_name(_("comparison"), upload.region.code, upload.answers["source"], upload.roster_date)
    return workbook_response(sheets, name)


def of_agency(upload: Upload, agency: Agency) -> FileResponse:
    """One agency: everybody on one list only, without the name of any other agency."""
    people = comparing.people_of(upload, [agency], DIFFERENT)
    rows = [[*_person(p), str(AGENCY_SIDES[p.side])] for p in people]
    sheets: dict[str, tuple[Sequence[Any], Iterable[Sequence[Any]]]] = {
        _("Differences"): ([*_person_head(), _("Difference")], rows)
    }
    return workbook_response(sheets, file_name(_("comparison"), agency.code, upload.roster_date))


def _count_head() -> list[str]:
    return [
        _("Agency"),
        _("On the city's list"),
        _("On the agency's list"),
        _("On both"),
        _("Only on the city's"),
        _("Only on the agency's"),
        _("At another agency"),
        _("NIK unreadable"),
    ]


def _counts(one: comparing.Sides, names: Mapping[int, str]) -> list[Any]:
    elsewhere = one.theirs_elsewhere + one.ours_elsewhere
    figures = [one.on_theirs, one.on_ours, one.both, one.theirs, one.ours, elsewhere, one.unreadable]
    return [names[one.agency.pk], *figures]


def _person_head() -> list[str]:
    return [
        _("NIK"),
        _("Name"),
        _("Position"),
        _("Work unit"),
        _("Sheet in the city's file"),
        _("Row in the city's file"),
    ]


def _person(person: Person) -> list[Any]:
    return [person.nik, person.name, person.position, person.unit, person.sheet, person.row_number]
