"""Figures and documents as files."""

import csv
import io

import openpyxl
import pytest

from tests.factories import DocumentFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db
FIGURES = "/regions/36.73/figures/export/"


def content(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def sheet(response) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(content(response)))
    return list(book.worksheets[0].iter_rows(values_only=True))


def test_figures_leave_as_a_workbook_with_numbers_and_words(client, city_manager):
    StatedFigureFactory(value=3500, value_text="=3.500 orang", speaker="Eti Herawati")
    client.force_login(city_manager)
    rows = sheet(client.get(FIGURES))
    assert rows[1][0] == "Kota Serang"
    assert rows[1][3:5] == (3500, "=3.500 orang")


def test_figures_leave_as_csv_that_holds_no_formula(client, city_manager):
    StatedFigureFactory(value=3500, value_text="=1+1", source="tajuk; utama")
    client.force_login(city_manager)
    response = client.get(FIGURES, {"format": "csv"})
    assert response["Content-Disposition"].endswith('.csv"')
    text = content(response).decode("utf-8-sig")
    _head, row = csv.reader(io.StringIO(text), delimiter=";")
    assert row[4] == "'=1+1"
    assert "tajuk; utama" in row


def test_export_follows_the_filter(client, city_manager):
    StatedFigureFactory(metric="workers_total", value=1)
    StatedFigureFactory(metric="contribution", value=2)
    client.force_login(city_manager)
    assert len(sheet(client.get(FIGURES, {"metric": "contribution"}))) == 2


def test_documents_leave_as_a_workbook(client, city_manager, cirebon):
    DocumentFactory(number="560/778-DKTKT/2019")
    DocumentFactory(region=cirebon)
    client.force_login(city_manager)
    rows = sheet(client.get("/regions/36.73/documents/export/"))
    assert [row[3] for row in rows[1:]] == ["560/778-DKTKT/2019"]
