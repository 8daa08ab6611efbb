"""Stated figures from a workbook: checked row by row, saved whole or not at all, taken back."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from agencies.members.workbook import header_word
from agencies.models import StatedFigure
from agencies.records import importing
from tests.factories import AgencyFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db
BASE = "/regions/32.74/figures/"
HEAD = ["Yang dihitung", "Nilai", "Posisi per", "Sumber", "Bunyi seperti tercetak", "Kode OPD"]
GOOD = ["Tenaga non-ASN seluruhnya", 3500, "25/04/2022", "jejakkasus.co.id", "totalnya 3.500 orang", ""]


def book(*rows, head=HEAD) -> SimpleUploadedFile:
    sheet = (made := Workbook()).active
    for row in (head, *rows):
        sheet.append(row)
    made.save(out := io.BytesIO())
    return SimpleUploadedFile("angka.xlsx", out.getvalue())


def row(**more) -> list:
    names = ["metric", "value", "as_of", "source", "value_text", "agency"]
    return list((dict(zip(names, ["workers_total", *GOOD[1:]], strict=True)) | more).values())


@pytest.fixture
def hand_in(client, cirebon_manager):
    client.force_login(cirebon_manager)
    client.cookies["django_language"] = "en"
    return lambda *rows, **more: client.post(f"{BASE}import/", {"file": book(*rows, **more)})


@pytest.fixture
def save(client):
    def post(preview):
        sealed = re.search(r'name="sheet" value="([^"]+)"', preview.content.decode())
        return client.post(f"{BASE}import/save/", {"sheet": sealed[1]}, follow=True).content.decode()

    return post


def test_new_rows_are_shown_then_saved_then_taken_back(client, hand_in, save, cirebon_manager):
    preview = hand_in(row(), row(metric="Agencies registered", value=5, value_text=""))
    assert "Save 2 figures" in preview.content.decode()
    assert not StatedFigure.objects.exists()
    assert "2 figures saved" in save(preview)
    total = StatedFigure.objects.get(metric="workers_total")
    assert (total.value, total.value_text, total.created_by) == (
        3500,
        "totalnya 3.500 orang",
        cirebon_manager,
    )
    page = client.post(f"{BASE}import/back/", follow=True).content.decode()
    assert "2 figures taken back" in page
    assert not StatedFigure.objects.exists()
    assert "nothing left to take back" in client.post(f"{BASE}import/back/", follow=True).content.decode()


def test_what_was_changed_since_stays_when_the_workbook_is_taken_back(client, hand_in, save):
    save(hand_in(row(), row(value=3600, value_text="sekitar 3.600 an")))
    StatedFigure.objects.filter(value=3600).update(caution="dibulatkan")
    page = client.post(f"{BASE}import/back/", follow=True).content.decode()
    assert "1 figure was changed since and stays" in page
    assert StatedFigure.objects.get().value == 3600


def test_one_bad_row_saves_nothing_and_says_its_number_and_what_to_do(client, hand_in, cirebon_manager):
    page = hand_in(
        row(),
        row(metric="jumlah kucing"),
        row(value=3.5),
        row(as_of="32/13/2022"),
        row(source=""),
        row(agency="dinas-lain"),
        row(value="", value_text=""),
    ).content.decode()
    assert "6 rows are not in order, so nothing is saved yet" in page
    assert 'name="sheet"' not in page
    for words in ("jumlah kucing", "whole numbers", "32/13/2022", "dinas-lain", "Give the value"):
        assert words in page
    assert re.findall(r'class="num">(\d+)</td>', page) == ["2", "3", "4", "5", "6", "7", "8"]


def test_row_that_went_bad_after_the_preview_saves_nothing(client, cirebon, hand_in, save):
    AgencyFactory(region=cirebon, code="32.74/dishub", name="Dinas Perhubungan")
    preview = hand_in(row(), row(agency="32.74/dishub"))
    cirebon.agencies.update(code="32.74/perhubungan", name="Perhubungan", short_name="")
    assert "not in order" in save(preview)
    assert not StatedFigure.objects.exists()


def test_the_same_workbook_again_adds_nothing(hand_in, save):
    save(hand_in(row()))
    page = hand_in(row(), row()).content.decode()
    assert "There is nothing to save" in page
    assert page.count("there already") >= 2


def test_contradictions_and_weekdays_are_said_before_saving(cirebon, hand_in):
    StatedFigureFactory(region=cirebon, value=3600, as_of="2022-04-25", source="jejakkasus.co.id")
    page = hand_in([*row(), "Selasa (25/4/2022)"], head=[*HEAD, "Tanggal seperti tercetak"]).content.decode()
    assert "The same source also says 3,600" in page
    assert "Monday" in page


def test_agency_is_found_by_code_slug_or_name_of_one(cirebon, hand_in, save):
    dinas = AgencyFactory(region=cirebon, code="32.74/dishub", name="Dinas Perhubungan", short_name="Dishub")
    save(hand_in(*[row(agency=word, value=n) for n, word in enumerate(["32.74/dishub", "dishub", "DISHUB"])]))
    assert StatedFigure.objects.filter(agency=dinas).count() == 3


def test_formula_is_text_and_other_cities_agencies_are_unknown(hand_in, dishub):
    page = hand_in(row(agency="36.73/dishub"), row(value_text="=1+1", source="'=2+2")).content.decode()
    assert "1 row is not in order" in page


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-"])
def test_file_that_is_no_workbook_is_refused_in_words(client, cirebon_manager, content):
    client.force_login(cirebon_manager)
    response = client.post(f"{BASE}import/", {"file": SimpleUploadedFile("a.xlsx", content)})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_forged_or_foreign_preview_is_refused(client, hand_in, save, city_manager):
    preview = hand_in(row())
    sealed = re.search(r'name="sheet" value="([^"]+)"', preview.content.decode())[1]
    client.force_login(city_manager)
    client.post("/regions/36.73/figures/import/save/", {"sheet": sealed})
    client.post("/regions/36.73/figures/import/save/", {"sheet": "forged"})
    assert not StatedFigure.objects.exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_template_is_read_back_in_both_languages(client, cirebon_manager, language):
    client.force_login(cirebon_manager)
    client.cookies["django_language"] = language
    response = client.get(f"{BASE}import/form.xlsx")
    made = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    sheet, notes = made.worksheets
    headings = [header_word(cell.value) for cell in sheet[1]]
    for heading, words in zip(headings, importing.FIELDS.values(), strict=True):
        assert heading in words
    (choice,) = sheet.data_validations.dataValidation
    assert notes.title in choice.formula1
    labels = [notes.cell(number, 1).value for number in range(16, 16 + 11)]
    filled = dict.fromkeys(importing.FIELDS, "")
    for number, label in enumerate(labels, start=1):
        sheet.append(
            list((filled | {"metric": label, "value": number, "as_of": "2022-04-25", "source": "x"}).values())
        )
    made.save(out := io.BytesIO())
    page = client.post(f"{BASE}import/", {"file": SimpleUploadedFile("a.xlsx", out.getvalue())})
    assert [line.sign for line in page.context["lines"]] == ["new"] * 11


def test_checking_costs_as_many_statements_for_fifty_rows_as_for_one(hand_in, count_queries):
    one = count_queries(lambda: hand_in(row()))
    assert count_queries(lambda: hand_in(*[row(value=n) for n in range(50)])) == one


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_fraction_of_a_workbook_is_no_thousand_in_either_language(client, hand_in, language):
    client.cookies["django_language"] = language
    assert 'name="sheet"' in hand_in(row(value=1234)).content.decode()
    assert 'name="sheet"' not in hand_in(row(value=1.234)).content.decode()
