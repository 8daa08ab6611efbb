"""The letter as PDF (typst) and as Word (python-docx)."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm, Pt

from enrolment.letters.printing import CENTRE, RIGHT, SIGNED_AT, blank, finished, line, signature, typeset
from enrolment.rosters.statements.letter import Letter

TEMPLATE = settings.BASE_DIR / "templates" / "enrolment" / "statements" / "statement.typ"


def pdf(letter: Letter) -> bytes:
    return typeset(TEMPLATE, asdict(letter))


def word(letter: Letter) -> bytes:
    """The same letter as .docx."""
    document = blank()
    for text, size in ((letter.government.upper(), 13), (letter.office.upper(), 15)):
        line(document, text, CENTRE, bold=True, size=size)
    line(document, "", CENTRE)
    line(document, letter.title.upper(), CENTRE, bold=True, size=13)
    line(document, letter.number, CENTRE)
    line(document, letter.opening)
    _facts(document, letter)
    line(document, letter.declares)
    for number, point in enumerate(letter.points, start=1):
        line(document, f"{number}.  {point}", indent=0.75)
        if number == 1:
            _counts(document, letter)
    line(document, letter.closing)
    _signature(document, letter)
    return finished(document, letter.footer)


def _facts(document: Any, letter: Letter) -> None:
    table = document.add_table(rows=0, cols=2)
    for label, value in letter.facts:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, f": {value}"
        cells[0].width, cells[1].width = Cm(4), Cm(12)


def _counts(document: Any, letter: Letter) -> None:
    table = document.add_table(rows=0, cols=len(letter.head))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for row in (letter.head, *letter.rows):
        strong = row is letter.head or row is letter.rows[-1]
        for place, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text).bold = strong
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.alignment = RIGHT if place > 1 and row is not letter.head else None
            cell.width = Cm(6) if place == 1 else Cm(1.2 if place == 0 else 2.2)
    document.add_paragraph()


def _signature(document: Any, letter: Letter) -> None:
    signature(document, (letter.place_and_day, letter.signer_title))
    stamp = line(document, f"\n{letter.stamp}\n", size=9)
    stamp.paragraph_format.left_indent = SIGNED_AT
    line(document, letter.signer_name, bold=True).paragraph_format.left_indent = SIGNED_AT
    signature(document, [letter.signer_nip])
