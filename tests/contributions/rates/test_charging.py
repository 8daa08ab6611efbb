import datetime as dt
from decimal import Decimal

import pytest

from contributions.models import Rate
from contributions.rates.charging import charged, in_force, month_total, total
from tests.contributions.billing.money import FEB, assessed, terms, workers

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("segment", "risk", "base", "programmes", "expected"),
    [
        ("PU", 1, "3000000", (), "16200.00"),
        ("PU", 1, "1575000", (), "8505.00"),
        ("PU", 1, "2430780.83", (), "13126.21"),
        ("PU", 2, "3000000", (), "25200.00"),
        ("PU", 1, "3000000", ("JHT",), "187200.00"),
        ("BPU", 0, "500000", (), "16800.00"),
        ("BPU", 0, "1000000", ("JHT",), "36800.00"),
    ],
)
def test_a_month_costs_what_the_law_says(segment, risk, base, programmes, expected):
    assert month_total(list(Rate.objects.all()), segment, risk, DAY, Decimal(base), programmes) == Decimal(
        expected
    )


def test_without_a_rate_there_is_no_sum():
    assert month_total([], "PU", 1, DAY, Decimal(3_000_000), ()) is None


def test_the_forecast_of_a_line_is_the_line(dishub):
    terms(dishub, "2430780.83")
    workers(dishub)
    line = assessed(dishub).lines.get()

    parts = charged(in_force(Rate.objects.all(), "PU", 1, FEB), (), line.base)

    assert total(parts) == line.total
    assert all(getattr(line, name) == amount for name, amount in parts.items())


def test_a_relief_leaves_its_part_of_its_programmes_alone():
    rates = in_force(Rate.objects.all(), "PU", 1, DAY)

    parts = charged(rates, {"JHT"}, Decimal(3_000_000), Decimal("0.01"), relieved=["JKK", "JKM"])

    assert (parts["jkk"], parts["jkm"], parts["jht_worker"]) == (72, 90, 60_000)
