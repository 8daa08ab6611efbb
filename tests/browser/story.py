"""A city's files, a person on two lists and an accident, handed in and reported as people do; and the pages
that are there from then on, by who looks at them."""

import datetime as dt
import re
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.conftest import signed_in
from tests.enrolment.rosters.city_books import by_column, row

SERANG, DISHUB, DLH = "/regions/36.73", "/agencies/36.73/dishub", "/agencies/36.73/dlh"
FILE = re.compile(r"/uploads/([0-9a-f-]{36})/")


def live_through(browser: Browser, server: str, folder: Path) -> dict[str, list[str]]:
    """A comparison in force, lists that were handed out, somebody of Dishub saved by DLH, an accident.
    To be run once."""
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
    claim = report_accident(browser, server)
    at = f"{SERANG}/uploads/{compared}/"
    return {
        "kota": [
            at, f"{at}?agency=dishub", f"{at}take-back/", f"{SERANG}/uploads/{lists}/",
            f"{SERANG}/uploads/{lists}/names/", f"{SERANG}/uploads/{lists}/withdraw/", f"{SERANG}/cases/",
            f"{SERANG}/cases/{case}/", f"{SERANG}/waiting/", f"{DLH}/uploads/{part}/", claim,
        ],
        "dishub": [
            f"{DISHUB}/comparisons/{compared}/", f"{DISHUB}/cases/{case}/", claim, f"{claim}file/",
        ],
        "cabang": [f"/branches/serang/cases/{case}/", claim],
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


def report_accident(browser: Browser, server: str) -> str:
    """The operator reports an accident of the first worker; returns the claim's address."""
    page = signed_in(browser, server, "dishub")
    page.goto(f"{server}{DISHUB}/workers/")
    page.locator("td a").first.click()
    page.goto(f"{page.url.partition('?')[0]}claims/new/")
    page.select_option("select[name=kind]", "accident")
    for name in ("happened_on", "known_on"):
        page.fill(f"input[name={name}]", f"{dt.date.today()}")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/claims/\d+/"))
    address = page.url.removeprefix(server).partition("?")[0]
    page.context.close()
    return address
