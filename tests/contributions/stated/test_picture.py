"""The drawing of stated figures: where points, lines and labels lie."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contributions.stated.picture import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, Point, nice_step, picture_of

DAY = dt.date(2022, 4, 25)
days = st.integers(0, 3000).map(lambda n: dt.date(2018, 1, 1) + dt.timedelta(days=n))
values = st.integers(0, 2_500_000)


def point(value: int, day: dt.date = DAY) -> Point:
    return Point(day, value, "square", str(value), f"{value}")


def test_nothing_to_draw_is_no_picture():
    assert picture_of([], {"registered": []}, 340, str) is None


def test_zero_alone_lies_on_the_ground_line():
    (placed,) = picture_of([point(0)], {}, 340, str).points
    assert placed.y == HEIGHT - BOTTOM


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(values, days), min_size=1, max_size=12), st.sampled_from([340, 1000]))
def test_everything_lies_inside_the_frame_and_higher_is_more(found, width):
    drawn = picture_of([point(*one) for one in found], {"registered": [(d, v) for v, d in found]}, width, str)
    for one in drawn.points:
        assert LEFT <= one.x <= width - RIGHT
        assert TOP <= one.y <= HEIGHT - BOTTOM
    by_value = sorted(drawn.points, key=lambda one: one.point.value)
    assert [one.y for one in by_value] == sorted((one.y for one in by_value), reverse=True)
    assert drawn.y_ticks[0].text == "0"
    assert len(drawn.y_ticks) <= 6


def test_labels_of_two_totals_of_one_day_do_not_lie_upon_each_other():
    first, second = picture_of([point(3500), point(3600)], {}, 1000, str).points
    assert abs(first.label_y - second.label_y) >= 13


def test_line_breaks_where_no_month_was_frozen():
    months = [dt.date(2020, 2, 29), dt.date(2020, 3, 31), dt.date(2020, 8, 31)]
    (line,) = picture_of([], {"registered": [(day, 5) for day in months]}, 1000, str).lines
    assert (len(line.paths), len(line.dots)) == (1, 1)


@pytest.mark.parametrize(("least", "step"), [(0.25, 1), (1, 1), (1.5, 2), (3, 5), (1300, 2000)])
def test_steps_of_the_scale_are_round(least, step):
    assert nice_step(least) == step
