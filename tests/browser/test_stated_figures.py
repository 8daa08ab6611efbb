"""Figures by source as a city keeps them, in real Chromium: by form with its letter, by workbook with faults,
declared by an agency; changed, deleted, brought back."""

import re

import pypdfium2
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser import chromium
from tests.browser.faults import SCREENS, faults_of

pytestmark = chromium.MARKS
LIST = "/regions/36.73/figures/"
DECLARED = "/agencies/36.73/dishub/declared/"
FIGURE = re.compile(r"/figures/\d+/$")
LETTER = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj\n%%EOF\n"}


def enter(page: Page, server: str, **values: str) -> None:
    """Fill in the form of a new figure and save it."""
    page.goto(f"{server}{LIST}new/")
    page.select_option("select[name=metric]", values.pop("metric"))
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
    page.set_input_files("input[name=file]", LETTER)
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_figure_is_entered_with_its_letter_contradicts_is_changed_deleted_and_back(sign_in, server):
    page = sign_in("kota", language="en")
    enter(
        page, server, metric="agencies_registered", value="12", value_text="sudah 12 OPD", speaker="Sekda",
        source="Banten Pos, 20 Februari 2021", as_of="2021-02-18", date_as_printed="Senin (18/2)",
        caution="angka sementara", letter_number="800/7-BKPSDM", letter_date="2021-02-17",
    )  # fmt: skip
    expect(page.locator(".alert-warning")).to_contain_text("Senin")
    page.get_by_role("link", name="12", exact=True).click()
    page.wait_for_url(FIGURE)
    address = page.url
    for words in ("“sudah 12 OPD”", "Sekda", "Banten Pos", "angka sementara", "800/7-BKPSDM", "Thursday"):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.get_by_role("link", name="Another source says 11")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="surat.pdf").click()
    assert download.value.suggested_filename.endswith(".pdf")

    page.get_by_role("link", name="Edit").click()
    page.fill("[name=value]", "13")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(address)
    expect(page.locator(".figure-steps s").first).to_have_text("12")

    page.get_by_role("link", name="Delete").click()
    expect(page.locator("main")).to_contain_text("Agencies registered: 13")
    page.get_by_role("button", name="Delete").click()
    assert page.goto(address).status == 404
    page.goto(server + LIST)
    page.get_by_role("button", name="Take the deletion back").click()
    page.goto(address)
    expect(page.locator("main")).to_contain_text("surat.pdf")


def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(sign_in, server):
    page = sign_in("kota", language="en")
    enter(page, server, metric="workers_total", value="3,5", as_of="0021-02-18", source="Banten Pos")
    for name, words in (("value", "separators"), ("as_of", "check the year")):
        field = page.locator(f"[name={name}]")
        expect(field).to_have_attribute("aria-invalid", "true")
        told = " ".join(
            page.locator(f"#{one}").inner_text() for one in field.get_attribute("aria-describedby").split()
        )
        assert words in told
    expect(page.locator("[name=source]")).to_have_value("Banten Pos")


def test_a_workbook_with_faults_says_them_row_by_row_and_is_saved_when_put_right(sign_in, server, tmp_path):
    page = sign_in("kota", language="en")
    page.goto(f"{server}{LIST}import/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Form to fill in").click()
    download.value.save_as(path := tmp_path / "form.xlsx")
    good = ["Other", 2000, "dua ribu", "kader posyandu", "17/02/2021", "17/2/2021", "Lurah", "Radar Banten"]
    hand_in(page, path, good, ["jumlah kucing", 3.5, "", "", "32/13/2021", "", "", ""])
    expect(page.locator("main")).to_contain_text("1 row is not in order, so nothing is saved yet")
    row = page.locator("tbody tr").nth(1)
    for words in ("jumlah kucing", "32/13/2021"):
        expect(row).to_contain_text(words)
    page.get_by_role("link", name="Choose the workbook again").click()

    hand_in(page, path, good)
    page.get_by_role("button", name="Save 1 figure").click()
    expect(page.locator("main")).to_contain_text("kader posyandu")
    page.get_by_role("button", name="Take the workbook back").click()
    expect(page.locator("main")).to_contain_text("1 figure taken back")
    expect(page.locator("main")).not_to_contain_text("kader posyandu")


