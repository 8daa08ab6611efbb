"""Figures read from the database: any past day, any place, always the same number of statements."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies import access
from contributions.coverage.figures import (
    cities_of,
    figures_by_region,
    figures_of_agencies,
    figures_of_agency,
    figures_of_region,
)
from enrolment.models import Upload
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory, region

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 2, 26)


def upload(agency, day, state="applied", applied_at="2020-02-20T08:00+07:00", kind="list"):
    return Upload.objects.create(
        kind=kind,
        region=agency.region,
        agency=agency,
        state=state,
        file_name="daftar.xlsx",
        stored_name="x",
        sha256="0" * 64,
        size=1,
        roster_date=day,
        applied_at=applied_at,
    )


def test_region_is_the_sum_of_its_agencies(serang, dishub, dlh):
    enrol(dishub, 3, registered_on=REGISTERED)
    enrol(dlh, 2, registered_on=REGISTERED)
    enrol(dlh, 4)
    place = figures_of_region(serang, DAY)
    assert (place.staff.listed, place.staff.registered) == (9, 5)
    assert [(one.office.code, one.staff.registered) for one in place.agencies] == [
        ("36.73/dishub", 3),
        ("36.73/dlh", 2),
    ]


def test_past_day_knows_nothing_of_later_ones(serang, dishub):
    enrol(dishub, 3, registered_on=REGISTERED)
    before = figures_of_region(serang, REGISTERED - dt.timedelta(days=1))
    assert (before.staff.listed, before.staff.registered) == (3, 0)
    never = figures_of_region(serang, dt.date(2019, 1, 1))
    assert not never.staff.known
    assert never.with_roster == 0


def test_community_is_never_added_to_staff(serang, dishub):
    enrol(dishub, 2, registered_on=REGISTERED)
    programme = AgencyFactory(code="36.73/rt-rw", kind="program", name="RT/RW")
    enrol(programme, 5, registered_on=REGISTERED, category="rt_rw")
    StatedFigureFactory(value=10)
    place = figures_of_region(serang, DAY)
    assert (place.staff.registered, place.community.registered) == (2, 5)
    assert len(place.agencies) == 1
    assert [rate.numerator for rate in place.rates] == [2]


def test_two_stated_totals_give_two_rates(cirebon):
    dinas = AgencyFactory(region=cirebon, code="32.74/dinkes")
    enrol(dinas, 11, registered_on=REGISTERED)
    for value in (35, 36):
        StatedFigureFactory(region=cirebon, value=value, as_of=DAY, source="jejakkasus.co.id")
    place = figures_of_region(cirebon, DAY)
    assert [(rate.measure, rate.numerator, rate.denominator) for rate in place.rates] == [
        ("workers", 11, 35),
        ("workers", 11, 36),
    ]
    assert place.declared is None


def test_chosen_total_is_the_declared_figure(serang):
    StatedFigureFactory(value=5000, is_denominator=True, as_of=DAY)
    assert figures_of_region(serang, DAY).declared_count == 5000
    assert figures_of_region(serang, DAY - dt.timedelta(days=1)).declared_count is None


def test_declared_headcount_of_an_agency_is_no_total_of_the_region(serang, dishub):
    StatedFigureFactory(agency=dishub, value=0, as_of=DAY)
    place = figures_of_region(serang, DAY)
    assert place.agencies[0].declared == 0
    assert not place.agencies[0].staff.known
    assert place.rates == ()


def test_province_is_the_sum_of_its_cities(serang, dishub):
    tangerang = AgencyFactory(region=region("36.71"), code="36.71/dishub")
    enrol(dishub, 3, registered_on=REGISTERED)
    enrol(tangerang, 2, registered_on=REGISTERED)
    place = figures_of_region(region("36"), DAY)
    cities = figures_by_region(cities_of(region("36")), DAY)
    assert place.staff.registered == 5 == sum(city.place.staff.registered for city in cities)
    assert [city.region.code for city in cities] == sorted(city.region.code for city in cities)
    assert not next(c for c in cities if c.region.code == "36.04").place.staff.known


def test_total_of_the_province_is_not_that_of_its_cities(dishub):
    enrol(dishub, 3, registered_on=REGISTERED)
    StatedFigureFactory(region=region("36"), value=30, is_denominator=True, as_of=DAY)
    StatedFigureFactory(value=10, as_of=DAY)
    assert [rate.denominator for rate in figures_of_region(region("36"), DAY).rates] == [30]
    assert figures_of_region(region("36"), DAY).declared_count == 30


def test_agency_counts_those_it_answers_for(dishub):
    child = AgencyFactory(code="36.73/upt", parent=dishub, answered_by_parent=True)
    grandchild = AgencyFactory(code="36.73/pos", parent=child, answered_by_parent=True)
    enrol(dishub, 1)
    enrol(child, 2)
    enrol(grandchild, 4)
    assert figures_of_agency(dishub, DAY).staff.listed == 7
    assert figures_of_agency(child, DAY).staff.listed == 6


def test_some_agencies_are_measured_by_what_they_declare(dishub, dlh):
    enrol(dishub, 2, registered_on=REGISTERED)
    StatedFigureFactory(agency=dishub, value=4, as_of=DAY)
    place = figures_of_agencies([dishub], DAY)
    assert place.declared_count == 4
    assert [(rate.numerator, rate.denominator) for rate in place.rates] == [(2, 4)]
    assert figures_of_agencies([dishub, dlh], DAY).declared is None


def test_date_of_the_list_is_shown_to_those_who_see_figures_only(serang, dishub, city_leader):
    upload(dishub, dt.date(2020, 1, 31))
    upload(dishub, dt.date(2020, 2, 20))
    upload(dishub, dt.date(2020, 2, 25), state="checked", applied_at=None)
    upload(dishub, dt.date(2020, 3, 20))
    with access.acting(city_leader):
        assert not Upload.objects.exists()
        assert figures_of_region(serang, DAY).agencies[0].roster_date == dt.date(2020, 2, 20)


def test_corrected_rows_are_no_list_and_a_month_without_change_is(dishub):
    upload(dishub, dt.date(2020, 1, 31), kind="correction")
    assert figures_of_agency(dishub, DAY).roster_date is None
    upload(dishub, dt.date(2019, 12, 31), kind="nil")
    assert figures_of_agency(dishub, DAY).roster_date == dt.date(2019, 12, 31)


def test_dates_of_foreign_lists_stay_unknown(dishub, dlh, dlh_operator):
    upload(dishub, dt.date(2020, 1, 31))
    with access.acting(dlh_operator):
        assert figures_of_agency(dishub, DAY).roster_date is None


def test_figures_of_a_foreign_city_stay_unknown(serang, dishub, cirebon_manager):
    enrol(dishub, 3)
    with access.acting(cirebon_manager):
        assert not figures_of_region(serang, DAY).staff.known


@pytest.mark.parametrize("code", ["36.73", "36"])
def test_statements_do_not_grow_with_agencies(code):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as found:
            figures_of_region(region(code), DAY)
        return len(found)

    enrol(AgencyFactory(), 1)
    one = statements()
    for _ in range(49):
        enrol(AgencyFactory(), 1)
    assert statements() == one <= 9
