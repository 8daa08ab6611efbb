"""Wages, phones, sex, participant numbers, plain text: design.md, "What reading decides"."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.spreadsheets.contacts import read_email, read_kpj, read_phone, read_sex, read_ticks
from enrolment.spreadsheets.money import read_wage
from enrolment.spreadsheets.texts import is_ditto, read_place, read_text


@pytest.mark.parametrize(
    ("cell", "wage"),
    [
        (1500000.0, "1500000"),
        (1500000, "1500000"),
        (2430780.83, "2430780.83"),
        (1574074.074074, "1574074.07"),
        ("1500000", "1500000"),
        ("1.500.000", "1500000"),
        ("1,500,000", "1500000"),
        ("1,500,000.00", "1500000"),
        ("1.500.000,00", "1500000"),
        ("1.500.000,50", "1500000.50"),
        ("1500000,5", "1500000.50"),
        ("Rp 1.500.000,-", "1500000"),
        ("Rp1.500.000,-", "1500000"),
        ("Rp. 1.500.000", "1500000"),
        ("RP.1.500.000.-", "1500000"),
        ("IDR 1,500,000", "1500000"),
        ("1.500.000 ,-", "1500000"),
        (" Rp\u00a01.500.000 ", "1500000"),
        ("100.000", "100000"),
        (0.0, "0"),
        ("", None),
        ("-", None),
        ("Rp -", None),
    ],
)
def test_wage_is_read_in_both_styles(cell, wage):
    assert read_wage(cell) == (wage, None)


@pytest.mark.parametrize(
    "cell",
    [
        "1,5 juta",
        "1.500",
        "1.500,000",
        "1,500.000",
        "1.50.000",
        "1500",
        1500.0,
        99_999.0,
        "99.999",
        -2_000_000.0,
        "1.500.000/bulan",
        "1.500.000 - 2.000.000",
        "1500000 2000000",
        "1.5E+06",
        "UMR",
        "Rp",
        "١٥٠٠٠٠٠",
        1e13,
        True,
        datetime.date(2020, 1, 1),
        float("nan"),
        float("inf"),
    ],
)
def test_wage_that_is_not_understood_is_an_error(cell):
    assert read_wage(cell) == (None, "wage_invalid")


@given(
    st.integers(100_000, 10**11),
    st.integers(0, 99),
    st.booleans(),
    st.sampled_from(["", "Rp ", "Rp. ", "IDR "]),
)
def test_wages_survive_being_written(rupiah, cents, english, prefix):
    grouped = f"{rupiah:,}.{cents:02}"
    text = grouped if english else grouped.translate(str.maketrans(",.", ".,"))
    assert read_wage(prefix + text) == (f"{rupiah}.{cents:02}" if cents else str(rupiah), None)


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("081234567890", "081234567890"),
        ("0812-3456-7890", "081234567890"),
        ("0812 3456 7890", "081234567890"),
        ("+62 812-3456-7890", "081234567890"),
        ("6281234567890", "081234567890"),
        (81234567890.0, "081234567890"),
        ("81234567890", "081234567890"),
        (6281234567890.0, "081234567890"),
        ("(0254) 123456", "0254123456"),
        ("", None),
        ("-", None),
    ],
)
def test_phone(cell, phone):
    assert read_phone(cell) == (phone, None)


@pytest.mark.parametrize(
    "cell", ["0812", "081234567890 / 081234567891", "tidak ada", "8.12E+10", "12345678901"]
)
def test_phone_that_is_unusual_is_left_out(cell):
    assert read_phone(cell) == (None, "phone_unusual")


@pytest.mark.parametrize(
    ("cell", "sex"),
    [
        *((w, "L") for w in ("L", "l", "LK", "Lk.", "Laki-laki", "LAKI - LAKI", "Laki laki", "Pria")),
        *((w, "P") for w in ("P", "p", "PR", "Pr.", "Perempuan", "WANITA")),
    ],
)
def test_sex(cell, sex):
    assert read_sex(cell) == (sex, None)


@pytest.mark.parametrize("cell", ["L/P", "X", "1", "?", 1.0])
def test_sex_that_is_not_understood_is_left_out(cell):
    assert read_sex(cell) == (None, "sex_invalid")


@pytest.mark.parametrize("tick", ["√", "v", "V", "✓", "x", "1", 1.0, True])
def test_ticks_in_two_columns(tick):
    assert read_ticks(tick, "") == ("L", None)
    assert read_ticks("-", tick) == ("P", None)
    assert read_ticks(tick, tick) == (None, "sex_invalid")


def test_kpj_and_email():
    assert read_kpj("12034567890") == ("12034567890", None)
    assert read_kpj(12034567890.0) == ("12034567890", None)
    assert read_kpj("12 0345 67890") == ("12034567890", None)
    assert read_kpj("0001234567890") == ("0001234567890", "kpj_unusual")
    assert read_kpj("08JG1234567") == ("08JG1234567", "kpj_unusual")
    assert read_kpj("belum ada") == (None, "kpj_unusual")
    assert read_kpj("-") == (None, None)
    assert read_email("budi@example.com") == ("budi@example.com", None)
    assert read_email("budi@@example") == (None, "email_invalid")
    assert read_email("-") == (None, None)


def test_text_is_only_collapsed():
    assert read_text("  Hj.\u00a0SITI   AMINAH,\nS.Pd ") == ("Hj. SITI AMINAH, S.Pd", None)
    assert read_text("-") == (None, None)
    assert read_text(12.0) == ("12", None)


@pytest.mark.parametrize(
    "mark",
    [
        '"',
        "”",
        "''",
        '-"-',
        '- " -',
        '--"--',
        '"-"',
        '~"~',
        '....".',
        ",,",
        "//",
        "sda",
        "S.D.A.",
        "(idem)",
        "- sda -",
    ],
)
def test_mark_for_the_same_as_above_is_known(mark):
    assert is_ditto(mark)


@pytest.mark.parametrize("text", ["", "-", "'", "...", "--", "sdm", "Ida", '14"', "1", "(-)"])
def test_other_text_is_no_ditto_mark(text):
    assert not is_ditto(text)


@pytest.mark.parametrize("sign", ["√", "v", "1", "a", "ü", "■", "x", "TRUE"])
def test_any_one_sign_is_a_tick(sign):
    assert read_ticks(sign, "") == ("L", None)
    assert read_ticks("-", sign) == ("P", None)


@pytest.mark.parametrize("sign", ["T", "2", "N", "?", "tidak", "P"])
def test_no_or_a_number_is_no_tick(sign):
    assert read_ticks(sign, "") == (None, "sex_invalid")


@pytest.mark.parametrize(
    ("cell", "place"), [("Serang,", "Serang"), ("Serang : ", "Serang"), ("-", None), (",", None)]
)
def test_place_loses_the_comma_before_a_date(cell, place):
    assert read_place(cell) == (place, None)
