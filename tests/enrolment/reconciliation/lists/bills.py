"""Small Formulir 2a workbooks, and lists whose headings nobody knows."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping
from decimal import Decimal

from openpyxl import Workbook

from tests.factories import nik

BORN = dt.date(1985, 3, 12)
HEADINGS = ("No", "Nomor Referensi", "NIK", "Nomor Pegawai", "Nama Tenaga Kerja", "Tgl Lahir")
HEADINGS += ("Tgl Kepesertaan", "Upah", "Rapel", "JKK", "JKM", "JHT Pemberi Kerja", "JHT TK", "JP PK")
HEADINGS += ("JP TK", "JKP PK", "JKP Pemerintah", "Total Iuran")


def member(name: str, **more: object) -> dict[str, object]:
    """One line of a bill: a wage of 2,000,000 and what JKK (0,24 %) and JKM (0,30 %) of it are."""
    line = {"nik": nik(BORN), "kpj": None, "name": name, "since": "01-02-2020", "wage": Decimal(2_000_000)}
    return line | more


def bill(
    people: Iterable[Mapping[str, object]],
    *,
    npp: str = "AB123456",
    unit: str = "DINAS PERHUBUNGAN",
    company: str = "PEMERINTAH KOTA SERANG",
    period: str = "08 2026",
    total: Decimal | None = None,
    footer: bool = True,
) -> bytes:
    """A Formulir 2a as the branch sends it; `total`: what its footer says instead of the sum."""
    book = Workbook()
    sheet = book.active
    for label, value in (("NPP", npp), ("Nama Perusahaan", company), ("Nama Unit Kerja", unit)):
        sheet.append([label, None, f": {value}" if value else ":"])
    sheet.append(["Periode Laporan", None, f": {period}"])
    sheet.append([])
    sheet.append(["RINCIAN IURAN TENAGA KERJA"])
    sheet.append(list(HEADINGS))
    sums = [Decimal(0)] * 4
    for number, one in enumerate(people, 1):
        wage = Decimal(str(one["wage"]))
        jkk, jkm = wage * 24 / 10_000, wage * 30 / 10_000
        sums = [s + a for s, a in zip(sums, (wage, jkk, jkm, jkk + jkm), strict=True)]
        kpj = one["kpj"] or f"2002{number:07}"
        row = [number, kpj, one["nik"], None, one["name"], "12-03-1985", one["since"]]
        sheet.append(
            [*row, _english(wage), "0.00", _english(jkk), _english(jkm), *["0.00"] * 6, _english(jkk + jkm)]
        )
    last = [*map(_english, (sums[0], Decimal(0), sums[1], sums[2])), *["0.00"] * 6]
    if footer:
        stated = _english(sums[3] if total is None else total)
        sheet.append(["Jumlah Seluruhnya", *[None] * 6, *last, stated])
    sheet.append(["*) Isian formulir"])
    return _bytes(book)


def unheard_of(people: Iterable[Mapping[str, object]], last: str = "ZZ") -> bytes:
    """A list with headings that no words explain."""
    book = Workbook()
    book.active.append(["alpha", "beta", "gamma", last])
    for one in people:
        book.active.append([one["nik"], one["name"], one["kpj"] or "20020000001", "x"])
    return _bytes(book)


def archive(files: Mapping[str, bytes]) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return stored.getvalue()


def _english(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _bytes(book: Workbook) -> bytes:
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()
