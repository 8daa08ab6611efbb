"""Sums in words, against sums whose words everybody knows."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions.treasury.terbilang import sentence, terbilang

WORDS = {
    "0": "nol rupiah",
    "1": "satu rupiah",
    "10": "sepuluh rupiah",
    "11": "sebelas rupiah",
    "12": "dua belas rupiah",
    "20": "dua puluh rupiah",
    "100": "seratus rupiah",
    "111": "seratus sebelas rupiah",
    "1000": "seribu rupiah",
    "1011": "seribu sebelas rupiah",
    "1100": "seribu seratus rupiah",
    "8500": "delapan ribu lima ratus rupiah",
    "16200": "enam belas ribu dua ratus rupiah",
    "101000": "seratus satu ribu rupiah",
    "1000000": "satu juta rupiah",
    "2001000": "dua juta satu ribu rupiah",
    "1574074": "satu juta lima ratus tujuh puluh empat ribu tujuh puluh empat rupiah",
    "990000000": "sembilan ratus sembilan puluh juta rupiah",
    "1000000000": "satu miliar rupiah",
    "3000000000011": "tiga triliun sebelas rupiah",
    "8505.21": "delapan ribu lima ratus lima rupiah dua puluh satu sen",
    "16200.50": "enam belas ribu dua ratus rupiah lima puluh sen",
    "100.01": "seratus rupiah satu sen",
    "0.11": "sebelas sen",
    "-7200": "minus tujuh ribu dua ratus rupiah",
    "13126.205": "tiga belas ribu seratus dua puluh enam rupiah dua puluh satu sen",
}


@pytest.mark.parametrize(("amount", "words"), WORDS.items())
def test_terbilang_says_the_sum(amount, words):
    assert terbilang(Decimal(amount)) == words


def test_a_sentence_begins_with_a_capital():
    assert sentence(16200) == "Enam belas ribu dua ratus rupiah"


def test_no_sum_is_refused():
    with pytest.raises(ValueError, match="no sum"):
        terbilang(10**15)


UNITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read(words: str) -> int:
    """The number that Indonesian words say, by another way than they were made."""
    total = part = last = 0
    for word in words.split():
        if word in SCALES:
            total, part, last = total + (part + last) * SCALES[word], 0, 0
        elif word in ("puluh", "ratus"):
            part, last = part + last * (10 if word == "puluh" else 100), 0
        elif word == "belas":
            part, last = part + last + 10, 0
        elif word == "seribu":
            total += 1000
        else:
            of_one = {"sepuluh": 10, "sebelas": 11, "seratus": 100}
            part, last = (part + of_one[word], 0) if word in of_one else (part, UNITS.index(word))
    return total + part + last


@given(st.integers(0, 10**15 - 1))
def test_the_words_say_the_number(number):
    assert read(terbilang(number).removesuffix(" rupiah")) == number
