"""What closing the gap costs is one sum, on the city's desk and on the leader's sheet."""

import datetime as dt

import pytest
from django.utils import timezone

from contributions.coverage.figures import figures_of_region
from contributions.desk.cost import gap_cost
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


def test_agencies_that_pay_differently_and_a_total_beyond_the_lists(serang, dishub, dlh):
    """Whose terms nobody knows costs the average of everybody whose terms are known, on both."""
    for agency, base, registered in ((dishub, "3000000", 1), (dlh, "2000000", 3)):
        money.terms(agency, base)
        enrol(agency, registered, registered_on=REGISTERED)
        enrol(agency, 2)
    enrol(AgencyFactory(region=serang), 4, listed_on=LISTED)
    StatedFigureFactory(value=50, is_denominator=True, as_of=dt.date(2020, 1, 1))

    report = of_report(serang)

    # Two at 16,200, two at 10,800, and 42 at (3 × 16,200 + 5 × 10,800) / 8.
    assert report.gap == (592_650,) == of_desk(serang)
    assert (report.per_head, report.lacking) == (12_825, 42)