def hand_in(page: Page, path, *rows: list) -> None:
    """The form with these rows and no others, chosen and checked."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for number in (0, 1):
        for column in range(1, 9):
            value = rows[number][column - 1] if number < len(rows) else None
            sheet.cell(number + 2, column).value = value or None
    book.save(path)
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Check first").click()


def test_an_agency_declares_its_number_by_letter_and_the_city_reads_it(sign_in, server):
    page = sign_in("dishub", language="en")
    page.goto(server + DECLARED)
    for name, value in {"value": "171", "letter_number": "551/20", "letter_date": "2026-01-05"}.items():
        page.fill(f"[name={name}]", value)
    page.set_input_files("input[name=file]", LETTER)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("article").first).to_contain_text("551/20")
    page.goto(f"{server}/agencies/36.73/dishub/")
    expect(page.locator("main")).to_contain_text("171")
    city = sign_in("kota", language="en")
    city.goto(f"{server}{LIST}?text=Dishub&metric=workers_total")
    city.locator("tbody").get_by_role("link", name="Non-civil-servant workers in all").click()
    expect(city.get_by_role("link", name="surat.pdf")).to_have_count(1)

    page.goto(server + DECLARED)
    page.get_by_role("link", name="Delete").first.click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("button", name="Take the deletion back")).to_have_count(1)


def test_points_of_the_picture_are_reached_and_opened_by_keyboard(sign_in, server):
    page = sign_in("kota", language="en")
    page.goto(f"{server}{LIST}over-time/")
    point = page.locator(".picture-wide a.point").first
    point.focus()
    assert "Kabar Banten" in point.get_attribute("aria-label") or "2021" in point.get_attribute("aria-label")
    page.keyboard.press("Enter")
    page.wait_for_url(FIGURE)


@pytest.mark.parametrize(("width", "language"), SCREENS)
def test_pages_are_accessible_and_fit(sign_in, server, width, language):
    page = sign_in("kota", width=width, language=language)
    page.goto(f"{server}{LIST}?metric=workers_registered")
    one = page.locator("a.figure-link").first.get_attribute("href")
    for address in (
        LIST,
        f"{LIST}over-time/",
        one,
        f"{one}edit/",
        f"{one}delete/",
        f"{LIST}new/",
        f"{LIST}import/",
    ):
        assert faults_of(page, server + address, width, language) == []


def test_figures_are_printed_two_beside_each_other_and_none_is_cut(sign_in, server):
    page = sign_in("kota")
    page.goto(server + LIST)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    cards = page.locator(".figure-groups .col")
    lefts = {round(cards.nth(number).bounding_box()["x"]) for number in range(cards.count())}
    assert len(lefts) == 2
    pages = pypdfium2.PdfDocument(page.pdf(format="A4", margin={"left": "10mm", "right": "10mm"}))
    assert cards.count() >= 2.5 * len(pages)
    texts = [one.get_textpage().get_text_range() for one in pages]
    pages.close()
    quoted = "33 organisasi perangkat daerah (OPD) dan enam kecamatan"
    (where,) = (" ".join(text.split()) for text in texts if "33 OPD dan 6 kecamatan" in text)
    assert quoted in where


def test_paper_says_in_words_what_the_pictures_show(sign_in, server, tmp_path):
    page = sign_in("kota", language="en")
    page.goto(f"{server}{LIST}over-time/")
    told = page.locator(".told-picture p").all_text_contents()
    assert told
    page.pdf(path=tmp_path / "paper.pdf", format="A4")
    with pypdfium2.PdfDocument(tmp_path / "paper.pdf") as printed:
        words = "".join("".join(one.get_textpage().get_text_range() for one in printed).split())
    assert "".join(told[0].split())[:60] in words
