"""Texts of a column that people gave a meaning or another spelling: asked once, known for the next file.

The answers of an agency are
`{"category": {status in lower case: Category}, "position": {text: text}, "unit": …}`; those of a city are
categories alone, for the rows of all its agencies.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Lower

from enrolment.models import RosterProfile, StagedRow, Upload
from enrolment.rosters import sql
from enrolment.rosters.matching.places import Owner, belonging, owner_of
from enrolment.rosters.matching.profiles import VALUES

Answers = dict[str, dict[str, str]]
TEXTS = ("position", "unit")
MOST = 400  # different texts of one column that a page shows, those of most rows first
LONGEST = 300

# A city's file (no agency) holds the rows of all its agencies.
_MINE = "(%(agency)s::bigint is null or agency_id = %(agency)s)"
_CATEGORIES = f"""
update enrolment_stagedrow r set category = v.value
from jsonb_each_text(%(answers)s::jsonb) v
where r.upload_id = %(upload)s and {_MINE} and lower(r.status) = v.key
  and r.category is distinct from v.value
"""
_SPELLINGS = {
    field: f"""
update enrolment_stagedrow r set {field} = v.value
from jsonb_each_text(%(answers)s::jsonb) v
where r.upload_id = %(upload)s and {_MINE} and r.{field} = v.key
"""
    for field in TEXTS
}
_STATUSES = f"""
select lower(status), min(status), count(*), max(category) from enrolment_stagedrow
where upload_id = %(upload)s and {_MINE} and status is not null
group by lower(status) order by max(category) is not null, count(*) desc, 1 limit %(most)s
"""
_DIFFERENT = {
    field: f"""
select {field}, count(*) from enrolment_stagedrow
where upload_id = %(upload)s and {_MINE} and {field} is not null
group by {field} order by count(*) desc, {field} limit %(most)s
"""
    for field in TEXTS
}


@dataclass(frozen=True)
class Status:
    """One text of the status column: how it is written, how many rows have it, what it means so far."""

    key: str
    text: str
    count: int
    category: str | None


def known_to(owner: Owner) -> Answers:
    """What people of the agency or the city answered before."""
    found = RosterProfile.objects.filter(**belonging(owner), fingerprint=VALUES)
    return _answers(found.values_list("content", flat=True).first() or {})


def _answers(content: Mapping[str, Any]) -> Answers:
    return {field: dict(content.get("values", {}).get(field, {})) for field in ("category", *TEXTS)}


def take_over(upload: Upload) -> dict[str, int]:
    """Give the staged rows of an upload what is known of their texts, a statement for each column.

    Returns what is left to be asked, as `unknown`.
    """
    keys = {"upload": upload.pk, "agency": upload.agency_id}
    answers = known_to(owner_of(upload))
    with connection.cursor() as cursor:
        if any(answers.values()):
            cursor.execute(sql.NO_NESTED_LOOPS)
        for field, statement in (("category", _CATEGORIES), *_SPELLINGS.items()):
            if answers[field]:
                cursor.execute(statement, keys | {"answers": _json(answers[field])})
    return unknown(upload)


def unknown(upload: Upload) -> dict[str, int]:
    """`unknown_statuses`: how many different statuses of an upload's rows have no category yet."""
    rows = StagedRow.objects.filter(upload=upload, status__isnull=False, category__isnull=True)
    return {"unknown_statuses": rows.values(key=Lower("status")).distinct().count()}


def statuses(upload: Upload) -> list[Status]:
    """The different statuses of an upload, those without a category first."""
    with connection.cursor() as cursor:
        cursor.execute(_STATUSES, _keys(upload))
        return [Status(*found) for found in cursor.fetchall()]


def different(upload: Upload, field: str) -> list[tuple[str, int]]:
    """The different texts of a column with their rows, most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENT[field], _keys(upload))
        return [(text, count) for text, count in cursor.fetchall()]


@transaction.atomic
def remember(*, owner: Owner, given: Mapping[str, Mapping[str, str]], by: object) -> None:
    """Keep what texts mean for this agency or city; an empty answer takes an earlier one back."""
    profiles = RosterProfile.objects.select_for_update()
    profile, _made = profiles.get_or_create(**belonging(owner), fingerprint=VALUES)
    answers = _answers(profile.content)
    for field, texts in given.items():
        merged = answers[field] | dict(texts)
        answers[field] = {text: value for text, value in merged.items() if value and value != text}
    profile.content, profile.made_by_id = {"values": answers}, getattr(by, "pk", None)
    profile.save()


def _keys(upload: Upload) -> dict[str, Any]:
    return {"upload": upload.pk, "agency": upload.agency_id, "most": MOST}


def _json(answers: Mapping[str, str]) -> str:
    return json.dumps(answers)
