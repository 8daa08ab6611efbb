"""The result of a month on paper."""

import io

import openpyxl
import pytest
from django.utils import translation
from docx import Document

from enrolment.models import Difference, DifferenceKind
from tests.enrolment.reconciliation.deciding import deeds

pytestmark = pytest.mark.django_db
MONTH = "/agencies/36.73/dishub/months/2026-08/"
SIGNERS = {"place": "Serang", "day": "2026-09-10", "agency_name": "Drs. Budi", "branch_name": "Sari"}
SIGNERS |= {"agency_nip": "196501011990031001"}


def text_of(document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_minutes_in_word_are_indonesian_with_parties_figures_and_an_empty_number(
    client, dishub, branch_officer, language
):
    deeds.unlisted(dishub)
    deeds.decide(Difference.objects.all(), "keep_ours")
    client.cookies["django_language"] = language
    client.force_login(branch_officer)
    response = client.post(f"{MONTH}minutes/", {**SIGNERS, "format": "word"})
    text = text_of(Document(io.BytesIO(response.content)))
    assert "Drs. Budi" in text
    assert branch_officer.memberships.get().branch.name in text
    assert "....." in text
    assert "BERITA ACARA REKONSILIASI" in text
    with translation.override("id"):
        assert str(DifferenceKind.NOT_ON_LIST.label) in text
    assert "NIP 19650101 199003 1 001" in text


def test_a_nip_of_another_length_is_refused(client, dishub, branch_officer):
    deeds.unlisted(dishub)
    client.force_login(branch_officer)
    assert client.post(f"{MONTH}minutes/", {**SIGNERS, "agency_nip": "12345"}).status_code == 400


def test_the_minutes_as_pdf(client, dishub, branch_officer):
    deeds.unlisted(dishub)
    client.force_login(branch_officer)
    response = client.post(f"{MONTH}minutes/", {**SIGNERS, "format": "pdf"})
    assert response.content.startswith(b"%PDF-")


def test_the_workbook_has_a_sheet_per_kind_with_both_sides(client, dishub, branch_officer):
    worker = deeds.differing(dishub, wage=3_000_000)
    client.cookies["django_language"] = "en"
    client.force_login(branch_officer)
    response = client.get(f"{MONTH}export/")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["Figures", "1 Wage differs"]
    head, row = book["1 Wage differs"].iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))
    assert (found["Name with us"], found["Wage with us"], found["Wage with BPJS"]) == (
        worker.name,
        2_000_000,
        3_000_000,
    )
