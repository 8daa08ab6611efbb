"""A large file over a line that breaks: what came in is kept, and the same file goes on from there."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import chromium
from tests.enrolment.rosters.large import people

pytestmark = chromium.MARKS
ROWS = 40_000  # 2 MB: sent in parts, read by the worker
PARTS = re.compile(r"/uploads/parts/[0-9a-f-]{36}/\?offset=(\d+)")


class Line:
    """Lets so many parts through, then breaks; remembers at which byte each part began."""

    def __init__(self, page: Page, parts: int) -> None:
        self.left, self.offsets = parts, []
        page.route(PARTS, self.carry)

    def carry(self, route: Route) -> None:
        if not self.left:
            return route.abort("connectionreset")
        self.left -= 1
        self.offsets.append(int(PARTS.search(route.request.url)[1]))
        return route.continue_()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "daftar besar.csv"
    path.write_bytes(people(ROWS))
    return path


def test_file_goes_on_at_the_byte_where_the_line_broke(sign_in, server, book):
    page = sign_in("dishub")
    form = f"{server}/agencies/36.73/dishub/uploads/new/"
    page.goto(form)
    broken = Line(page, 2)
    page.set_input_files("input[type=file]", book)
    expect(page.locator("[data-sending-note]")).to_contain_text(re.compile("Sambungan terputus|interrupted"))
    page.get_by_role("button", name=re.compile("Hentikan sementara|Interrupt")).click()

    page.unroute(PARTS)
    page.goto(form)
    expect(page.locator(".unfinished")).to_contain_text("daftar besar.csv")
    whole = Line(page, 1000)
    page.set_input_files("input[type=file]", book)
    page.wait_for_url(re.compile(r"/uploads/[0-9a-f-]{36}/$"))
    expect(page.locator("h1")).to_contain_text(re.compile("dibaca|read"))
    assert broken.offsets[0] == 0
    assert whole.offsets[0] > broken.offsets[1] > 0
    page.get_by_role("button", name=re.compile("Hentikan")).click()
    page.goto(form)
    expect(page.locator(".unfinished")).to_have_count(0)


def test_line_that_comes_back_is_used_without_a_click(sign_in, server, book):
    page = sign_in("dishub")
    page.goto(f"{server}/agencies/36.73/dishub/uploads/new/")
    line = Line(page, 1)
    page.set_input_files("input[type=file]", book)
    expect(page.locator("[data-sending-note]")).to_contain_text(re.compile("Sambungan terputus|interrupted"))
    line.left = 1000
    page.wait_for_url(re.compile(r"/uploads/[0-9a-f-]{36}/$"))
    assert line.offsets == sorted(set(line.offsets))
    page.get_by_role("button", name=re.compile("Hentikan")).click()


def test_file_too_large_is_told_before_it_is_sent(sign_in, server, tmp_path):
    book = tmp_path / "raksasa.csv"
    with book.open("wb") as file:
        file.truncate(51 * 2**20)
    page = sign_in("dishub")
    page.goto(f"{server}/agencies/36.73/dishub/uploads/new/")
    line = Line(page, 1000)
    page.set_input_files("input[type=file]", book)
    expect(page.locator("[data-sending-note]")).to_contain_text("50 MB")
    assert line.offsets == []


def test_citys_file_goes_on_too_once_the_questions_are_answered(sign_in, server, book):
    page = sign_in("kota")
    form = f"{server}/regions/36.73/uploads/new/"
    page.goto(form)
    broken = Line(page, 2)
    page.set_input_files("input[type=file]", book)
    page.locator("input[name=use][value=city_lists]").check()
    page.locator("form[data-parts] button[type=submit]").click()
    expect(page.locator("[data-sending-note]")).to_contain_text(re.compile("Sambungan terputus|interrupted"))
    broken.left = 1000
    page.wait_for_url(re.compile(r"/regions/36.73/uploads/[0-9a-f-]{36}/"))
    expect(page.locator("h1")).to_contain_text(re.compile("dibaca|read"))
    expect(page.locator(".progress-card")).to_be_visible()
    page.wait_for_timeout(2500)  # the page has asked how far it is
    expect(page.locator(".progress-card")).to_have_count(1)
    assert broken.offsets == sorted(set(broken.offsets))
    page.get_by_role("button", name=re.compile("Hentikan")).click()
