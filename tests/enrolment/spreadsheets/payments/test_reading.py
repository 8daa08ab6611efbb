"""Any list of payments becomes rows: what BPJS's branch sends, what a bank prints, what people type."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from enrolment.spreadsheets.payments.fields import payment_rows
from enrolment.spreadsheets.payments.reader import look_at_payments, read_payments
from enrolment.spreadsheets.refusals import Unreadable

AS_OF = dt.date(2026, 11, 22)
TITLES = [["DAFTAR PENERIMAAN IURAN"], ["Periode : Februari 2020"], []]
HEADINGS = [
    "No",
    "Kode Iuran",
    "NPP",
    "Nama Perusahaan",
    "BLTH",
    "Tgl Bayar",
    "Jumlah Bayar (Rp)",
    "Bank",
    "NTPN",
]
ROW = [1, "202002000001", "AB123456", "DISHUB", "02-2020", "10/03/2020", "2.592.000,00", "BJB", "REF-1"]


@pytest.fixture
def book(tmp_path):
    def book(*rows, name="list.xlsx") -> Path:
        made = Workbook()
        for row in rows:
            made.active.append(row)
        path = tmp_path / name
        made.save(path)
        return path

    return book


def read(path, **matching):
    with read_payments(path, matching=matching or None, as_of=AS_OF) as reading:
        rows = list(payment_rows(reading))
    return rows, reading.summary


def codes(row) -> list[str]:
    return [problem["code"] for problem in row["problems"]]


def test_a_branchs_list_is_read_by_its_words(book):
    rows, summary = read(book(*TITLES, HEADINGS, ROW, ["JUMLAH", *[None] * 5, "2.592.000,00"]))
    assert rows == [
        {
            "ordinal": 1, "sheet": "Sheet", "row": 5, "code": "202002000001", "npp": "AB123456",
            "payer": "DISHUB", "month": "2020-02-01", "paid_on": "2020-03-10", "amount": "2592000.00",
            "channel": "BJB", "reference": "REF-1", "problems": [],
        }
    ]  # fmt: skip
    assert summary["counts"] == {"rows": 1, "needs_fix": 0, "skipped": 4}
    assert summary["stated"] == [["Sheet", 6, "2592000.00", "2592000.00"]]


@pytest.mark.parametrize(("side", "amounts"), [("debit", ["1345600.00"]), ("credit", ["50000.00"])])
def test_of_a_banks_statement_one_way_counts(book, side, amounts):
    statement = [
        ["Tanggal Transaksi", "Uraian", "Debet", "Kredit", "Saldo"],
        ["01/03/2020", "SALDO AWAL", None, None, 9_000_000],
        ["10/03/2020 14:05:33", "BPJSTK 202002000001", 1_345_600, 0, 7_654_400],
        ["11/03/2020 09.00", "SETORAN TUNAI", 0, 50_000, 7_704_400],
    ]
    rows, summary = read(book(*statement), side=side)
    assert [row["amount"] for row in rows] == amounts
    assert [row["payer"] for row in rows] == ["BPJSTK 202002000001" if side == "debit" else "SETORAN TUNAI"]
    assert {word for _sheet, _row, word in summary["skipped"]} == {"header", "total", "other way"}


@pytest.mark.parametrize(
    "statement",
    [
        (
            ["Tanggal", "Keterangan", "Nominal", "DB/CR"],
            ["20200310", "BPJSTK IURAN", "1.345.600,00", "DB"],
            [20200311, "KEMBALI IURAN BPJS", "50.000,00", "CR"],
        ),
        (
            ["Tanggal", "Keterangan", "Jumlah"],
            ["10/03/2020", "BPJSTK IURAN", "1,345,600.00 DB"],
            ["11/03/2020", "KEMBALI IURAN BPJS", "50,000.00 (CR)"],
        ),
    ],
    ids=["beside", "behind"],
)
@pytest.mark.parametrize(("side", "amounts"), [("debit", ["1345600.00"]), ("credit", ["50000.00"])])
def test_of_one_column_for_both_ways_the_banks_word_decides(book, statement, side, amounts):
    rows, summary = read(book(*statement), side=side)
    day = "2020-03-10" if side == "debit" else "2020-03-11"
    assert [(row["amount"], row["paid_on"], row["problems"]) for row in rows] == [(amounts[0], day, [])]
    assert [word for _sheet, _row, word in summary["skipped"]] == ["header", "other way"]


def test_a_csv_of_a_bank_is_read(tmp_path):
    path = tmp_path / "bank.csv"
    path.write_bytes(b"Tgl;Kode Billing;Nominal\r\n10-03-2020;202002000001;1.500.000,50\r\n")
    rows, _summary = read(path)
    assert [(row["code"], row["amount"], row["paid_on"]) for row in rows] == [
        ("202002000001", "1500000.50", "2020-03-10")
    ]


@pytest.mark.parametrize(
    ("column", "value", "code", "level"),
    [
        (6, "banyak", "amount_invalid", "error"),
        (6, None, "amount_missing", "error"),
        (6, -5000, "amount_not_positive", "error"),
        (5, None, "day_missing", "error"),
        (5, "31-02-2020", "day_invalid", "error"),
        (5, "01-03-1999", "day_invalid", "error"),
        (5, "01-03-2027", "day_ahead", "error"),
        (1, 2.02002e15, "code_damaged", "warning"),
        (1, "2,02002E+11", "code_damaged", "warning"),
        (1, "12", "code_unusual", "warning"),
        (4, "Smarch", "month_invalid", "warning"),
    ],
)
def test_what_is_wrong_is_said_with_its_column(book, column, value, code, level):
    row = [*ROW[:column], value, *ROW[column + 1 :]]
    rows, _summary = read(book(HEADINGS, row))
    assert [(p["code"], p["level"], p["column"]) for p in rows[0]["problems"]] == [
        (code, level, "ABCDEFGHI"[column])
    ]


def test_what_stands_between_payments_is_no_payment(book):
    numbering = [f"({n})" for n in range(1, 10)]
    signature = [None, None, None, "Serang, 12 Maret 2020"]
    rows, summary = read(
        book(
            *TITLES,
            HEADINGS,
            numbering,
            ROW,
            [],
            HEADINGS,
            [2, *ROW[1:]],
            signature,
            [*[None] * 6, 5_184_000],
        )
    )
    assert [row["row"] for row in rows] == [6, 9]
    assert [tuple(one[1:]) for one in summary["skipped"]] == [
        (1, "title"), (2, "title"), (4, "header"), (5, "column numbering"), (8, "repeated header"),
        (10, "note"), (11, "total"),
    ]  # fmt: skip


def test_unknown_headings_are_matched_by_hand(book):
    path = book(["Kapan", "Berapa", "Apa"], ["10/03/2020", 500_000, "202002000001"])
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.code == "no_payment_header"
    columns = {"paid_on": "A", "amount": "B", "code": "C"}
    rows, _summary = read(path, sheet="Sheet", header_row=1, columns=columns)
    assert [(row["amount"], row["code"], row["row"]) for row in rows] == [("500000.00", "202002000001", 2)]


def test_a_look_shows_rows_and_what_their_words_mean(book):
    seen = look_at_payments(book(*TITLES, HEADINGS, ROW))["shown"]
    assert seen["header_row"] == 4
    assert seen["fields"] == {
        "B": "code", "C": "npp", "D": "payer", "E": "month", "F": "paid_on", "G": "amount", "H": "channel",
        "I": "reference",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code"),
    [([["Surat"], ["Dengan hormat"]], "no_payment_table"), ([HEADINGS, ["x"]], "no_payment_rows")],
)
def test_a_file_without_payments_is_refused(book, rows, code):
    with pytest.raises(Unreadable) as refused:
        read(book(*rows))
    assert refused.value.code == code


def test_what_is_no_workbook_is_refused():
    with pytest.raises(Unreadable):
        read_payments(Path(__file__).parent, as_of=AS_OF)


def test_the_same_bytes_from_a_descriptor(book):
    with book(HEADINGS, ROW).open("rb") as file:
        rows, _summary = read(file.fileno())
    assert len(rows) == 1
