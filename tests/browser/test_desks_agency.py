"""The agency's desk in real Chromium: in both languages, on a phone, at a desk and on paper; and the pages of
coverage on paper."""

import io

import pypdfium2
import pytest

from tests.browser import chromium
from tests.browser.faults import SCREENS, faults_of

pytestmark = chromium.MARKS
DISHUB, DLH = "/agencies/36.73/dishub/", "/agencies/36.73/dlh/"
SHEET = 703  # pixels of an A4 sheet between its margins
PAPER = {
    "bendahara": (DLH, "Dinas Lingkungan Hidup"),
    "kota": ("/regions/36.73/", "Kota Serang"),
    "provinsi": ("/regions/36/", "Banten"),
    "cabang": ("/branches/serang/", "Serang"),
}


@pytest.mark.parametrize(("width", "language"), SCREENS)
def test_the_desk_is_accessible_and_fits(sign_in, server, width, language):
    page = sign_in("bendahara", width=width, language=language)
    places = [f"{server}{DLH}", f"{server}{DLH}?as_of=2020-02-29"]
    assert [fault for place in places for fault in faults_of(page, place, width, language)] == []


def test_the_desk_leads_to_what_is_to_be_done(sign_in, server):
    page = sign_in("dishub")
    page.goto(f"{server}{DISHUB}")
    links = [link.get_attribute("href") for link in page.locator(".todo-panel .todo a, .funnel a").all()]
    assert len(links) >= 6
    for link in links:
        answer = page.goto(f"{server}{link}")
        assert answer is not None
        assert answer.status == 200, link


def test_the_desk_works_without_scripts(browser, server, sign_in):
    state = sign_in("dishub").context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{server}{DISHUB}")
    assert page.locator(".todo li").count() >= 2
    assert page.locator(".funnel .step-bar rect").count() >= 5
    context.close()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", PAPER)
def test_coverage_pages_print_on_a4_without_the_frame(sign_in, server, name, language):
    path, title = PAPER[name]
    page = sign_in(name, language=language)
    page.goto(f"{server}{path}")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") <= SHEET
    for chrome in (".top-bar", ".tab-row", ".as-of", ".page-footer", "main .btn"):
        assert not any(part.is_visible() for part in page.locator(chrome).all()), chrome
    page.emulate_media(media=None)
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = printed[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    assert title in printed[0].get_textpage().get_text_range()


def test_an_agencys_desk_is_one_sheet_with_nothing_folded(sign_in, server):
    page = sign_in("bendahara")
    page.goto(f"{server}{DLH}")
    folded = page.locator(".todo-more li .todo-text").all_text_contents()
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed) == 1
    words = " ".join(printed[0].get_textpage().get_text_range().split())
    assert folded
    assert all(" ".join(text.split())[:20] in words for text in folded)
    assert not page.locator(".todo-more").get_attribute("open")
