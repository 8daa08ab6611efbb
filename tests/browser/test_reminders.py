"""A city writes to its agencies, and one of them answers, in real Chromium."""

import io
import re
import zipfile
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.browser import chromium
from tests.browser.faults import SCREENS, faults_here, faults_of, press

pytestmark = chromium.MARKS
REMINDERS, DISHUB = "/regions/36.73/reminders/", "/agencies/36.73/dishub/"


def written(city: Page, server: str, about: str, agency: str = "") -> str:
    """A reminder about a matter, to those it concerns or to one agency; returns its address."""
    city.goto(f"{server}{REMINDERS}new/?about={about}")
    if agency:
        city.fill("input[name=q]", agency)
        press(city, "button[value=show]")
        city.check("input[name=agency]")
        city.fill("input[name=subject]", "Rapat kepesertaan")
        city.fill("textarea[name=body]", "Mohon hadir & membawa daftar.")
    city.fill("input[name=name]", "Drs. Contoh, M.Si.")
    press(city, "button[value=preview]")
    assert faults_here(city, 1280) == []
    assert "Drs. Contoh" in city.locator("article.sheet").inner_text()
    press(city, "button[value=make]")
    city.wait_for_url(re.compile(r"/reminders/\d+/$"))
    return city.url


def link_in_the_message(city: Page) -> str:
    """What whoever gets the WhatsApp text taps on."""
    (text,) = parse_qs(urlsplit(city.locator("a[href*='wa.me']").get_attribute("href") or "").query)["text"]
    return text.splitlines()[-1].partition(": ")[2]


def test_a_reminder_is_written_sent_read_and_answered(sign_in, server):
    city = sign_in("kota", language="en")
    reminder = written(city, server, "other", "Dinas Perhubungan")
    press(city, "td a[href*='/letters/']")
    assert faults_here(city, 1280) == []
    link = link_in_the_message(city)
    press(city, "form:has(input[value=whatsapp]) button")
    city.get_by_text("1 letter is marked as sent.").wait_for()

    operator = sign_in("dishub", width=360)
    operator.goto(f"{server}{DISHUB}")
    press(operator, ".todo-panel a[href*='/letters/']")
    assert faults_here(operator, 360) == []
    assert "Mohon hadir & membawa daftar." in operator.locator("article.sheet").inner_text()
    operator.fill("textarea[name=answer]", "Hadir, dua orang.")
    press(operator, "button[value=answer]")
    assert "Hadir, dua orang." in operator.locator("blockquote").inner_text()
    operator.goto(f"{server}{DISHUB}")
    assert operator.locator(".todo-panel a[href*='/letters/']").count() == 0
    assert operator.goto(link).status == 200
    assert operator.locator("td a[href*='/letters/']").count() == 1

    city.goto(f"{reminder}?state=answered")
    assert "Hadir, dua orang." in city.locator("table").inner_text()


def test_the_link_in_a_message_opens_for_the_unit_it_is_sent_to(sign_in, server):
    city = sign_in("kota", language="en")
    reminder = written(city, server, "unpaid")
    press(city, "td a[href*='/letters/']")
    treasurer = sign_in("bendahara", width=360)
    answer = treasurer.goto(link_in_the_message(city))
    assert (answer.status, treasurer.url) == (200, f"{server}/agencies/36.73/dlh/contributions/")
    paper = pypdfium2.PdfDocument(io.BytesIO(city.request.get(f"{reminder}pdf/").body()))
    assert "Dinas Lingkungan Hidup" in paper[0].get_textpage().get_text_range()
    archive = zipfile.ZipFile(io.BytesIO(city.request.get(f"{reminder}zip/").body()))
    assert [name[:9] for name in archive.namelist()] == ["36-73-dlh"]
    city.goto(reminder)
    press(city, "a[href$='/withdraw/']")
    assert faults_here(city, 1280) == []
    press(city, "main form button.btn-danger")
    city.wait_for_url(f"{server}{REMINDERS}")


@pytest.mark.parametrize(("width", "language"), SCREENS)
def test_the_trials_reminder_is_accessible_and_fits(sign_in, server, width, language):
    city = sign_in("kota", width=width, language=language)
    city.goto(f"{server}{REMINDERS}")
    places = [f"{server}{REMINDERS}", f"{server}{REMINDERS}new/?about=unpaid"]
    with city.expect_navigation():
        city.locator("td a[href*='/reminders/']").last.click()
    places.append(city.url)
    press(city, "td a[href*='/letters/']")
    places.append(city.url)
    assert [fault for place in places for fault in faults_of(city, place, width, language)] == []
