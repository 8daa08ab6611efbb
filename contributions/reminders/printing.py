"""Letters as PDF (all in one file, each on pages of its own) and for Word (one file each).

Letters of a reminder differ in a few texts alone: one Word file is made with marks in their places, and each
letter puts its own there. So 300 letters take about a second of computing, as one PDF and as Word files
alike, and are made while one waits.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.conf import settings
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from agencies.pages.cells import text_xml
from contributions.reminders.letter import Letter
from enrolment.letters.printing import CENTRE, SIGNED_AT, blank, finished, line, typeset

TEMPLATE = settings.BASE_DIR / "templates" / "contributions" / "reminders" / "letters.typ"
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
WRITTEN = ("word/document.xml", "word/footer1.xml")
UNUSED = ("/stylesWithEffects", "/thumbnail")
OPENS, CLOSES = "\ue000", "\ue001"  # of Unicode's private use: in no text
MARK = re.compile(f"{OPENS}([0-9]+){CLOSES}")


def pdf(letters: Sequence[Letter]) -> bytes:
    """One file; each letter counts its own pages."""
    return typeset(TEMPLATE, {"letters": [asdict(one) for one in letters]})


def word(letter: Letter) -> bytes:
    """One letter as .docx."""
    return finished(_document(letter), letter.footer)


def words(letters: Iterable[tuple[str, Letter]]) -> bytes:
    """A zip of .docx files by name."""
    out, forms = io.BytesIO(), {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, letter in letters:
            form = _form(letter)
            if repr(form) not in forms:
                forms[repr(form)] = _parts(word(form))
            archive.writestr(name, _filled(forms[repr(form)], _own(letter)))
    return out.getvalue()


def _own(letter: Letter) -> list[str]:
    """What is this letter's own, in order; the rest is the same in all of its reminder."""
    pairs = [*letter.head, *letter.facts]
    return [*letter.to, letter.opening, letter.footer, *(text for pair in pairs for text in pair)]


def _form(letter: Letter) -> Letter:
    """The letter with a mark in the place of each text of its own, in the order of `_own`."""
    marks = (f"{OPENS}{number}{CLOSES}" for number in itertools.count())
    to = [next(marks) for _text in letter.to]
    opening, footer = next(marks), next(marks)
    head = [(next(marks), next(marks)) for _pair in letter.head]
    facts = [(next(marks), next(marks)) for _pair in letter.facts]
    return replace(letter, to=to, opening=opening, footer=footer, head=head, facts=facts)


def _parts(made: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _filled(parts: Iterable[tuple[str, bytes]], own: Sequence[str]) -> bytes:
    """The file of one letter: the form's parts with the letter's own texts for the marks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name, content in parts:
            if name in WRITTEN:
                text = MARK.sub(lambda found: text_xml(own[int(found[1])]), content.decode())
                content = text.encode()
            made.writestr(name, content)
    return out.getvalue()


def _document(letter: Letter) -> Any:
    document = _lean(blank(size=11))
    _write(document, letter)
    return document


def _lean(document: Any) -> Any:
    """Without the table styles, effects and thumbnail that no letter uses: nine tenths of an empty document,
    written again into each of 300."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(UNUSED)]:
            rels.pop(key)
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
