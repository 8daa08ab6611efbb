"""Stated totals: which stand beside each other, and what a rate is measured by."""

import datetime as dt
from decimal import Decimal

from contributions.coverage.denominators import (
    Rate,
    Stated,
    chosen,
    newest_by_agency,
    newest_of_each,
    rates_of,
)

DAY = dt.date(2022, 4, 25)


def stated(pk, value, *, as_of=DAY, metric="workers_total", **more):
    given = {
        "value_text": "",
        "unit_note": "",
        "speaker": "",
        "source": "Kabar",
        "caution": "",
        "is_denominator": False,
        "region_id": 1,
    }
    return Stated(pk=pk, metric=metric, value=Decimal(value), as_of=as_of, **(given | more))


def test_two_totals_of_one_article_stand_side_by_side():
    found = newest_of_each([stated(2, 3600), stated(1, 3500)], DAY)
    assert [figure.count for figure in found] == [3500, 3600]


def test_newer_figure_of_a_source_takes_the_place_of_its_older_one():
    older = stated(1, 5300, as_of=dt.date(2020, 10, 26))
    assert newest_of_each([older, stated(2, 5200)], DAY) == [stated(2, 5200)]
    assert newest_of_each([older, stated(2, 5200)], dt.date(2021, 1, 1)) == [older]


def test_sources_do_not_replace_each_other():
    older = stated(1, 5300, as_of=dt.date(2020, 10, 26), source="Kumparan")
    assert set(newest_of_each([older, stated(2, 5200)], DAY)) == {older, stated(2, 5200)}


def test_what_the_total_covers_tells_totals_apart():
    found = [stated(1, 33, unit_note="33 OPD"), stated(2, 106, unit_note="with kelurahan")]
    assert len(newest_of_each(found, DAY)) == 2


def test_chosen_total_stays_when_its_source_says_something_newer():
    older = stated(1, 3500, as_of=dt.date(2021, 1, 1), is_denominator=True)
    found = newest_of_each([older, stated(2, 3600)], DAY)
    assert older in found
    assert chosen(found, DAY) == older


def test_total_stated_later_is_not_known_yet():
    assert newest_of_each([stated(1, 3500)], DAY - dt.timedelta(days=1)) == []
    assert chosen([stated(1, 3500, is_denominator=True)], DAY - dt.timedelta(days=1)) is None


def test_rates_by_worker_and_by_agency_each_have_their_numerator():
    totals = [stated(1, 3500), stated(2, 33, metric="agencies_total")]
    assert [(r.measure, r.numerator, r.denominator) for r in rates_of(totals, 1100, 11)] == [
        ("workers", 1100, 3500),
        ("agencies", 11, 33),
    ]


def test_rate_of_a_stated_zero_has_no_share():
    assert Rate("workers", 0, stated(1, 0)).share is None


def test_declared_zero_is_kept_and_the_newest_declaration_wins():
    first = stated(1, 12, as_of=dt.date(2020, 1, 1), agency_id=7)
    nil = stated(2, 0, agency_id=7)
    assert newest_by_agency([nil, first], DAY) == {7: nil}
    assert newest_by_agency([nil, first], dt.date(2021, 1, 1)) == {7: first}


def test_source_text_names_words_speaker_source_and_date():
    figure = stated(1, 3600, value_text="sekitar 3.600 an", speaker="Eti Herawati", source="jejakkasus.co.id")
    assert figure.source_text == "“sekitar 3.600 an”; Eti Herawati; jejakkasus.co.id; 2022-04-25"
