"""A city's files and a person on two lists in real Chromium: handed in as people do, then page by page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.conftest import signed_in
from tests.browser.faults import SCREENS, faults_of
from tests.enrolment.rosters.city_books import by_column, row

pytestmark = chromium.MARKS

SERANG, DISHUB, DLH = "/regions/36.73", "/agencies/36.73/dishub", "/agencies/36.73/dlh"
FILE = re.compile(r"/uploads/([0-9a-f-]{36})/")


@pytest.fixture(scope="module")
def story(browser: Browser, server: str, tmp_path_factory) -> Iterator[dict[str, list[str]]]:
    """A comparison in force, lists that were handed out, and somebody of Dishub saved by DLH: the pages of
    each, by who looks at them."""
    folder = tmp_path_factory.mktemp("city")
    page = signed_in(browser, server, "kota")
    compared = hand_in(page, server, folder / "banding.xlsx", "comparison", [("Dishub", row("Asep"))])
    page.locator("form[action$='/compare/'] button.btn-primary").click()
    people = [("DLH", row("Budi", number_at_dishub(page, server))), ("UPT Entah", row("Cici"))]
    lists = hand_in(page, server, folder / "daftar.xlsx", "city_lists", people)
    page.goto(f"{server}{SERANG}/uploads/{lists}/")
    page.locator("form[action$='/hand-out/'] button.btn-primary").click()
    part = save_part(page)
    page.goto(f"{server}{SERANG}/cases/")
    case = page.locator("td a").first.get_attribute("href").rstrip("/").rpartition("/")[2]
    page.context.close()
    at = f"{SERANG}/uploads/{compared}/"
    yield {
        "kota": [
            at, f"{at}?agency=dishub", f"{at}take-back/", f"{SERANG}/uploads/{lists}/",
            f"{SERANG}/uploads/{lists}/names/", f"{SERANG}/uploads/{lists}/withdraw/", f"{SERANG}/cases/",
            f"{SERANG}/cases/{case}/", f"{SERANG}/waiting/", f"{DLH}/uploads/{part}/",
        ],
        "dishub": [
            f"{DISHUB}/comparisons/{compared}/", f"{DISHUB}/cases/", f"{DISHUB}/cases/{case}/",
            f"{DISHUB}/waiting/",
        ],
        "cabang": ["/branches/serang/cases/", f"/branches/serang/cases/{case}/"],
    }  # fmt: skip


def hand_in(page: Page, server: str, path: Path, use: str, people: list) -> str:
    """Hand a file of the city in through its page; returns its id."""
    path.write_bytes(by_column(people))
    page.goto(f"{server}{SERANG}/uploads/new/")
    page.check(f"input[name=use][value={use}]")
    page.fill("input[name=source]", "BKPSDM")
    page.set_input_files("input[type=file]", path)
    if "/new/" in page.url:
        page.locator("form.city-new button[type=submit]").click()
    page.wait_for_url(FILE)
    return FILE.search(page.url)[1]


def number_at_dishub(page: Page, server: str) -> str:
    page.goto(f"{server}{DISHUB}/workers/")
    page.locator("td a").first.click()
    page.goto(f"{page.url.partition('?')[0]}edit/")
    return page.input_value("input[name=nik]")


def save_part(page: Page) -> str:
    """Save the one list that was handed out, warnings looked at; returns its id."""
    page.locator("td a[href*='/agencies/36.73/dlh/']").first.click()
    for tick in page.locator(".save-form input[type=checkbox]").all():
        tick.check()
    page.locator(".save-form button.btn-primary").click()
    return FILE.search(page.url)[1]


@pytest.mark.parametrize(("width", "language"), SCREENS)
@pytest.mark.parametrize("name", ["kota", "dishub", "cabang"])
def test_pages_of_a_city_are_accessible_and_fit(sign_in, server, story, name, width, language):
    page = sign_in(name, width=width, language=language)
    assert [fault for path in story[name] for fault in faults_of(page, server + path, width, language)] == []
