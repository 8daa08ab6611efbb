"""Identity numbers: every row of design.md's table that speaks of them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.spreadsheets.nik import read_nik

NIK = "3673010107709012"


@pytest.mark.parametrize(
    "cell",
    [
        NIK,
        f"'{NIK}",
        f"’{NIK}",
        f" {NIK}\n",
        f"\u00a0{NIK}\u00a0",
        "3673 0101 0770 9012",
        "3673.0101.0770.9012",
        "36-73-01-010770-9012",
        "367301–010770–9012",
        f"NIK : {NIK}",
        f"NIK. {NIK}",
        f"nik:{NIK}",
        f"N I K = {NIK}",
        f"No. KTP: {NIK}",
        f"KTP {NIK}",
        f"{NIK}.0",
        f"\u202a{NIK}\u202c",
        float(NIK),
        int(NIK),
    ],
)
def test_nik_is_read_in_every_spelling(cell):
    assert read_nik(cell) == (NIK, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "nik_missing"),
        (None, "nik_missing"),
        ("  ", "nik_missing"),
        ("-", "nik_missing"),
        ("–", "nik_missing"),
        ("'", "nik_missing"),
        (0.0, "nik_missing"),
        ("367301010770901", "nik_length"),
        ("36730101077090121", "nik_length"),
        ("367301010770901.0", "nik_length"),
        ("36730101077090.00", "nik_length"),
        ("3673010107709O12", "nik_length"),
        ("belum ada", "nik_length"),
        ("3673010107709012 / 3673010107709013", "nik_length"),
        ("٣٦٧٣٠١٠١٠٧٧٠٩٠١٢", "nik_length"),
        (367301010770901.0, "nik_length"),
        (float("nan"), "nik_damaged"),
        (3673010107709010.0, "nik_damaged"),
        (9_007_199_254_740_994.0, "nik_damaged"),
        ("3.67301E+15", "nik_damaged"),
        ("3,67301E+15", "nik_damaged"),
        ("3.67301e15", "nik_damaged"),
        ("4E+15", "nik_damaged"),
        ("1111111111111111", "nik_filler"),
        ("0000000000000000", "nik_filler"),
        ("1234567890123456", "nik_filler"),
        ("0123456789012345", "nik_filler"),
        ("9876543210987654", "nik_filler"),
        ("3673010107700000", "nik_serial"),
        ("'3673.0101.0770.0000", "nik_serial"),
        (datetime.date(2020, 1, 1), "nik_length"),
        (True, "nik_length"),
        (-367301010770901.0, "nik_length"),
    ],
)
def test_nik_that_is_wrong_is_named_and_never_repaired(cell, code):
    assert read_nik(cell) == (None, code)


def test_largest_exact_number_is_the_border():
    assert read_nik(9_007_199_254_740_991.0) == ("9007199254740991", None)
    assert read_nik(9_007_199_254_740_992.0) == ("9007199254740992", None)


@given(st.from_regex(r"[1-9]\d{11}[1-9]\d{3}", fullmatch=True), st.data())
def test_any_sixteen_digits_survive_any_separators(digits, data):
    marks = st.sampled_from(["", " ", ".", "-", "\u00a0"])
    spelt = "".join(digit + (data.draw(marks) if i < 15 else "") for i, digit in enumerate(digits))
    value, code = read_nik(data.draw(st.sampled_from(["", "'", "NIK : ", " "])) + spelt)
    plain, plain_code = read_nik(digits)
    bare = spelt.replace(" ", "").replace("\u00a0", "").replace("-", "")
    if bare.count(".") == 1 and not bare.partition(".")[2].strip("0"):
        assert code in ("nik_length", plain_code)  # may be a number's decimal zeros: never guessed
    else:
        assert (value, code) == (plain, plain_code)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.none()))
def test_nik_is_sixteen_digits_or_a_code_whatever_the_cell(cell):
    value, code = read_nik(cell)
    assert (value is None) != (code is None)
    assert value is None or (len(value) == 16 and value.isascii() and value.isdigit())


@given(st.integers(min_value=10**15, max_value=9_007_199_254_740_992))
def test_number_is_accepted_only_if_the_file_kept_all_digits(number):
    value, code = read_nik(float(number))
    if number % 10 == 0:
        assert code == "nik_damaged"
    elif code is None:
        assert value == str(number)
