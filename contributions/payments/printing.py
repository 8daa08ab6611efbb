"""The letter for a move as PDF (typst) and as Word (python-docx)."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from docx.shared import Cm, Pt

from contributions.payments.letter import Letter
from enrolment.letters.printing import CENTRE, RIGHT, blank, finished, line, signature, typeset

TEMPLATE = settings.BASE_DIR / "templates" / "contributions" / "payments" / "letter.typ"


def pdf(letter: Letter) -> bytes:
    return typeset(TEMPLATE, asdict(letter))


def word(letter: Letter) -> bytes:
    """The same letter as .docx."""
    document = blank()
    for text, size in ((letter.government.upper(), 13), (letter.office.upper(), 15)):
        line(document, text, CENTRE, bold=True, size=size)
    line(document, letter.place_and_day, RIGHT)
    _pairs(document, letter.head, Cm(2.5))
    for number, text in enumerate(letter.to):
        line(document, text, bold=number == 1).paragraph_format.space_after = Pt(0)
    line(document, "")
    line(document, letter.opening)
    _pairs(document, letter.facts, Cm(5))
    line(document, "").paragraph_format.space_after = Pt(0)
    line(document, letter.asks)
    line(document, letter.closing)
    signature(document, ("\n" + letter.signer_title, "\n\n"))
    signature(document, (letter.signer_name, letter.signer_nip))
    return finished(document, letter.footer)


def _pairs(document: Any, pairs: list[tuple[str, str]], width: Any) -> None:
    table = document.add_table(rows=0, cols=2)
    for label, value in pairs:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, f": {value}"
        cells[0].width, cells[1].width = width, Cm(16) - width
        for cell in cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    line(document, "").paragraph_format.space_after = Pt(0)
