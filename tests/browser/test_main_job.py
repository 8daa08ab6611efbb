"""The main job, as people do it: an untidy list in, a bad row mended, saved, and the city sees the figure."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import chromium
from tests.enrolment.rosters.books import person, workbook

pytestmark = chromium.MARKS


def listed(page: Page) -> int:
    """The figure in the tile of listed workers on a region's page."""
    value = page.locator(".tile", has_text="Terdata").first.locator(".tile-value").inner_text()
    return int(value.replace(".", ""))


def test_upload_fix_save_and_see_it_in_the_city(sign_in, server, tmp_path: Path):
    kota = sign_in("kota")
    kota.goto(f"{server}/regions/36.73/")
    before = listed(kota)

    page = sign_in("dishub")
    people = [person("Rukmana"), person("Suherman", number="3673 0112 0385 977"), person("Nurjanah")]
    book = tmp_path / "daftar honorer BARU (2).xlsx"
    book.write_bytes(workbook(people))
    page.goto(f"{server}/agencies/36.73/dishub/")
    page.get_by_role("link", name=re.compile("Unggah")).first.click()
    page.set_input_files("input[type=file]", book)
    page.wait_for_url(re.compile(r"/uploads/[0-9a-f-]{36}/"))
    expect(page.locator("h1")).to_contain_text("Periksa dulu")
    page.get_by_role("link", name=re.compile("Perlu diperbaiki")).click()
    expect(page.locator(".row-problems")).to_contain_text("kolom C")

    page.get_by_role("link", name="Perbaiki baris ini").click()
    page.fill("input[name=nik]", "3673 0112 0385 9771")
    page.get_by_role("button", name="Simpan dan kembali").click()
    expect(page.locator(".tile", has_text="Perlu diperbaiki").locator(".tile-value")).to_have_text("0")

    page.get_by_role("button", name=re.compile("Simpan ke daftar: 3 baru")).click()
    expect(page.locator("h1")).to_contain_text("Tersimpan")

    kota.reload()
    assert listed(kota) == before + 3

    page.get_by_role("link", name="Batalkan unggahan ini").click()
    page.get_by_role("button", name="Batalkan: 3 keluar dari daftar, 0 seperti semula").click()
    expect(page.locator("h1")).to_contain_text("Dibatalkan")
    kota.reload()
    assert listed(kota) == before


def test_two_operators_who_save_at_once(sign_in, server, tmp_path: Path):
    book = tmp_path / "daftar.xlsx"
    book.write_bytes(workbook([person("Sutisna")]))
    previews = []
    for name in ("dishub", "kota"):
        page = sign_in(name)
        page.goto(f"{server}/agencies/36.73/dishub/uploads/new/")
        page.set_input_files("input[type=file]", book)
        page.wait_for_url(re.compile(r"/uploads/[0-9a-f-]{36}/"))
        previews.append(page)
    winner, other = previews
    winner.get_by_role("button", name=re.compile("Simpan ke daftar")).click()
    expect(winner.locator("h1")).to_contain_text("Tersimpan")
    with other.expect_response(lambda answer: answer.request.method == "POST") as answered:
        other.get_by_role("button", name=re.compile("Simpan ke daftar")).click()
    assert answered.value.status == 409
    expect(other.locator("h1")).to_contain_text("sudah berubah")
