"""Certificates and hand-over lists as PDF, the list as .docx too."""

from dataclasses import asdict
from typing import Any

import qrcode  # comes with allauth's second factor
from django.conf import settings
from docx.shared import Cm

from enrolment.cards.certificates import letter_again
from enrolment.cards.codes import grouped
from enrolment.cards.handover import HandoverList
from enrolment.letters.printing import CENTRE, blank, finished, line, signature, typeset
from enrolment.models import Certificate

TEMPLATES = settings.BASE_DIR / "templates" / "enrolment" / "cards"
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
    return typeset(TEMPLATES / "certificate.typ", paper)


def square_of(text: str) -> list[str]:
    """A QR code as rows of 0 and 1."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make()
    return ["".join("1" if dark else "0" for dark in row) for row in code.get_matrix()]


def handover_pdf(listed: HandoverList) -> bytes:
    return typeset(TEMPLATES / "handover.typ", asdict(listed))


def handover_word(listed: HandoverList) -> bytes:
    """The same list as .docx."""
    document = blank(sides=2, size=11)
    for text, size in ((listed.government.upper(), 13), (listed.office.upper(), 14), (listed.title, 12)):
        line(document, text, CENTRE, size=size, bold=True)
    line(document, listed.number, CENTRE)
    line(document, listed.opening)
    _people(document, listed)
    _signature(document, listed)
    return finished(document, listed.footer)


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
    who = (listed.signer_title, "\n\n", listed.signer_name, listed.signer_nip)
    signature(document, (listed.place_and_day, listed.gives, *who))
