"""Certificates and hand-over lists as PDF (typst), the list as Word too (python-docx)."""

import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import qrcode  # comes with allauth's second factor
import typst
from django.conf import settings
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from enrolment.cards.certificates import letter_again
from enrolment.cards.codes import grouped
from enrolment.cards.handover import HandoverList
from enrolment.models import Certificate

TEMPLATES = settings.BASE_DIR / "templates" / "enrolment" / "cards"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
WIDTHS = (Cm(1.1), Cm(5.6), Cm(3.2), Cm(3.6), Cm(3.5))


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as it was issued; one that was revoked says so across the page."""
    address = certificate.content["address"] + grouped(certificate.code) + "/"
    paper = asdict(letter_again(certificate)) | {
        "code": grouped(certificate.code),
        "address": address,
        "square": square_of(address),
        "revoked": certificate.revoked_at is not None,
    }
    return _compiled(TEMPLATES / "certificate.typ", paper)


def square_of(text: str) -> list[str]:
    """A QR code as rows of 0 and 1."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make()
    return ["".join("1" if dark else "0" for dark in row) for row in code.get_matrix()]


def handover_pdf(listed: HandoverList) -> bytes:
    return _compiled(TEMPLATES / "handover.typ", asdict(listed))


def _compiled(template: Path, data: dict[str, Any]) -> bytes:
    """On A4, with the fonts that typst brings along; nothing is fetched, no font of the system."""
    return typst.compile(
        template,
        root=template.parent,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(data)},
    )


def handover_word(listed: HandoverList) -> bytes:
    """The same list as .docx, for offices that put it on their own letterhead."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    for text, size in ((listed.government.upper(), 13), (listed.office.upper(), 14), (listed.title, 12)):
        _line(document, text, CENTRE, size=size, bold=True)
    _line(document, listed.number, CENTRE)
    _line(document, listed.opening)
    _people(document, listed)
    _signature(document, listed)
    section.footer.paragraphs[0].text = listed.footer
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def _line(document: Any, text: str, align: Any = None, *, size: float = 0, bold: bool = False) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(4)
    return paragraph


def _people(document: Any, listed: HandoverList) -> None:
    """The whole table at once: adding row by row takes time squared."""
    table = document.add_table(rows=len(listed.rows) + 1, cols=len(listed.head))
    table.style = "Table Grid"
    cells = table._cells
    width = len(listed.head)
    texts = [*listed.head, *(text for row in listed.rows for text in [*row, ""])]
    for at, text in enumerate(texts):
        cells[at].width = WIDTHS[at % width]
        run = cells[at].paragraphs[0].add_run(text)
        run.bold = at < width


def _signature(document: Any, listed: HandoverList) -> None:
    lines = (listed.place_and_day, listed.gives, listed.signer_title, "\n\n", listed.signer_name)
    for text in (*lines, listed.signer_nip):
        if text:
            _line(document, text).paragraph_format.left_indent = Cm(9)
