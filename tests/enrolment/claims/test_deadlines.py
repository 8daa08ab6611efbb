"""By when BPJS is told, and when a claim lapses."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.claims import deadlines

DAY = dt.date


@pytest.mark.parametrize(
    ("today", "left", "overdue"),
    [(DAY(2020, 3, 1), 2, False), (DAY(2020, 3, 3), 0, False), (DAY(2020, 3, 4), -1, True)],
)
def test_bpjs_is_told_within_two_days_of_knowing(today, left, overdue):
    deadline = deadlines.telling(DAY(2020, 3, 1), None, today)
    assert (deadline.due, deadline.left, deadline.is_overdue) == (DAY(2020, 3, 3), left, overdue)


@pytest.mark.parametrize(
    ("met", "sign"), [(DAY(2020, 3, 3), "done_in_time"), (DAY(2020, 3, 4), "done_late"), (None, "overdue")]
)
def test_what_was_done_is_not_overdue_but_may_be_late(met, sign):
    assert deadlines.telling(DAY(2020, 3, 1), met, DAY(2020, 6, 1)).sign == sign


def test_a_claim_lapses_after_five_years():
    assert deadlines.lapses_on(DAY(2020, 3, 1)) == DAY(2025, 3, 1)
    assert deadlines.lapses_on(DAY(2020, 2, 29)) == DAY(2025, 2, 28)


@given(st.dates(DAY(1990, 1, 1), DAY(2060, 12, 31)), st.integers(-3, 3))
def test_the_rule_for_many_is_the_rule_for_one(happened, beside):
    today = deadlines.lapses_on(happened) + dt.timedelta(days=beside)
    assert deadlines.claiming(happened, None, today).is_overdue == (
        happened < deadlines.happened_before(today)
    )
    known = today - dt.timedelta(days=beside + 3)
    assert deadlines.telling(known, None, today).is_overdue == (known < deadlines.known_before(today))
