"""Where stated figures disagree; words of the English catalogue."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from agencies.models import StatedFigure
from agencies.records.contradictions import Kind, findings_of
from agencies.records.namesakes import namesakes_of
from tests.factories import region

DAY = dt.date(2022, 4, 25)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def stated(pk: int, value: int | None, **more) -> StatedFigure:
    values = {"metric": "workers_total", "as_of": DAY, "source": "jejakkasus.co.id", "region_id": 1} | more
    return StatedFigure(pk=pk, value=value if value is None else Decimal(value), **values)


def kinds(figure, *others) -> list[Kind]:
    return [found.kind for found in findings_of(figure, [figure, *others])]


def test_two_totals_of_one_article_contradict_each_other():
    first, second = stated(1, 3500), stated(2, 3600)
    (found,) = findings_of(first, [first, second])
    assert (found.kind, found.other, found.words) == (
        Kind.SAME_SOURCE,
        second,
        "The same source also says 3,600.",
    )
    assert kinds(second, first) == [Kind.SAME_SOURCE]


def test_another_source_within_a_month_contradicts_and_a_later_one_does_not():
    near = stated(2, 3600, source="Antara", as_of=dt.date(2022, 5, 20))
    later = stated(3, 3700, source="Antara", as_of=dt.date(2022, 6, 20))
    assert kinds(stated(1, 3500), near, later) == [Kind.OTHER_SOURCE]


@pytest.mark.parametrize(
    "other",
    [
        {"value": 3500},
        {"value": None, "value_text": "banyak"},
        {"value": 39, "unit_note": "dengan kecamatan"},
        {"value": 160, "agency_id": 7},
        {"value": 1600, "region_id": 2},
        {"value": 1100, "metric": "workers_registered"},
    ],
)
def test_what_counts_something_else_does_not_contradict(other):
    first = stated(1, 3500, unit_note="tanpa kecamatan" if "unit_note" in other else "")
    assert kinds(first, stated(2, **({"value": 3600} | other))) == []


def test_who_does_not_say_what_is_covered_speaks_of_all():
    assert kinds(stated(1, 3500), stated(2, 3600, unit_note="seluruh kota")) == [Kind.SAME_SOURCE]


def test_other_contradicts_only_what_covers_the_same():
    first = stated(1, 5300, metric="other", unit_note="pegawai non-ASN")
    assert kinds(first, stated(2, 5000, metric="other", unit_note="pegawai non-ASN")) == [Kind.SAME_SOURCE]
    assert kinds(first, stated(2, 5000, metric="other")) == []


def test_parts_that_do_not_make_up_the_total_are_said():
    parts = [stated(3, 1100, metric="workers_registered"), stated(4, 2500, metric="workers_unregistered")]
    (found,) = findings_of(stated(1, 3500), parts)
    assert found.words == "1,100 registered and 2,500 not yet make 3,600, not 3,500."
    assert findings_of(stated(2, 3600), parts) == []


def test_wrong_weekday_is_said_and_a_right_one_is_not():
    (found,) = findings_of(stated(1, 3500, date_as_printed="Selasa (25/4/2022)"), [])
    assert found.kind == Kind.WEEKDAY
    assert "Monday" in found.words
    assert findings_of(stated(1, 3500, date_as_printed="Senin (25/4/2022)"), []) == []


@pytest.mark.django_db
def test_city_and_regency_of_one_name_are_told_apart():
    assert [one.code for one in namesakes_of(region("36.73"))] == ["36.04"]
    assert [one.code for one in namesakes_of(region("32.09"))] == ["32.74"]
    assert namesakes_of(region("16.71")) == namesakes_of(region("36")) == []
