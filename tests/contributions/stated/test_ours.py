"""Our figure beside a stated one: the same that the coverage page of that day shows."""

import datetime as dt

import pytest
from django.db.models import F

from agencies.models import StatedFigure
from contributions.coverage.figures import figures_of_agency, figures_of_region
from contributions.stated.ours import ours_of
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory, region

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 2, 26)
BEFORE = dt.date(2020, 1, 20)


def beside(**values) -> object:
    figure = StatedFigureFactory(**({"as_of": DAY, "metric": "workers_registered", "value": 4} | values))
    return ours_of([figure]).get(figure.pk)


def test_registered_of_that_day_stands_beside_and_the_difference_is_ours_less_theirs(dishub):
    enrol(dishub, 7, registered_on=REGISTERED)
    found = beside()
    assert (found.value, found.difference, found.contradicts) == (7, 3, True)
    assert (beside(as_of=BEFORE).value, beside(as_of=BEFORE).contradicts) == (0, True)


def test_same_number_is_no_contradiction(dishub):
    enrol(dishub, 4, registered_on=REGISTERED)
    assert (beside().difference, beside().contradicts) == (0, False)


def test_total_beside_a_list_is_no_contradiction_because_lists_count_something_else(dishub):
    enrol(dishub, 3)
    found = beside(metric="workers_total", value=10)
    assert (found.value, found.difference, found.contradicts) == (3, -7, False)


def test_day_without_a_list_is_no_data_and_not_zero(dishub):
    assert beside().value is None
    assert not beside().contradicts
    assert beside(metric="agencies_registered").value is None


def test_agencies_are_counted_as_the_coverage_page_counts_them(dishub, dlh):
    enrol(dishub, 1, registered_on=REGISTERED)
    enrol(dlh, 1)
    child = AgencyFactory(region=dishub.region, parent=dlh, answered_by_parent=True)
    enrol(child, 1, registered_on=REGISTERED)
    assert beside(metric="agencies_registered").value == 2
    assert beside(metric="agencies_total").value == 2


def test_figure_about_an_agency_counts_whom_it_answers_for(dishub, dlh):
    enrol(dishub, 2, registered_on=REGISTERED)
    enrol(dlh, 9, registered_on=REGISTERED)
    child = AgencyFactory(region=dishub.region, parent=dishub, answered_by_parent=True)
    enrol(child, 1, registered_on=REGISTERED)
    assert beside(agency=dishub).value == 3
    assert figures_of_agency(dishub, DAY).staff.registered == 3


def test_people_of_programmes_and_informal_workers_are_never_compared(dishub):
    programme = AgencyFactory(region=dishub.region, kind="program")
    enrol(programme, 5, registered_on=REGISTERED, category="rt_rw")
    enrol(dishub, 1, registered_on=REGISTERED)
    assert beside().value == 1
    assert beside(metric="bpu_registered", value=12_000) is None
    assert beside(metric="contribution", value=8500) is None
    assert beside(region=region("36")) is None


def test_every_day_agrees_with_the_coverage_page(dishub, dlh):
    enrol(dishub, 3, registered_on=REGISTERED)
    enrol(dlh, 2, registered_on=dt.date(2020, 2, 20))
    for day in range(5, 28):
        StatedFigureFactory(as_of=dt.date(2020, 2, day), metric="workers_registered")
    figures = list(StatedFigure.objects.select_related("region").order_by("as_of"))
    ours = ours_of(figures)
    for figure in figures:
        assert ours[figure.pk].value == figures_of_region(figure.region, figure.as_of).staff.registered


def test_fifty_figures_of_fifty_days_cost_as_much_as_one(dishub, cirebon, count_queries):
    enrol(dishub, 1, registered_on=REGISTERED)
    for day in range(50):
        StatedFigureFactory(
            as_of=DAY + dt.timedelta(days=day),
            agency=dishub if day % 2 else None,
            metric="workers_registered",
        )
    figures = list(StatedFigure.objects.annotate(day=F("as_of")).select_related("region", "agency"))
    assert count_queries(lambda: ours_of(figures)) == count_queries(lambda: ours_of(figures[:1]))
    assert ours_of([]) == {}
