"""The minutes as PDF (typst) and as Word (python-docx)."""

import io
import json
from dataclasses import asdict
from typing import Any

import typst
from django.conf import settings
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm

from enrolment.reconciliation.minutes.content import Minutes, Table
from enrolment.rosters.statements.printing import CENTRE, RIGHT, _line, _page

TEMPLATE = settings.BASE_DIR / "templates" / "enrolment" / "reconciliation" / "minutes.typ"


def pdf(minutes: Minutes) -> bytes:
    """On A4, with the fonts that typst brings along; nothing is fetched, no font of the system."""
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"minutes": json.dumps(asdict(minutes))},
    )


def word(minutes: Minutes) -> bytes:
    """The same as .docx, for offices that put it on their own letterhead."""
    document = Document()
    _page(document)
    _line(document, minutes.title.upper(), CENTRE, bold=True, size=13)
    _line(document, minutes.about, CENTRE)
    _line(document, minutes.number, CENTRE)
    _line(document, minutes.opening)
    for label, value in minutes.parties:
        _line(document, f"{label}: {value}", indent=0.75)
    _line(document, minutes.agreed)
    for table in minutes.tables:
        _table(document, table)
    for remark in minutes.remarks:
        _line(document, remark)
    _line(document, minutes.closing)
    _line(document, minutes.place_and_day)
    _signatures(document, minutes)
    document.sections[0].footer.paragraphs[0].text = minutes.footer
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def _table(document: Any, found: Table) -> None:
    _line(document, found.caption, bold=True)
    table = document.add_table(rows=0, cols=len(found.head))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for row in (found.head, *found.rows):
        for place, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text).bold = row is found.head
            paragraph.alignment = RIGHT if place and row is not found.head else None
            cell.width = Cm(16 - 2 * (len(row) - 1)) if place == 0 else Cm(2)
    document.add_paragraph()


def _signatures(document: Any, minutes: Minutes) -> None:
    """Both parties beside each other, with room to sign."""
    table = document.add_table(rows=1, cols=len(minutes.signers))
    for cell, (party, title, name, nip) in zip(table.rows[0].cells, minutes.signers, strict=True):
        cell.text = "\n".join((party, title, "", "", "", name, nip))
