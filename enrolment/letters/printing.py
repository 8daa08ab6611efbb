"""Letters as PDF (typst) and as .docx (python-docx), for offices that put them on their own letterhead."""

import io
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from agencies.pages.cells import FORBIDDEN
from enrolment.letters import typesetting
from enrolment.letters.typesetting import pdf_of

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
SIGNED_AT = Cm(9)  # from the left: where a letter is signed
SET_HERE = 100_000
"""Characters given to a template up to which a paper is set in this process. typst keeps what it laid out for
ten papers more: a list of 5,000 people is half a gigabyte each time, which ends with a process of its own."""


def typeset(template: Path, given: dict[str, Any]) -> bytes:
    """A PDF of a template with what is given, as `typesetting.pdf_of` sets it; a long one in a process of its
    own."""
    words = json.dumps(given)
    if len(words) <= SET_HERE:
        return pdf_of(template, words)
    command = [sys.executable, "-I", typesetting.__file__, str(template)]
    return subprocess.run(command, input=words.encode(), stdout=subprocess.PIPE, check=True).stdout


def blank(*, sides: float = 2.5, size: float = 11.5) -> Any:
    """An empty A4 page for Word: margins at its `sides` in cm, type in points."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(sides)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.paragraph_format.space_after = Pt(6)
    return document


def line(
    document: Any, text: str, align: Any = None, *, bold: bool = False, size: float = 0, indent: float = 0
) -> Any:
    """One more paragraph. `indent`: cm by which it hangs behind its number."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(written(text))
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if align is not None:
        paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.left_indent = Cm(indent)
        paragraph.paragraph_format.first_line_indent = Cm(-indent)
    return paragraph


def written(text: str) -> str:
    """Without the control characters that no .docx may hold and that come along when text is pasted."""
    return FORBIDDEN.sub("", text)


def signature(document: Any, lines: Iterable[str]) -> None:
    """Lines one beneath the other where a letter is signed, all on one page; empty ones are left out."""
    for text in filter(None, lines):
        layout = line(document, text).paragraph_format
        layout.left_indent, layout.keep_with_next = SIGNED_AT, True


def finished(document: Any, footer: str) -> bytes:
    """The .docx, with its footer."""
    document.sections[0].footer.paragraphs[0].text = written(footer)
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()
