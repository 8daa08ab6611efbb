"""Finding the agency of each row of a city's file, and remembering what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from agencies.models import Agency, Region
from agencies.pages.naming import told_apart
from enrolment.models import RosterProfile, Upload, UploadKind, UploadState
from enrolment.rosters.city import comparing_lists, sql
from enrolment.rosters.city.names import (
    BY_UNIT,
    Directory,
    Group,
    Meaning,
    Office,
    Question,
    answered,
    is_nameless,
    placed,
    unit_kept,
)
from enrolment.workers.sql import many_rows

# The one profile of a city that holds what names of units mean, whatever the file's header is.
UNIT_NAMES = "unit names"


class NotOpen(Exception):
    """The file is no longer in the state for this: somebody handed it out, saved or discarded it."""


@dataclass(frozen=True)
class Answer:
    """What somebody says about a name: a value of `names.Directory.answers`, and whether the agency is to
    carry the name as one of its own."""

    value: str
    alias: bool = False


def offices_of(region: Region) -> list[Office]:
    """The agencies of a city that exist today, with all names each goes by."""
    existing = Agency.objects.of_region(region).on(timezone.localdate())
    agencies = existing.select_related("parent").order_by("name", "code")
    shown = told_apart(agencies)
    return [
        Office(a.pk, a.code, shown[a.pk], tuple(filter(None, (a.name, a.short_name, *a.aliases))))
        for a in agencies
    ]


def directory_of(upload: Upload) -> Directory:
    """The city's agencies by name, with what was answered for this file and for earlier ones."""
    remembered = _profile(upload.region).content.get("values", {}).get("unit", {})
    return Directory(
        upload.region.name, offices_of(upload.region), remembered | upload.answers.get("names", {})
    )


def _profile(region: Region) -> RosterProfile:
    found = RosterProfile.objects.filter(region=region, agency=None, fingerprint=UNIT_NAMES).first()
    return found or RosterProfile(region=region, fingerprint=UNIT_NAMES)


def groups_of(upload: Upload) -> list[Group]:
    """The rows that lie in the file, by sheet and texts of the agency and of the work unit."""
    with connection.cursor() as cursor:
        cursor.execute(sql.GROUPS, {"upload": upload.pk})
        return [
            Group(sheet, unit, n, tuple(names or ()), of) for sheet, unit, n, names, of in cursor.fetchall()
        ]


def questions(upload: Upload, directory: Directory) -> list[Question]:
    """The names in the file that nobody knows, most rows first."""
    return placed(groups_of(upload), directory)[1]


def answers_in(upload: Upload, directory: Directory) -> list[Question]:
    """The names in the file that were answered: see `names.answered`."""
    return answered(groups_of(upload), directory)


def settled_units(upload: Upload, directory: Directory) -> comparing_lists.Units:
    """The groups of rows whose unit is not what the file has there, with the unit that is kept."""
    groups = groups_of(upload)
    agencies = {group: meaning.agency for group, meaning in placed(groups, directory)[0].items()}
    kept = {g: unit_kept(g, directory, agency) for g, agency in agencies.items() if agency}
    return [(g.sheet, g.office or "", g.unit or "", unit) for g, unit in kept.items() if unit != g.unit]


def place(upload: Upload, by: object) -> Upload:
    """Give every row its agency, or leave it out; rows with a name nobody knows wait. Repeatable.

    What the rows mean for the rosters is compared anew; nothing is saved to any.
    """
    directory = directory_of(upload)
    groups = groups_of(upload)
    found, asked = placed(groups, directory)
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(sql.PLACE, _places(upload, groups, found, by))
        cursor.execute(sql.JUDGE_DOUBLES, {"upload": upload.pk})
        cursor.execute(sql.TALLY, {"upload": upload.pk})
        names = ("placed", "left_out", "unplaced", "needs_fix", "agencies")
        upload.counts |= dict(zip(names, cursor.fetchone(), strict=True))
    upload.counts |= {"asked": len(asked), "answered": len(answered(groups, directory))}
    if upload.kind == UploadKind.CITY_LISTS:
        upload.counts["by_agency"] = comparing_lists.preview(upload, settled_units(upload, directory))
    return upload


def _places(upload: Upload, groups: list[Group], found: Mapping[Group, Meaning], by: object) -> dict:
    """A group that is not found goes back to where it has no agency: an answer may have been changed."""
    nowhere = Meaning()
    meanings = [found.get(group, nowhere) for group in groups]
    return {
        "upload": upload.pk,
        "by": getattr(by, "pk", None),
        "sheets": [group.sheet for group in groups],
        "offices": [group.office or "" for group in groups],
        "units": [group.unit or "" for group in groups],
        "agencies": [meaning.agency for meaning in meanings],
        "left_out": [meaning.left_out for meaning in meanings],
    }


@transaction.atomic
def answer(*, upload: Upload, answers: Mapping[str, Answer], by: object, may_manage: bool) -> Upload:
    """Take answers (by the key of a name) for this file and the city's next ones, and place the rows.

    `may_manage`: whether `by` may change agencies; without it no agency gets another name. Raises NotOpen
    once the file was handed out, compared or discarded and nothing in it waits any more.
    """
    upload = Upload.objects.select_for_update().select_related("region").get(pk=upload.pk)
    if not is_open(upload):
        raise NotOpen
    values = {key: given.value for key, given in answers.items()}
    if may_manage:
        _keep_aliases(upload, {key: given.value for key, given in answers.items() if given.alias})
    upload.answers["names"] = upload.answers.get("names", {}) | values
    _remember(upload, values, by)
    place(upload, by)
    upload.save(update_fields=["answers", "counts"])
    return upload


def is_open(upload: Upload) -> bool:
    """Whether names can be answered: before the file takes effect, and after it for those rows of a file of
    lists that wait or were left out."""
    stay = upload.counts.get("unplaced", 0) + upload.counts.get("left_out", 0)
    waits = upload.kind == UploadKind.CITY_LISTS and stay > 0
    return upload.state == UploadState.CHECKED or (upload.state == UploadState.APPLIED and waits)


def _remember(upload: Upload, values: Mapping[str, str], by: object) -> None:
    """What a name means is known for the next file; names that a program gave to a sheet mean nothing."""
    kept = {k: v for k, v in values.items() if v != BY_UNIT and not is_nameless(k)}
    if not kept:
        return
    profile, _made = RosterProfile.objects.select_for_update().get_or_create(
        region=upload.region, agency=None, fingerprint=UNIT_NAMES
    )
    known = profile.content.setdefault("values", {}).setdefault("unit", {})
    known.update(kept)
    profile.made_by_id = profile.made_by_id or getattr(by, "pk", None)
    profile.save()


def _keep_aliases(upload: Upload, values: Mapping[str, str]) -> None:
    """The agency carries the name, as it stands in the file, among its other names."""
    directory = directory_of(upload)
    named = [*questions(upload, directory), *answers_in(upload, directory)]
    texts = {question.key: question.text for question in named}
    agencies = {a.code: a for a in Agency.objects.filter(region=upload.region, code__in=values.values())}
    for key, code in values.items():
        if (agency := agencies.get(code)) and (text := texts.get(key, "")[:160]):
            agency.aliases = [*agency.aliases, text]
    Agency.objects.bulk_update(agencies.values(), ["aliases"])
