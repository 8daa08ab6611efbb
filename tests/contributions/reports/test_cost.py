"""What closing the gap costs is one sum, on the city's desk and on the leader's sheet."""

import datetime as dt

import pytest
from django.utils import timezone

from contributions.coverage.figures import figures_of_region
from contributions.desk.cost import gap_cost
from contributions.models import BaseKind
from contributions.reports.gathering import gather
from tests.contributions.billing import money
from tests.contributions.coverage.stories import LISTED, REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db


def of_desk(city):
    today = timezone.localdate()
    return gap_cost(city, figures_of_region(city, today), today).monthly


def of_report(city):
    return gather(city, timezone.localdate()).cost


@pytest.fixture
def wages(serang, dishub):
    """Dishub pays by each one's wage: of the two who are missing, nobody knows one's."""
    money.terms(dishub, None, base_kind=BaseKind.WAGE)
    for since, wage in ((REGISTERED, 3_000_000), (None, 4_000_000), (None, None)):
        (worker,) = enrol(dishub, 1, registered_on=since)
        worker.wage = wage
        worker.save()
    return dishub


def test_who_has_no_wage_costs_the_average_and_not_nothing(serang, wages):
    # 4,000,000 costs 21,600; the average of 16,200 and 21,600 is 18,900.
    assert of_report(serang).gap == (40_500,) == of_desk(serang)
    assert of_report(serang).lacking == 1


def test_agencies_that_pay_differently_and_a_total_beyond_the_lists(serang, wages, dlh):
    money.terms(dlh, "2000000")
    enrol(dlh, 3, registered_on=REGISTERED)
    enrol(dlh, 2)
    enrol(AgencyFactory(region=serang), 4, listed_on=LISTED)
    StatedFigureFactory(value=50, is_denominator=True, as_of=dt.date(2020, 1, 1))

    (desk,), (report,) = of_desk(serang), of_report(serang).gap

    assert abs(desk - report) < 5  # whole rupiah an agency here, sen there
    assert of_report(serang).lacking == 43
