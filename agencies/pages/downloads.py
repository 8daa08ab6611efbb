"""Files that we hand out: names that any system takes, kept by no cache, no cell of a CSV a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.utils.encoding import force_str
from django.utils.functional import Promise

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"
BYTES = "application/octet-stream"
# Excel takes a cell of a CSV that begins so for a formula (OWASP, CSV Injection; the wide signs too).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def file_name(*parts: Any, extension: str = "xlsx") -> str:
    """`daftar-pegawai-dishub-2026-11-22.xlsx`: lower-case ASCII letters, digits and dashes only."""
    text = unicodedata.normalize("NFKD", " ".join(force_str(part) for part in parts))
    plain = re.sub(r"[^a-z0-9]+", "-", text.encode("ascii", "ignore").decode().lower()).strip("-")
    return f"{plain[:100].strip('-') or 'lindungi'}.{extension}"


def stored_file(path: Path, name: str, content_type: str = BYTES) -> FileResponse:
    """A file that lies outside the web root, as a download only: never shown inside the site, kept by no
    cache. 404 where it is not there (any more)."""
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    response["Cache-Control"] = "no-store"
    return response


def csv_response(headers: Sequence[Any], rows: Iterable[Sequence[Any]], name: str) -> HttpResponse:
    """Figures, never people, as a CSV that Excel with Indonesian settings opens by a double click:
    semicolons, UTF-8 and its mark, and no text that would be taken for a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_plain(force_str(header)) for header in headers])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return attachment(out.getvalue().encode("utf-8-sig"), name, "text/csv; charset=utf-8")


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """A finished file as a download that no cache keeps; `name` as `file_name` gives it, `kind` a media
    type."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _plain(value: Any) -> Any:
    """Text that would be a formula gets an apostrophe before it; numbers and days stay."""
    if isinstance(value, Promise):
        value = str(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
