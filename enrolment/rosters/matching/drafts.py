"""What somebody has matched so far, sheet by sheet, before the file is read again that way.

A draft is `{sheet name: {"rows": [first, last] or [], "columns": {letter: field}} or {"read": False}}`;
without `columns` the words under newly clicked rows are still to be shown.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from enrolment.models import Upload
from enrolment.rosters import storage
from enrolment.rosters.matching import profiles
from enrolment.rosters.matching.labels import LABELS
from enrolment.spreadsheets import reader
from enrolment.spreadsheets.matching import MATCHABLE, SEVERAL, lacking

Answers = dict[str, Any]
HEIGHTS = (1, 2, 3)
_COLUMN = re.compile(r"column_([A-Z]{1,3})")
_NUMBER = re.compile(r"[1-9]\d{0,6}")


def of_upload(upload: Upload) -> dict[str, Answers]:
    """The draft, or what the upload was read by."""
    return upload.matching.get("draft", upload.matching.get("sheets", {}))


def answers(post: Mapping[str, str]) -> Answers:
    """What the form of one sheet says. When other rows were clicked, its columns were another header's."""
    if post.get("leave_out"):
        return {"read": False}
    rows = _rows(post.get("header", ""), post.get("height", ""))
    if post.get("was", "") != "-".join(map(str, rows)):
        return {"rows": rows} if rows else {"rows": [], "columns": {}}
    columns = {}
    for name, field in post.items():
        if (found := _COLUMN.fullmatch(name)) and field in ("", *MATCHABLE):
            columns[found[1]] = field
    return {"rows": rows, "columns": columns}


def _rows(header: str, height: str) -> list[int]:
    if not _NUMBER.fullmatch(header):
        return []
    first = int(header)
    return [first, first + (int(height) if height in ("1", "2", "3") else 1) - 1]


def keep(*, upload: Upload, sheet: str, given: Answers | None) -> None:
    """Keep what was said of one sheet; None goes back to how it was read. Nothing is read anew."""
    sheet = sheet.replace("\0", "")  # no sheet's name has it, and the database cannot hold it
    draft = {name: kept for name, kept in of_upload(upload).items() if name != sheet}
    if given is not None:
        draft[sheet] = given
    upload.matching = {**upload.matching, "draft": draft}
    upload.save(update_fields=["matching"])


def look(upload: Upload, number: int | None = None, start: int | None = None) -> dict[str, Any]:
    """The first rows of a sheet and what each sheet would give by the draft; see `looking.look`.

    Raises Unreadable.
    """
    draft = of_upload(upload)
    matched = {name: kept for name, kept in draft.items() if "columns" in kept or "read" in kept}
    clicked = {name: kept["rows"] for name, kept in draft.items() if name not in matched}
    asked = {"sheet": number, "from": start, "clicked": clicked}
    matching = profiles.given(upload) | {"sheets": matched}
    return reader.look(storage.path_of(upload), asked, matching=matching)


def hindrances(columns: Mapping[str, str]) -> list[str]:
    """Why columns matched like this make no list of people, in words."""
    found = Counter(field for field in columns.values() if field and field not in SEVERAL)
    said = [
        _("“%(field)s” is chosen for several columns: %(letters)s.")
        % {"field": LABELS[field], "letters": ", ".join(letters_of(columns, field))}
        for field, times in found.items()
        if times > 1
    ]
    missing = lacking(columns.values())
    return said + [
        _("Choose the column that holds “%(field)s”.") % {"field": LABELS[field]} for field in missing
    ]


def letters_of(columns: Mapping[str, str], field: str) -> list[str]:
    return sorted(
        (letter for letter, chosen in columns.items() if chosen == field), key=lambda x: (len(x), x)
    )
