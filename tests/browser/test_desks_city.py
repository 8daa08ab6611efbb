"""A city's desk in real Chromium: one screen, no script needed, drawn and tabled, on a phone and on paper."""

import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium
from tests.browser.faults import faults_of

pytestmark = chromium.MARKS
SERANG, BRANCH = "/regions/36.73/", "/branches/serang/"
SCREENS = [(360, "id"), (360, "en"), (1280, "id"), (1280, "en")]
FUNNEL = {"id": "Dari daftar sampai terlindungi", "en": "From the list to protection"}


@pytest.mark.parametrize(("width", "language"), SCREENS)
def test_desks_are_accessible_and_fit(sign_in, server, width, language):
    page = sign_in("kota", width=width, language=language)
    assert faults_of(page, server + SERANG, width, language) == []
    expect(page.get_by_role("heading", name=re.compile(FUNNEL[language]))).to_be_visible()
    assert page.locator("figure[data-chart] canvas").is_visible()
    page = sign_in("cabang", width=width, language=language)
    assert faults_of(page, server + BRANCH, width, language) == []


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_tiles_funnel_and_attention_stand_on_one_screen(sign_in, server):
    page = sign_in("kota")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(server + SERANG)
    for part in (".desk-tiles", ".desk-funnel", ".desk-attention"):
        assert bottom(page, part) <= 720, part


def test_each_reason_opens_the_list_of_as_many_agencies(sign_in, server):
    page = sign_in("kota")
    page.goto(server + SERANG)
    lines = page.locator(".attention li", has=page.locator(".attention-text > a")).all()
    counts = [line.locator(".attention-count").inner_text() for line in lines]
    links = [line.locator(".attention-text > a").get_attribute("href") or "" for line in lines]
    assert links
    for count, href in zip(counts, links, strict=True):
        page.goto(server + SERANG + href)
        rows = page.locator(".agency-table tbody tr:not(.empty-row)").count()
        told = page.locator(".agency-table .paging").inner_text()
        assert rows == int(count) or count in told, href


def test_without_script_the_table_stands_open(browser, server, sign_in):
    state = sign_in("kota").context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(server + SERANG)
    expect(page.locator("figure[data-chart] table")).to_be_visible()
    expect(page.locator("figure[data-chart] canvas")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("language", ["id", "en"])
def test_desk_prints_on_a_few_pages_with_its_chart(sign_in, server, tmp_path, language):
    page = sign_in("kota", language=language)
    page.goto(server + SERANG)
    paper = tmp_path / "desk.pdf"
    page.pdf(path=paper, format="A4")
    printed = pypdfium2.PdfDocument(paper)
    assert len(printed) <= 5
    first = printed[0].get_textpage().get_text_range()
    assert FUNNEL[language] in first
    words = " ".join("".join(one.get_textpage().get_text_range() for one in printed).split())
    assert {"id": "1–25 dari 101 OPD", "en": "1–25 of 101 agencies"}[language] in words
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    chart, panel = (page.locator(f"figure[data-chart]{one}").bounding_box() for one in (" canvas", ""))
    assert chart
    assert panel
    assert chart["x"] >= panel["x"]
    assert chart["x"] + chart["width"] <= panel["x"] + panel["width"]


def test_table_by_kind_needs_no_scrolling_on_a_phone(sign_in, server):
    page = sign_in("kota", width=360)
    page.goto(server + SERANG)
    scroller = page.locator(".desk-kinds .chart-scroller")
    assert scroller.evaluate("part => part.scrollWidth <= part.clientWidth")
    expect(scroller.get_by_role("link", name="Dinas", exact=True)).to_be_visible()


def test_month_ends_need_no_scrolling(sign_in, server):
    page = sign_in("kota")
    page.goto(server + SERANG + "month-ends/")
    assert page.locator(".table-scroller").evaluate("part => part.scrollWidth <= part.clientWidth")
