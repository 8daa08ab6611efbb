"""How figures moved since a frozen month-end: which month, what is comparable, what is not known."""

import datetime as dt

import pytest
from django.utils import translation

from agencies import access
from contributions.coverage.figures import figures_by_region
from contributions.desk.changes import before_of, change_in_words, gap_before
from contributions.desk.trend import trend_of
from contributions.snapshots.series import series_of
from contributions.snapshots.taking import take
from tests.contributions.coverage.stories import enrol
from tests.factories import AgencyFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db
FEB, MAR = dt.date(2020, 2, 1), dt.date(2020, 3, 1)
LATER = dt.date(2020, 4, 10)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def frozen(region, month, **more):
    return take(region=region, month=month, by=access.SYSTEM, **more)


def moved(regions, day=LATER):
    parts = figures_by_region(regions, day)
    return before_of(series_of([region.pk for region in regions], day), day, parts), parts[0].place


def test_change_is_counted_from_the_newest_frozen_month(serang, dishub):
    enrol(dishub, 3, listed_on=dt.date(2020, 2, 3))
    frozen(serang, FEB)
    enrol(dishub, 2, listed_on=dt.date(2020, 3, 3))
    frozen(serang, MAR)
    enrol(dishub, 4, listed_on=dt.date(2020, 4, 3))
    before, place = moved([serang])
    assert (before.month, before.listed, place.staff.listed) == (MAR, 5, 9)


def test_month_end_itself_is_compared_with_the_month_before(serang, dishub):
    enrol(dishub, 3, listed_on=dt.date(2020, 2, 3))
    frozen(serang, FEB)
    frozen(serang, MAR)
    before, _place = moved([serang], dt.date(2020, 3, 31))
    assert before.month == FEB


def test_nothing_is_compared_where_nothing_was_frozen(serang, dishub):
    enrol(dishub, 3)
    assert moved([serang])[0] is None


def test_together_only_months_that_all_have_frozen_are_compared(serang, cirebon, dishub):
    enrol(dishub, 3, listed_on=dt.date(2020, 2, 3))
    enrol(AgencyFactory(region=cirebon, code="32.74/dishub"), 2, listed_on=dt.date(2020, 2, 3))
    frozen(serang, MAR)
    assert moved([serang, cirebon])[0] is None
    frozen(serang, FEB)
    frozen(cirebon, FEB)
    before, _place = moved([serang, cirebon])
    assert (before.month, before.listed) == (FEB, 5)


def test_city_without_data_does_not_stop_the_comparison(serang, cirebon, dishub):
    enrol(dishub, 3, listed_on=dt.date(2020, 2, 3))
    frozen(serang, FEB)
    assert moved([serang, cirebon])[0].listed == 3


def test_gap_moves_with_who_became_covered_where_totals_are_only_stated(serang, dishub):
    StatedFigureFactory(value=10, as_of=dt.date(2020, 1, 1))
    enrol(dishub, 3, listed_on=dt.date(2020, 2, 3))
    frozen(serang, FEB)
    enrol(dishub, 2, registered_on=dt.date(2020, 3, 3), listed_on=dt.date(2020, 2, 3))
    before, place = moved([serang])
    assert gap_before(before, place) == (8, 10)


def test_gap_is_measured_by_the_total_chosen_on_either_day(serang, dishub):
    chosen = StatedFigureFactory(value=10, as_of=dt.date(2020, 1, 1), is_denominator=True)
    enrol(dishub, 3, listed_on=dt.date(2020, 2, 3))
    frozen(serang, FEB)
    chosen.value = 12
    chosen.save()
    before, place = moved([serang])
    assert gap_before(before, place) == (12, 10)


def test_gap_of_lists_alone_is_compared_with_the_lists_then(serang, dishub):
    enrol(dishub, 3, listed_on=dt.date(2020, 2, 3))
    frozen(serang, FEB)
    enrol(dishub, 2, listed_on=dt.date(2020, 3, 3))
    before, place = moved([serang])
    assert gap_before(before, place) == (5, 3)


def test_active_is_no_number_where_nobody_kept_contributions(serang, dishub):
    enrol(dishub, 3, registered_on=dt.date(2020, 2, 3), listed_on=dt.date(2020, 2, 3))
    frozen(serang, FEB)
    before, _place = moved([serang])
    assert (before.active, before.arrears, before.registered) == (None, None, 3)


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (15, 3, "+12 since end of Feb 2020"),
        (3, 1015, "−1,012 since end of Feb 2020"),
        (3, 3, "±0 since end of Feb 2020"),
        (None, 3, ""),
        (3, None, ""),
    ],
)
def test_change_in_words(now, then, words):
    assert change_in_words(now, then, FEB) == words


def test_trend_shows_frozen_months_gaps_and_the_day_itself(serang, dishub):
    enrol(dishub, 3, listed_on=dt.date(2020, 1, 3))
    frozen(serang, dt.date(2020, 1, 1))
    frozen(serang, MAR)
    frozen(serang, MAR, reason="A list was late")
    place = moved([serang])[1]
    chart = trend_of(series_of([serang.pk], LATER)[serang.pk], place)
    assert [row.label for row in chart.rows] == ["Jan 2020", "Feb 2020", "Mar 2020", "10 Apr 2020"]
    assert [row.values[0] for row in chart.rows] == [3, None, 3, 3]
    assert chart.rows[1].note == "not frozen"
    assert "A list was late" in chart.rows[2].note
    assert chart.says.startswith("Listed: 3 (10 Apr 2020), unchanged since Jan 2020.")


def test_trend_without_frozen_months_is_not_drawn(serang, dishub):
    enrol(dishub, 3)
    chart = trend_of([], moved([serang])[1])
    assert not chart.drawn
    assert len(chart.rows) == 1
