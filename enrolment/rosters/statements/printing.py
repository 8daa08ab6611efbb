"""The letter as PDF (typst) and as Word (python-docx)."""

import io
import json
from dataclasses import asdict
from typing import Any

import typst
from django.conf import settings
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from enrolment.rosters.statements.letter import Letter

TEMPLATE = settings.BASE_DIR / "templates" / "enrolment" / "statements" / "statement.typ"
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def pdf(letter: Letter) -> bytes:
    """The letter on A4, with the fonts that typst brings along; nothing is fetched, no font of the system."""
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(asdict(letter))},
    )


def word(letter: Letter) -> bytes:
    """The same letter as .docx, for offices that put it on their own letterhead."""
    document = Document()
    _page(document)
    for text, size in ((letter.government.upper(), 13), (letter.office.upper(), 15)):
        _line(document, text, CENTRE, bold=True, size=size)
    _line(document, "", CENTRE)
    _line(document, letter.title.upper(), CENTRE, bold=True, size=13)
    _line(document, letter.number, CENTRE)
    _line(document, letter.opening)
    _facts(document, letter)
    _line(document, letter.declares)
    for number, point in enumerate(letter.points, start=1):
        _line(document, f"{number}.  {point}", indent=0.75)
        if number == 1:
            _counts(document, letter)
    _line(document, letter.closing)
    _signature(document, letter)
    document.sections[0].footer.paragraphs[0].text = letter.footer
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11.5)
    style.paragraph_format.space_after = Pt(6)


def _line(
    document: Any, text: str, align: Any = None, *, bold: bool = False, size: float = 0, indent: float = 0
) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if align is not None:
        paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.left_indent = Cm(indent)
        paragraph.paragraph_format.first_line_indent = Cm(-indent)
    return paragraph


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
    for text in (letter.place_and_day, letter.signer_title):
        _line(document, text).paragraph_format.left_indent = Cm(9)
    stamp = _line(document, f"\n{letter.stamp}\n", size=9)
    stamp.paragraph_format.left_indent = Cm(9)
    _line(document, letter.signer_name, bold=True).paragraph_format.left_indent = Cm(9)
    if letter.signer_nip:
        _line(document, letter.signer_nip).paragraph_format.left_indent = Cm(9)
