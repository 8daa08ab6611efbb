"""Empty forms of the portal, handed in to be filled as they are: recognised by headings, kept, retired."""

import hashlib
import secrets
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from openpyxl import load_workbook

from agencies.models import Agency
from enrolment.models import SheetKind, SheetTemplate
from enrolment.sipp.layout import current, heading, known_columns
from enrolment.spreadsheets.grids import Grid, read_grids
from enrolment.spreadsheets.refusals import Unreadable

LARGEST = 5 * 2**20  # an empty form is small; openpyxl keeps it whole in memory
_INSIDE = 60 * 2**20
_KNOWN_SHARE = 0.6  # of a header's cells that must be headings of one form


@dataclass(frozen=True)
class Recognised:
    """Where the people go in a form. `unknown` are headings marked as required (with a star) that we do not
    know; `lacking` required columns of ours that the form has not."""

    kind: str
    sheet: str
    header_row: int
    columns: list[str]
    unknown: list[str]
    lacking: list[str]


def path_of(template: SheetTemplate) -> Path:
    return Path(settings.MEDIA_ROOT) / "sheets" / template.stored_name


def recognise(grids: list[Grid]) -> Recognised:
    """The form in a workbook. Raises `Unreadable`: `form_unknown`, or `form_not_empty` with the row in which
    somebody stands already."""
    best, most = None, 0
    for grid in grids:
        for number, texts in grid.rows[:20]:
            for kind in SheetKind.values:
                share, count = _share(kind, texts)
                if share >= _KNOWN_SHARE and count > most:
                    best, most = (grid, number, texts, kind), count
    if best is None or most < 4:
        raise Unreadable("form_unknown")
    grid, number, texts, kind = best
    below = [row for row, _ in grid.rows if row > number]
    if below:
        raise Unreadable("form_not_empty", {"sheet": grid.name, "row": below[0]})
    known = known_columns(kind)
    here = {known[heading(text)].header for text in texts if heading(text) in known}
    unknown = [text for text in texts if "*" in text and heading(text) not in known]
    return Recognised(kind, grid.name, number, texts, unknown, _lacking(kind, here))


def _share(kind: str, texts: list[str]) -> tuple[float, int]:
    known = known_columns(kind)
    filled = [heading(text) for text in texts if heading(text)]
    count = len({name for name in filled if name in known})
    return (count / len(filled) if filled else 0), count


def _lacking(kind: str, here: set[str]) -> list[str]:
    """Required headings of the current form that are missing, names in three columns counting as one."""
    wanted = [column.header for column in current(kind).columns if column.required]
    return [one for one in wanted if one not in here and not (one == "NAMA_LENGKAP" and "NAMA_DEPAN" in here)]


def read_form(path: Path) -> Recognised:
    """Recognise the form stored at `path`, and see that it can be filled. Raises `Unreadable`."""
    found = recognise(read_grids(path, LARGEST))
    if not zipfile.is_zipfile(path):
        raise Unreadable("form_is_old")
    with zipfile.ZipFile(path) as parts:
        names = {name.lower() for name in parts.namelist()}
        inside = sum(part.file_size for part in parts.infolist())
    if any("vbaproject" in name for name in names):
        raise Unreadable("form_has_macros")
    if "xl/workbook.xml" not in names:
        raise Unreadable("form_is_old")
    if inside > _INSIDE:
        raise Unreadable("too_much_inside")
    try:
        with path.open("rb") as file:
            load_workbook(file, keep_links=False)[found.sheet]
    except Exception as error:  # whatever openpyxl stumbles over, the form cannot be filled
        raise Unreadable("damaged_file") from error
    return found


@transaction.atomic
def keep(*, agency: Agency, name: str, content: bytes, by: Any) -> tuple[SheetTemplate, Recognised]:
    """Store an empty form; from now on sheets of its kind are made by filling it. Raises `Unreadable`, and
    nothing is kept then. Sheets made with the former one still give the same file."""
    template = SheetTemplate(agency=agency, stored_name=secrets.token_urlsafe(24), file_name=_plain(name))
    path = path_of(template)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)
    try:
        found = read_form(path)
    except Unreadable:
        path.unlink()
        raise
    template.kind, template.sheet, template.header_row = found.kind, found.sheet, found.header_row
    template.columns, template.sha256 = found.columns, hashlib.sha256(content).hexdigest()
    template.uploaded_by_id = getattr(by, "pk", None)
    SheetTemplate.objects.filter(agency=agency, kind=found.kind, retired_at=None).update(
        retired_at=timezone.now()
    )
    template.save()
    return template, found


def retire(*, template: SheetTemplate) -> None:
    """Go back to our own form. The file stays for the sheets that were made with it."""
    SheetTemplate.objects.filter(pk=template.pk, retired_at=None).update(retired_at=timezone.now())


def _plain(name: str) -> str:
    """The file's own name, as the portal wants it back; never a path, and without a browser's "(1)"."""
    kept = "".join(char for char in Path(name.replace("\\", "/")).name if char.isprintable())
    return kept[-255:] or "data.xlsx"
