"""A treasurer who is two months behind pays the oldest, sees it paid, and takes it back."""

import datetime as dt
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser import chromium

pytestmark = chromium.MARKS
DLH = "/agencies/36.73/dlh"


def test_a_treasurer_pays_the_oldest_month_and_takes_it_back(sign_in, server, tmp_path: Path):
    proof = tmp_path / "bukti setor.pdf"
    proof.write_bytes(b"%PDF-1.4\n%%EOF\n")
    page = sign_in("bendahara")

    page.goto(f"{server}{DLH}/contributions/")
    expect(page.locator("main")).to_contain_text("2 bulan sudah jatuh tempo dan belum lunas")
    page.goto(f"{server}{DLH}/payments/new/")
    expect(page.locator("input[name=amount]")).not_to_have_value("")  # BPJS's sum, and its code
    expect(page.locator("input[name=code]")).not_to_have_value("")
    page.fill("input[name=paid_on]", f"{dt.date.today() - dt.timedelta(days=1)}")
    page.select_option("select[name=channel]", "bjb")
    page.set_input_files("input[type=file]", proof)
    page.get_by_role("button", name="Simpan pembayaran").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"(\w+ 20\d\d) lunas"))

    page.goto(f"{server}{DLH}/contributions/")
    expect(page.locator("main")).to_contain_text("1 bulan sudah jatuh tempo dan belum lunas")

    page.go_back()
    page.get_by_role("link", name="Batalkan pembayaran").click()
    page.fill("[name=reason]", "Salah kode iuran")
    page.get_by_role("button", name="Batalkan pembayaran").click()
    expect(page.locator("main")).to_contain_text("Salah kode iuran")
    page.goto(f"{server}{DLH}/contributions/")
    expect(page.locator("main")).to_contain_text("2 bulan sudah jatuh tempo dan belum lunas")
