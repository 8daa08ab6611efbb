"""Pictures: marks, patterns and labels that do without colour; the text says what is shown."""

import datetime as dt
import xml.etree.ElementTree as ET
from itertools import pairwise, product

import pytest
from django.utils import translation

from contributions.pictures.bars import Bar, agency_bars, place_bar
from contributions.pictures.drawing import spread, ticks
from contributions.pictures.trend import Series, trend

MONTHS = [dt.date(2020, month, 1) for month in range(1, 5)]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_a_trend_says_its_first_and_last_values():
    picture = trend(MONTHS, [Series("registered", [1, 2, None, 1101])], "Workers")

    assert picture.text == "Registered: 1 in January 2020, 1,101 in April 2020."
    assert "registered 1,101" in picture.svg


def test_a_month_that_nobody_froze_leaves_a_gap():
    whole = trend(MONTHS, [Series("registered", [1, 2, 3, 4])], "Workers").svg
    broken = trend(MONTHS, [Series("registered", [1, 2, None, 4])], "Workers").svg

    assert broken.count("<circle") == whole.count("<circle") - 1
    assert whole.split('points="')[1].split('"')[0].count(",") == 4
    assert broken.split('points="')[1].split('"')[0].count(",") == 2


def test_lines_differ_by_mark_and_dash_not_by_colour_alone():
    several = [Series(name, [1, 2, 3, 4]) for name in ("registered", "active", "listed", "total")]
    svg = trend(MONTHS, several, "Workers").svg

    dashes = {part.split('"')[0] for part in svg.split('stroke-dasharray="')[1:]}
    assert len(dashes) == 3


def test_without_any_frozen_month_the_text_says_so():
    picture = trend([], [Series("registered", [])], "Workers")

    assert "No month has been frozen yet" in picture.text
    ET.fromstring(picture.svg)


def test_a_bar_counts_each_part_and_names_those_that_are_there():
    svg = place_bar(Bar("Kota Serang", 1101, 482, 0, 5, 3894), "Workers").svg

    for words in (
        "active 482",
        "registered, not active 619",
        "listed, not registered 5",
        "on no list yet 3,894",
    ):
        assert words in svg
    assert "Taspen" not in svg


def test_where_payments_are_not_known_registered_is_said_plainly():
    svg = place_bar(Bar("Kota Cirebon", 1100, None, 0, 0, 2400), "Workers").svg

    assert "registered 1,100" in svg
    assert "active" not in svg


def test_names_are_text_never_markup():
    picture = agency_bars([Bar("<script>&", 1, 1, 0, 0, 0)], "Workers & more")

    assert ET.fromstring(picture.svg).find("{http://www.w3.org/2000/svg}title").text == "Workers & more"
    assert "<script>" not in picture.svg


def test_no_agency_makes_an_empty_picture():
    ET.fromstring(agency_bars([], "Workers").svg)


@pytest.mark.parametrize("largest", [*range(130), 1101, 4999, 5000, 5001, 123_456, 10**9])
def test_ticks_reach_the_largest_in_at_most_five_steps(largest):
    found = ticks(largest)

    assert found[0] == 0
    assert found[-1] >= largest
    assert len(found) <= 6


def test_labels_are_moved_apart_and_keep_their_order():
    for places in product(range(0, 40, 7), repeat=4):
        found = spread(list(places), 11)

        assert all(after - before >= 11 for before, after in pairwise(sorted(found)))
        assert sorted(range(4), key=lambda at: found[at]) == sorted(range(4), key=lambda at: places[at])
