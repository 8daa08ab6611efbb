"""At night drafts follow not only their lists, but whatever they are computed with."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from agencies import access
from agencies.groups.programmes import set_programmes
from contributions.billing.assessing import finalise
from contributions.models import Assessment, Relief
from contributions.months import keeping
from tests.contributions.billing.money import FEB, MAR, assessed, group_of, terms, workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts(dishub):
    """February is final, March a draft."""
    terms(dishub)
    workers(dishub)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    return assessed(dishub, MAR)


def at_night(agency) -> tuple[Decimal, ...]:
    """The totals of February and March after it."""
    for region, month in keeping.regions_waiting():
        keeping.assess_waiting(region=region, month=month)
    months = Assessment.objects.filter(agency=agency, month__lte=MAR).order_by("month")
    return tuple(months.values_list("total", flat=True))


def waits(month) -> bool:
    return month in {waiting for _region, waiting in keeping.regions_waiting()}


def test_a_draft_that_nothing_changed_is_left_alone(drafts):
    assert not waits(MAR)


def test_a_draft_follows_the_programmes_of_its_group(drafts, dishub):
    set_programmes(group=group_of(dishub), programmes={"JHT"}, since=dt.date(2020, 1, 1), by=None)

    assert at_night(dishub) == (Decimal("16200.00"), Decimal("187200.00"))
    assert not waits(MAR)


def test_a_draft_follows_a_relief_that_came_later(drafts, dishub):
    Relief.objects.create(
        name="Keringanan", segment="PU", sector="", programmes=["JKK", "JKM"], factor="0.5", not_paid_from=[],
        period=DateRange(FEB, dt.date(2020, 7, 1)), legal_source="PP 1/2020",
    )  # fmt: skip

    assert at_night(dishub) == (Decimal("16200.00"), Decimal("8100.00"))


def test_a_draft_follows_the_risk_group_that_bpjs_sets(drafts, dishub):
    dishub.owned_groups.update(jkk_risk=2)

    assert at_night(dishub) == (Decimal("16200.00"), Decimal("25200.00"))
