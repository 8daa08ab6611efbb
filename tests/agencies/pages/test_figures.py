"""How figures are written, in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.pages import figures

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("nik", "shown"),
    [
        ("3673011205908901", "3673********8901"),
        ("367301120590", "************"),
        ("36730112059089012", "*" * 17),
        ("", ""),
        (None, ""),
    ],
)
def test_masked_nik_keeps_only_its_ends(nik, shown):
    assert figures.masked_nik(nik) == shown


@settings(deadline=None)
@given(st.text(alphabet="0123456789", min_size=1, max_size=20))
def test_masked_nik_never_shows_more_than_eight_digits(nik):
    assert sum(letter.isdigit() for letter in figures.masked_nik(nik)) <= 8


@pytest.mark.parametrize(
    ("language", "value", "places", "shown"),
    [
        ("id", 1107, None, "1.107"),
        ("en", 1107, None, "1,107"),
        ("id", 0, None, "0"),
        ("id", None, None, "–"),
        ("id", Decimal("31.43"), None, "31,43"),
        ("id", Decimal("31.45"), 1, "31,5"),
        ("id", -1234567, None, "−1.234.567"),
        ("en", 0.5, 2, "0.50"),
        ("en-gb", 1000, None, "1,000"),
    ],
)
def test_number_is_written_in_the_readers_separators(language, value, places, shown):
    with translation.override(language):
        assert figures.number(value, places) == shown


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("id", 1500000, "Rp 1.500.000"),
        ("id", Decimal("1500000.50"), "Rp 1.500.000,50"),
        ("en", Decimal("1500000.00"), "Rp 1,500,000"),
        ("id", Decimal("16200.005"), "Rp 16.200,01"),
        ("id", Decimal("-8500"), "−Rp 8.500"),
        ("id", None, "–"),
    ],
)
def test_rupiah_shows_sen_only_where_there_are_some(language, value, shown):
    with translation.override(language):
        assert figures.rupiah(value) == shown.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1100, 3500, "31,4 %"),
        (1100, 3600, "30,5 %"),
        (5200, 5200, "100 %"),
        (9999, 10000, "99,9 %"),
        (0, 3500, "0 %"),
        (1, 5000, "< 0,1 %"),
        (11, 33, "33,3 %"),
        (3, 10, "30 %"),
    ],
)
def test_percent_is_100_or_0_only_when_it_is_exactly_that(part, whole, shown):
    with translation.override("id"):
        assert figures.percent(part, whole).replace(NBSP, " ") == shown


def test_percent_in_english_has_a_point_and_no_space():
    with translation.override("en"):
        assert figures.percent(1100, 3500) == "31.4%"


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [("id", "26 Februari 2020", "26 Feb 2020"), ("en", "26 February 2020", "26 Feb 2020")],
)
def test_day_is_written_in_the_readers_language(language, long, short):
    with translation.override(language):
        assert figures.day(dt.date(2020, 2, 26)) == long
        assert figures.short_day(dt.date(2020, 2, 26)) == short
    assert figures.day(None) == figures.short_day(None) == "–"


def test_rate_always_has_its_parts_and_origin():
    with translation.override("en"):
        rate = figures.rate(1100, 3500, "the city's figure", dt.date(2022, 4, 25))
    assert (rate.share, rate.parts, rate.origin) == (
        "31.4%",
        "1,100 of 3,500",
        "the city's figure, 25 Apr 2022",
    )


@pytest.mark.parametrize(("part", "whole"), [(3, 0), (3, None), (None, 10), (None, None)])
def test_rate_without_a_whole_has_no_share(part, whole):
    assert figures.rate(part, whole).share == ""
