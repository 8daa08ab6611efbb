"""The minutes as PDF and as .docx."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm

from enrolment.letters.printing import CENTRE, RIGHT, blank, finished, line, typeset
from enrolment.reconciliation.minutes.content import Minutes, Table

TEMPLATE = settings.BASE_DIR / "templates" / "enrolment" / "reconciliation" / "minutes.typ"


def pdf(minutes: Minutes) -> bytes:
    return typeset(TEMPLATE, asdict(minutes))


def word(minutes: Minutes) -> bytes:
    """The same as .docx."""
    document = blank()
    line(document, minutes.title.upper(), CENTRE, bold=True, size=13)
    line(document, minutes.about, CENTRE)
    line(document, minutes.number, CENTRE)
    line(document, minutes.opening)
    for label, value in minutes.parties:
        line(document, f"{label}: {value}", indent=0.75)
    line(document, minutes.agreed)
    for table in minutes.tables:
        _table(document, table)
    for text in (*minutes.remarks, minutes.closing, minutes.place_and_day):
        line(document, text)
    _signatures(document, minutes)
    return finished(document, minutes.footer)


def _table(document: Any, found: Table) -> None:
    line(document, found.caption, bold=True)
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
