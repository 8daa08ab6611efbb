"""What closing the gap costs: whose terms, which average, what is not known."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from contributions.coverage.figures import figures_of_region
from contributions.desk.cost import gap_cost
from contributions.desk.words import assumptions
from tests.contributions.billing import money
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db
HEAD = Decimal("16200.00")  # 0.54 % of the agreed base of 3,000,000


def cost_of(region):
    today = timezone.localdate()
    return gap_cost(region, figures_of_region(region, today), today)


@pytest.fixture
def paying(dishub):
    money.terms(dishub)
    enrol(dishub, 2, registered_on=REGISTERED)
    return dishub


def test_listed_people_cost_what_their_agency_pays(serang, paying):
    enrol(paying, 3)
    cost = cost_of(serang)
    assert (cost.monthly, cost.yearly) == ((3 * HEAD,), (36 * HEAD,))
    assert (cost.named, cost.average) == (3, (0,))


def test_people_known_only_as_a_total_cost_the_average(serang, paying):
    StatedFigureFactory(value=12, is_denominator=True, as_of=dt.date(2020, 1, 1))
    cost = cost_of(serang)
    assert (cost.named, cost.average, cost.per_head) == (0, (10,), HEAD)
    assert cost.monthly == (10 * HEAD,)


def test_differing_totals_give_a_smallest_and_a_largest_sum(serang, paying):
    for value in (12, 22):
        StatedFigureFactory(value=value, as_of=dt.date(2020, 1, 1))
    cost = cost_of(serang)
    assert cost.monthly == (10 * HEAD, 20 * HEAD)
    assert cost.heads == (10, 20)


def test_agency_without_terms_is_reckoned_at_the_average(serang, paying):
    enrol(AgencyFactory(), 4)
    cost = cost_of(serang)
    assert (cost.named, cost.average, cost.monthly) == (0, (4,), (4 * HEAD,))


def test_nothing_is_reckoned_where_no_terms_are_known(serang, dishub):
    enrol(dishub, 4)
    cost = cost_of(serang)
    assert cost.monthly == ()
    with translation.override("en"):
        assert "nobody has said yet on what terms" in assumptions(cost)[0]


def test_vulnerable_workers_are_named_apart(serang, paying):
    enrol(paying, 1, category="rt_rw")
    cost = cost_of(serang)
    assert (cost.named, cost.apart) == (1, 1)


def test_nobody_unprotected_costs_nothing(serang, paying):
    assert cost_of(serang) is None
