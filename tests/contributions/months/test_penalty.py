import datetime as dt
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from contributions.models import PenaltyRate
from contributions.months.penalty import estimate, estimate_of
from tests.contributions.billing.money import assessed, terms, workers

DUE = dt.date(2020, 3, 16)
TWO = PenaltyRate(percent=Decimal(2), period=DateRange(None, None), legal_source="PP 44/2015")
HALF = PenaltyRate(
    percent=Decimal("0.5"),
    period=DateRange(dt.date(2020, 8, 1), dt.date(2021, 2, 1)),
    legal_source="PP 49/2020",
)


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (dt.date(2020, 3, 16), None),
        (dt.date(2020, 3, 17), 2),
        (dt.date(2020, 4, 16), 2),
        (dt.date(2020, 4, 17), 4),
        (dt.date(2020, 7, 1), 8),
    ],
)
def test_each_begun_month_adds_its_percent_never_compounding(day, percent):
    found = estimate(Decimal(100_000), DUE, day, [TWO])

    assert (found.amount if found else None) == (percent and Decimal(1000) * percent)


def test_a_month_counts_with_the_rate_in_force_when_it_began():
    found = estimate(Decimal(100_000), dt.date(2020, 8, 18), dt.date(2020, 9, 30), [HALF])

    assert (found.amount, found.months, found.sources) == (Decimal(1000), 2, ("PP 49/2020",))


def test_nothing_is_estimated_without_a_rate_or_a_debt():
    assert estimate(Decimal(100_000), DUE, dt.date(2021, 1, 1), []) is None
    assert estimate(Decimal(0), DUE, dt.date(2021, 1, 1), [TWO]) is None


@pytest.mark.django_db
def test_local_governments_are_left_out_unless_somebody_says_otherwise(dishub):
    terms(dishub)
    workers(dishub)
    one, day = assessed(dishub), dt.date(2020, 4, 1)

    assert estimate_of([one], day) is None
    PenaltyRate.objects.update(for_government=True)

    assert estimate_of([one], day).amount == Decimal("324.00")
