"""Formulir 2a for tests: made-up participants as rows of cells, in the layouts and habits that are about."""

import datetime
import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from enrolment.spreadsheets.lists.fields import MONEY, list_rows
from enrolment.spreadsheets.lists.reader import read_list

from ..books import Grid
from ..folk import Person, people

HEADINGS = (
    "No",
    "Nomor Referensi",
    "NIK",
    "Nomor Pegawai",
    "Nama Tenaga Kerja",
    "Tgl Lahir",
    "Tgl Kepesertaan",
    "Upah",
    "Rapel",
    "JKK",
    "JKM",
    "JHT Pemberi Kerja",
    "JHT TK",
    "JP PK",
    "JP TK",
    "JKP PK",
    "JKP Pemerintah",
    "Total Iuran",
)
NAME = 4
RATES = ("0.0024", "0.003", "0.037", "0.02", "0.02", "0.01", "0", "0.0022")
TITLES = (
    ["FORMULIR 2A"],
    ["RINCIAN IURAN TENAGA KERJA"],
    ["NPP", ":", "JJ000123"],
    ["Nama Perusahaan", ":", "PEMERINTAH KOTA SERANG"],
    ["Nama Unit Kerja", ":", "DINAS PERHUBUNGAN"],
    ["Periode Laporan", ":", "08 2026"],
    [],
)


@dataclass(frozen=True)
class Billed:
    """One row of a bill as the truth has it."""

    person: Person
    kpj: str
    since: datetime.date
    money: dict[str, Decimal]

    @property
    def truth(self) -> dict[str, object]:
        """What `read_list` gives for it, of what every layout holds."""
        return {
            "nik": self.person.nik,
            "kpj": self.kpj,
            "name": self.person.name,
            "birth_date": self.person.birth.isoformat(),
            "participant_since": self.since.isoformat(),
            **{field: f"{value:.2f}" for field, value in self.money.items()},
        }


def billed(count: int, seed: int = 1) -> list[Billed]:
    """That many different rows, always the same for a seed; some wages make cents."""
    chance = random.Random(seed)
    return [_one(chance, person) for person in people(count, seed)]


def _one(chance: random.Random, person: Person) -> Billed:
    wage = Decimal(chance.choice((1_575_000, 2_430_781, 1_800_000, person.wage)))
    parts = [(wage * Decimal(rate)).quantize(Decimal("0.01"), ROUND_HALF_UP) for rate in RATES]
    back_pay = Decimal(chance.choice((0, 0, 0, 150_000)))
    since = datetime.date(2019, 1, 1) + datetime.timedelta(chance.randrange(2_000))
    kpj = f"{chance.randrange(10**10, 10**11)}"
    return Billed(person, kpj, since, dict(zip(MONEY, [wage, back_pay, *parts, sum(parts)], strict=True)))


def english(value: Decimal) -> str:
    """1,234,567.00"""
    return f"{value:,.2f}"


def indonesian(value: Decimal) -> str:
    """1.234.567,00"""
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def row_of(number: int, one: Billed, written=english) -> list[object]:
    """The 18 cells of one row."""
    who = [number, one.kpj, one.person.nik, "", one.person.name, f"{one.person.birth:%d-%m-%Y}"]
    return [*who, f"{one.since:%d-%m-%Y}", *(written(one.money[field]) for field in MONEY)]


def total_row(rows: list[Billed], written=english, label: str = "Jumlah Seluruhnya") -> list[object]:
    """The footer that adds all rows up."""
    sums = (sum((one.money[field] for one in rows), Decimal(0)) for field in MONEY)
    return ["", label, "", "", "", "", "", *map(written, sums)]


def bill(rows: list[Billed], written=english) -> Grid:
    """The plain layout: block, one heading row, people, footer, note."""
    body = [row_of(number, one, written) for number, one in enumerate(rows, 1)]
    note = ["*) Isian formulir ini sesuai data yang dilaporkan"]
    return Grid([*map(list, TITLES), list(HEADINGS), *body, total_row(rows, written), [], note])


def read(path: Path, **how) -> tuple[list[dict], dict]:
    """(rows, summary) of a list."""
    with read_list(path, as_of=datetime.date(2026, 9, 30), **how) as reading:
        rows = list(list_rows(reading))
    return rows, reading.summary


def assert_reads(path: Path, rows: list[Billed], **how) -> dict:
    """Every row is read exactly as it was billed, and nobody else; the summary."""
    found, summary = read(path, **how)
    assert [{key: row[key] for key in one.truth} for row, one in zip(found, rows, strict=True)] == [
        one.truth for one in rows
    ]
    assert summary["counts"]["rows"] == len(rows)
    return summary
