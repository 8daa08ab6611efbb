"""A month as people do it: a list in force, a difference asked, answered and decided, the month closed."""

import datetime as dt
import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import Locator, Page, expect

from tests.browser import chromium
from tests.enrolment.reconciliation.lists.bills import bill, member

pytestmark = chromium.MARKS

# A month and an office that nothing else in the trial is about.
MONTH, PERIOD, NPP = "2020-05", "05 2020", "36730901"
AT = f"/agencies/36.73/dishub/months/{MONTH}/"
NEW = "SITI RUMINAH"


def button(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=re.compile(words)).first


def link(page: Page, words: str) -> Locator:
    return page.get_by_role("link", name=re.compile(words)).first


def put_in_force(page: Page, server: str, file: Path) -> None:
    """The branch hands a list in; what it would do is shown first."""
    page.goto(f"{server}/branches/serang/month/")
    link(page, "Data BPJS").click()
    link(page, "Serahkan data BPJS").click()
    page.set_input_files("input[type=file]", file)
    button(page, "Periksa dulu").click()
    link(page, "Berlakukan").click()
    expect(page.locator("main")).to_contain_text("Perhubungan")
    button(page, "Berlakukan 1 data").click()
    expect(page.locator("main")).to_contain_text("daftar berlaku")


def decide(page: Page, choice: str) -> None:
    page.get_by_text(choice, exact=True).click()
    button(page, "Tindak lanjuti").click()


def decide_the_rest(page: Page, server: str) -> None:
    """All that still wait, at once, after a look at what it will do."""
    page.goto(f"{server}{AT}")
    page.check("input[name=which][value=all]")
    button(page, "Tindak lanjuti").click()
    page.get_by_text("Pertahankan data OPD", exact=True).click()
    button(page, "Periksa dulu").click()
    button(page, "Tindak lanjuti: ").click()


def test_month_from_the_list_to_the_minutes(sign_in, server, tmp_path: Path):
    book, letter = tmp_path / "2A Dishub Mei.xlsx", tmp_path / "SK pengangkatan.pdf"
    book.write_bytes(bill([member(NEW)], npp=NPP, period=PERIOD))
    letter.write_bytes(b"%PDF-1.4\n%%EOF\n")
    branch, operator = sign_in("cabang"), sign_in("dishub")
    put_in_force(branch, server, book)

    branch.goto(f"{server}{AT}")
    expect(branch.locator("main")).to_contain_text("Jumlah kedua sisi cocok")
    link(branch, "tidak ada di daftar OPD").click()
    link(branch, NEW).click()
    branch.fill("textarea[name=question]", "Apakah sudah diangkat?")
    branch.fill("input[name=due_on]", f"{dt.date.today() + dt.timedelta(days=7)}")
    button(branch, "Kirim ke OPD").click()

    operator.goto(f"{server}{AT}?state=sent")
    link(operator, NEW).click()
    expect(operator.locator("main")).to_contain_text("Apakah sudah diangkat?")
    operator.fill("textarea[name=answer]", "Sudah, sejak April.")
    operator.set_input_files("input[type=file]", letter)
    button(operator, "Kirim jawaban").click()

    branch.reload()
    expect(branch.locator("main")).to_contain_text("Sudah, sejak April.")
    with branch.expect_download() as evidence:
        link(branch, letter.name).click()
    assert evidence.value.path().read_bytes() == letter.read_bytes()
    difference = branch.url
    decide(branch, "Ikuti BPJS")
    branch.goto(difference)
    link(branch, "Ke tindak lanjutnya").click()
    button(branch, "Batalkan").click()
    branch.goto(difference)
    decide(branch, "Pertahankan data OPD")
    decide_the_rest(branch, server)
    branch.goto(f"{server}{AT}")
    link(branch, "Tutup bulan").click()
    branch.fill("textarea[name=reason]", "Dua orang menunggu keputusan kota.")
    button(branch, "Tutup bulan").click()
    expect(branch.locator("main")).to_contain_text("Bulan ini ditutup.")

    operator.goto(f"{server}{AT}")
    expect(operator.locator(".month-state")).to_contain_text("bulan ditutup")
    link(operator, "Berita acara").click()
    with operator.expect_download() as minutes:
        button(operator, "PDF").click()
    assert "BERITA ACARA" in pypdfium2.PdfDocument(minutes.value.path())[0].get_textpage().get_text_range()
