"""A city's report as its people have it made: asked for, waited for, downloaded, given up, deleted."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from enrolment import serving
from tests.browser import chromium
from tests.browser.faults import SCREENS, faults_of

pytestmark = chromium.MARKS
REPORTS = "/regions/36.73/reports/"
FILES = {
    "Report (PDF)": "laporan-cakupan-36-73",
    "Leader's sheet (PNG)": "lembar-pimpinan-cakupan-36-73",
    "Workbook (Excel)": "laporan-cakupan-36-73",
    "Official note (PDF)": "nota-dinas-cakupan-36-73",
    "Official note (Word)": "nota-dinas-cakupan-36-73",
}


@pytest.fixture
def working(trial, server):
    """The background worker on the server's database, as long as it is wanted."""
    name = f"{trial.databases.origin}_served"
    env = {**trial.env, "DATABASE_URL": trial.databases.url(name)}

    @contextmanager
    def working() -> Iterator[None]:
        process = subprocess.Popen(
            serving.worker_command(), cwd=serving.ROOT, env=env, stderr=subprocess.DEVNULL
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)

    return working


def ask(page: Page, server: str) -> None:
    """Have a report made by the form, as it proposes it."""
    page.goto(f"{server}{REPORTS}new/")
    page.get_by_role("button", name="Make the report as of").click()


def delete(page: Page) -> None:
    page.locator("main").get_by_role("button", name="Delete").click()
    expect(page.locator("main")).to_contain_text("is deleted")


def files_of(page: Page, folder: Path) -> dict[str, Path]:
    found = {}
    for label in FILES:
        with page.expect_download() as download:
            page.get_by_role("link", name=label).click()
        found[label] = folder / download.value.suggested_filename
        download.value.save_as(found[label])
    return found


def test_a_report_is_asked_for_waited_for_downloaded_printed_and_deleted(
    sign_in, server, working, tmp_path: Path
):
    page = sign_in("kota", language="en")
    page.goto(server + REPORTS)
    page.get_by_role("link", name="New report").click()
    page.fill("[name=title]", "Kepala Dinas Tenaga Kerja")
    page.get_by_role("button", name="Make the report as of").click()
    expect(page.get_by_role("status").filter(has_text="0 of 10 steps")).to_be_visible()
    with working():
        expect(page.locator(".report-files")).to_be_visible(timeout=60_000)  # by itself

    files = files_of(page, tmp_path)
    assert all(files[label].name.startswith(begin) for label, begin in FILES.items())
    paper = pypdfium2.PdfDocument(files["Report (PDF)"])
    assert 2 <= len(paper) <= 4
    assert "LEMBAR PIMPINAN" in paper[0].get_textpage().get_text_range()
    paper.close()
    assert len(openpyxl.load_workbook(files["Workbook (Excel)"]).sheetnames) == 5
    assert Document(files["Official note (Word)"]).tables
    sheet = page.locator(".report-sheet img")
    assert sheet.evaluate("image => image.naturalWidth") == 1075
    screens_and_print(sign_in, server, page.url.removeprefix(server), tmp_path)

    page.get_by_role("link", name="Delete").click()
    delete(page)
    expect(page.locator("main")).to_contain_text("No report has been made yet.")


def screens_and_print(sign_in, server: str, address: str, folder: Path) -> None:
    """The pages of reports on each screen, and on paper, while there is one."""
    for width, language in SCREENS:
        page = sign_in("kota", width=width, language=language)
        for path in (REPORTS, f"{REPORTS}new/", address, f"{address}delete/"):
            assert faults_of(page, server + path, width, language) == []
    page.goto(server + address)
    page.pdf(path=folder / "page.pdf", format="A4")
    printed = pypdfium2.PdfDocument(folder / "page.pdf")
    assert len(printed) == 1
    assert "Satu keputusan" in printed[0].get_textpage().get_text_range()
    printed.close()


def test_without_script_the_page_asks_again_by_itself(sign_in, browser, server, working):
    state = sign_in("kota", language="en").context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    ask(page, server)
    with working():
        expect(page.locator(".report-files")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Delete").click()
    delete(page)
    context.close()


def test_what_waits_for_a_worker_can_be_given_up(sign_in, server):
    page = sign_in("kota", language="en")
    ask(page, server)
    page.get_by_role("link", name="Do not make it").click()
    expect(page.locator("main")).to_contain_text("what is being made of it is thrown away")
    delete(page)
