"""Lists of payments in small workbooks, handed in and read at once."""

import io

import pytest
from openpyxl import Workbook

from contributions.payments.lists.houses import House
from contributions.payments.lists.receiving import read_now_or_later, receive
from tests.contributions.billing import money

HEADINGS = ("Kode Iuran", "NPP", "Nama Perusahaan", "Tgl Bayar", "Jumlah Bayar", "Bank", "NTPN")


def book(*rows, headings=HEADINGS) -> bytes:
    made = Workbook()
    for row in (headings, *rows):
        made.active.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def row(code="", npp="", payer="", day="10/03/2020", amount=16_200, bank="Bank BJB", reference="") -> list:
    return [code, npp, payer, day, amount, bank, reference]


@pytest.fixture
def hand_in():
    def hand_in(owner, *rows, by=None, headings=HEADINGS, name="list.xlsx"):
        content = book(*rows, headings=headings)
        found = receive(house=House(owner), name=name, chunks=[content], by=by)
        read_now_or_later(found=found, by=by)
        found.refresh_from_db()
        return found

    return hand_in


@pytest.fixture
def npp(dishub):
    """Dishub's group has an NPP, terms, two workers and February 2020 assessed at Rp 32.400."""
    group = money.group_of(dishub)
    group.npp = "AB123456"
    group.save()
    money.terms(dishub)
    money.workers(dishub, 2)
    money.assessed(dishub)
    return group
