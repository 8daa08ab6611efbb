"""Letters as PDF (all in one file, each on pages of its own) and for Word (one file each).

What a Word file has besides its text is the same for all letters of a reminder: it is made once, and each
letter brings its own text. So 300 letters take about a second, as one PDF and as Word files alike, and are
made while one waits.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from lxml import etree

from contributions.reminders.letter import Letter
from enrolment.letters.printing import CENTRE, SIGNED_AT, blank, finished, line, typeset

TEMPLATE = settings.BASE_DIR / "templates" / "contributions" / "reminders" / "letters.typ"
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
BODY, FOOTER = "word/document.xml", "word/footer1.xml"


def pdf(letters: Sequence[Letter]) -> bytes:
    """One file; each letter counts its own pages."""
    return typeset(TEMPLATE, {"letters": [asdict(one) for one in letters]})


def word(letter: Letter) -> bytes:
    """One letter as .docx."""
    return finished(_document(letter), letter.footer)


def words(letters: Sequence[tuple[str, Letter]]) -> bytes:
    """A zip of .docx files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in _files(letters):
            archive.writestr(name, content)
    return out.getvalue()


def _files(letters: Iterable[tuple[str, Letter]]) -> Iterator[tuple[str, bytes]]:
    shell: list[tuple[str, bytes]] = []
    document: Any = None
    for name, letter in letters:
        if document is None:
            document, shell = _shell(letter)
        yield name, _filled(shell, document, letter)


def _shell(letter: Letter) -> tuple[Any, list[tuple[str, bytes]]]:
    """An empty page to write on, and the parts of a finished file."""
    with zipfile.ZipFile(io.BytesIO(word(letter))) as made:
        return blank(size=11), [(name, made.read(name)) for name in made.namelist()]


def _filled(shell: list[tuple[str, bytes]], document: Any, letter: Letter) -> bytes:
    """The file of one letter: the shared parts, its own text and footer."""
    body = document.element.body
    for child in [child for child in body if not child.tag.endswith("}sectPr")]:
        body.remove(child)
    _write(document, letter)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, content in shell:
            if name == BODY:
                content = _with_sections(content, body)
            elif name == FOOTER:
                content = _with_text(content, letter.footer)
            made.writestr(name, content)
    return out.getvalue()


def _with_sections(finished_body: bytes, body: Any) -> bytes:
    """The written paragraphs in the place of those of the finished file, whose section names the footer."""
    root = etree.fromstring(finished_body)
    inside = root[0]
    section = inside[-1]
    for child in list(inside)[:-1]:
        inside.remove(child)
    for child in [child for child in body if not child.tag.endswith("}sectPr")]:
        section.addprevious(etree.fromstring(etree.tostring(child)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_text(footer: bytes, text: str) -> bytes:
    root = etree.fromstring(footer)
    next(root.iter("{*}t")).text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _document(letter: Letter) -> Any:
    document = blank(size=11)
    _write(document, letter)
    return document


def _write(document: Any, letter: Letter) -> None:
    for text, size in ((letter.government.upper(), 13), (letter.office.upper(), 15), (letter.address, 9)):
        if text:
            line(document, text, CENTRE, bold=size > 9, size=size).paragraph_format.space_after = Pt(0)
    line(document, "_" * 80, CENTRE, size=9)
    line(document, letter.place_and_day, RIGHT)
    _pairs(document, letter.head, Cm(2.4), Cm(13.4))
    line(document, "\n".join(["", *letter.to]))
    line(document, letter.opening)
    _pairs(document, letter.facts, Cm(6.4), Cm(9.4))
    line(document, "").paragraph_format.space_after = Pt(0)
    for text in (*letter.paragraphs, letter.closing):
        line(document, text, WD_ALIGN_PARAGRAPH.JUSTIFY if "\n" not in text else None)
    signed = (f"\n{letter.signer_title}\n\n\n", letter.signer_name, letter.signer_rank, letter.signer_nip)
    for place, text in enumerate(signed):
        if text:
            one = line(document, text, bold=place == 1)
            one.paragraph_format.left_indent = SIGNED_AT
            one.paragraph_format.space_after, one.paragraph_format.keep_with_next = Pt(0), place < 3


def _pairs(document: Any, rows: Iterable[tuple[str, str]], label: Any, value: Any) -> None:
    table = document.add_table(rows=0, cols=2)
    for row in rows:
        for cell, text, width in zip(
            table.add_row().cells, (row[0], f": {row[1]}"), (label, value), strict=True
        ):
            cell.width = width
            cell.paragraphs[0].add_run(text)
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
