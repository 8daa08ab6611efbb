"""Amounts in two styles: the file's evidence decides, and nothing is guessed."""

from decimal import Decimal

import pytest

from enrolment.spreadsheets.lists.amounts import ENGLISH, INDONESIAN, Amounts


def amounts(*learned: object) -> Amounts:
    one = Amounts()
    one.learn(learned)
    return one


@pytest.mark.parametrize(
    ("learned", "style"),
    [
        (["1,234,567.00", "0.00"], ENGLISH),
        (["1.234.567,00", "0,00"], INDONESIAN),
        (["1.500.000"], INDONESIAN),
        (["228,900"], ENGLISH),
        (["228,900", "1.234,50"], INDONESIAN),
        (["1,234.00", "1.234,00"], None),
        ([1500000.0, 12, "-", "", None], None),
        (["1500000"], None),
    ],
)
def test_style_is_what_most_clear_amounts_have(learned, style):
    assert amounts(*learned).style == style


@pytest.mark.parametrize(
    ("learned", "cell", "value", "code"),
    [
        ("1,234.00", "1,234,567.50", "1234567.50", None),
        ("1,234.00", "228,900", "228900", None),
        ("1,234.00", "228.900", None, "amount_unclear"),
        ("1,234.00", "1.234,00", "1234.00", "amount_style"),
        ("1.234,00", "228.900", "228900", None),
        ("1.234,00", "8,51", "8.51", None),
        ("1.234,00", "Rp 1.575.000,-", "1575000", None),
        ("1.234,00", "(3.780,00)", "-3780.00", None),
        ("1,234.00", "-3,780.00", "-3780.00", None),
        ("", 3780.0, "3780.0", None),
        ("", "-", None, None),
        ("", "Rp -", None, None),
        ("", "1.575.00", None, "amount_invalid"),
        ("", "12,34,567.00", None, "amount_invalid"),
        ("", "1,5 juta", None, "amount_invalid"),
        ("", "١٢٣", None, "amount_invalid"),
        ("", "9" * 13, None, "amount_invalid"),
        ("", float("nan"), None, "amount_invalid"),
        ("", float("inf"), None, "amount_invalid"),
        ("", True, None, "amount_invalid"),
    ],
)
def test_amount_is_read_in_its_files_style_or_not_at_all(learned, cell, value, code):
    assert amounts(learned).read(cell) == (value and Decimal(value), code)


def test_single_thousands_are_unclear_where_a_file_is_of_two_minds():
    assert amounts("1,234.00", "1.234,00").read("228.900") == (None, "amount_unclear")
