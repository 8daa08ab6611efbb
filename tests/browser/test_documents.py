"""A circular is filed, demands something, and an agency answers on its phone, in real Chromium."""

import datetime as dt
import re

from playwright.sync_api import Page

from tests.browser import chromium
from tests.browser.faults import faults_here, faults_of, press

pytestmark = chromium.MARKS
DOCUMENTS, DISHUB = "/regions/36.73/documents/", "/agencies/36.73/dishub/"
PAPER = b"%PDF-1.4\n%%EOF"
DEMAND = "Menunjuk petugas kepesertaan"


def choose(page: Page, content: bytes, name: str = "SE nomor 5.pdf") -> None:
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/pdf", "buffer": content})


def filed(city: Page, server: str) -> str:
    """The circular with its file, after a file that was none; returns its address."""
    city.goto(f"{server}{DOCUMENTS}new/")
    city.select_option("select[name=kind]", "se")
    city.fill("input[name=number]", "560/5/2026")
    city.fill("input[name=title]", "Edaran petugas kepesertaan")
    choose(city, b"no paper at all")
    press(city, "main form button.btn-primary")
    assert "This is neither PDF nor JPG nor PNG." in city.locator("main").inner_text()
    assert city.input_value("input[name=number]") == "560/5/2026"
    choose(city, PAPER)
    press(city, "main form button.btn-primary")
    city.wait_for_url(re.compile(r"/documents/\d+/$"))
    return city.url


def demanded(city: Page, document: str) -> str:
    city.goto(f"{document}demands/new/")
    city.fill("textarea[name=text]", DEMAND)
    city.fill("input[name=due_on]", f"{dt.date.today() - dt.timedelta(3)}")
    press(city, "main form button.btn-primary")
    city.wait_for_url(re.compile(r"/demands/\d+/$"))
    return city.url


def test_a_circular_is_filed_and_its_demand_answered_on_a_phone(sign_in, server):
    city = sign_in("kota", language="en")
    document = filed(city, server)
    assert city.request.get(f"{document}file/").body() == PAPER
    demand = demanded(city, document)
    assert faults_here(city, 1280) == []

    operator = sign_in("dishub", width=360)
    operator.goto(f"{server}{DISHUB}")
    row = operator.locator(".todo-panel li", has_text=DEMAND)
    assert "lewat" in row.inner_text()
    with operator.expect_navigation():
        row.locator("a").click()
    assert faults_here(operator, 360) == []
    asked = operator.url
    operator.check("input[name=state][value=partly]")
    operator.fill("input[name=note]", "SK sedang diproses")
    choose(operator, PAPER, "SK petugas.pdf")
    press(operator, "main form button.btn-primary")
    answered = operator.locator("main").inner_text()
    assert "SK sedang diproses" in answered and "SK petugas.pdf" in answered
    places = [asked, f"{server}{DISHUB}documents/"]
    assert [fault for place in places for fault in faults_of(operator, place, 360, "id")] == []

    city.goto(f"{demand}?show=answered")
    told = city.locator("table").inner_text()
    assert "Dinas Perhubungan" in told and "SK sedang diproses" in told
    city.goto(demand)
    press(city, "a[href*='about=demand']")
    assert city.locator("input[name=agency]:checked").count() > 50
    assert DEMAND in city.input_value("textarea[name=body]")
