"""The sums of cities and provinces are what their agencies give, one by one."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Region
from agencies.offices.queries import below
from contributions.coverage.figures import cities_of, figures_by_region, together
from contributions.nation.reading import ListDates, read_cities, stated_for, sum_of
from enrolment.figures import recount
from enrolment.models import Upload
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory, WorkerFactory, region

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 2, 26)
CITIES = ("36.73", "36.71", "36.04")
SAME = (
    *("staff", "community", "agency_count", "with_roster", "registered_agencies", "declared", "rates"),
    *("added_wholes", "wholes", "gaps", "share", "bar"),
)

days = st.integers(-20, 60).map(lambda n: dt.date(2020, 2, 1) + dt.timedelta(days=n))
people = st.fixed_dictionaries(
    {
        "category": st.sampled_from(["honorer", "rt_rw"]),
        "reached": st.sampled_from(["listed", "registered", "ended"]),
        "day": days,
    }
)
offices = st.fixed_dictionaries(
    {
        "city": st.sampled_from(CITIES),
        "kind": st.sampled_from(["dinas", "program"]),
        "answered": st.booleans(),
        "valid_from": st.none() | days,
        "lasts": st.none() | st.integers(0, 60),
        "people": st.lists(people, max_size=3),
        "list": st.none() | days,
        "declared": st.none() | st.integers(0, 9),
    }
)
moves = st.lists(st.tuples(st.integers(0, 6), st.none() | st.integers(0, 6), st.booleans()), max_size=3)
totals = st.lists(st.tuples(st.sampled_from((*CITIES, "36")), st.integers(1, 12), days), max_size=4)


def made(number, office, before):
    """An agency as drawn, answered for by an earlier one of its city where there is one."""
    parents = [one for one in before if one.region.code == office["city"]]
    began, lasts = office["valid_from"], office["lasts"]
    agency = AgencyFactory(
        region=region(office["city"]),
        code=f"{office['city']}/a{number}",
        kind=office["kind"],
        parent=parents[-1] if parents else None,
        answered_by_parent=bool(parents) and office["answered"],
        valid_from=began,
        valid_to=None if lasts is None else (began or DAY) + dt.timedelta(days=lasts),
    )
    for one in office["people"]:
        spell = {"listed_on": one["day"]}
        if one["reached"] != "listed":
            spell |= {
                "state": "registered",
                "registered_on": one["day"] + dt.timedelta(days=5),
                "basis": "stated",
            }
        if one["reached"] == "ended":
            spell |= {
                "state": "ended",
                "ended_on": one["day"] + dt.timedelta(days=9),
                "end_reason": "resigned",
            }
        WorkerFactory(agency=agency, category=one["category"], _enrolment=spell)
    if office["list"]:
        handed_in(agency, office["list"])
    if office["declared"] is not None:
        StatedFigureFactory(region=agency.region, agency=agency, value=office["declared"], as_of=DAY)
    return agency


def moved(agencies, child, parent, answered):
    """An agency gets another place in its city, where it can have it: its kept figures are told."""
    if child >= len(agencies) or (parent is not None and parent >= len(agencies)):
        return
    agency, above = agencies[child], None if parent is None else agencies[parent]
    if above and (above.region_id != agency.region_id or above.pk in below(agency)):
        return
    agency.parent, agency.answered_by_parent = above, answered and above is not None
    agency.kind = "dinas" if answered else agency.kind
    agency.save()


def handed_in(agency, day):
    Upload.objects.create(
        kind="list",
        region=agency.region,
        agency=agency,
        state="applied",
        file_name="daftar.xlsx",
        stored_name="x",
        sha256="0" * 64,
        size=1,
        roster_date=day,
        applied_at="2020-02-20T08:00+07:00",
    )


def check(day):
    """Every city, and the province, the same both ways."""
    cities = cities_of(region("36"))
    sums, parts = read_cities(cities, day), figures_by_region(cities, day)
    for part in parts:
        same(sums[part.region.pk], part.place)
        assert sums[part.region.pk].lists == dates_of(part.place, day)
    province = region("36")
    whole = sum_of(sums.values(), day, stated_for([province.pk], day).get(province.pk, ()))
    same(whole, together(parts, day, province))
    assert whole.staff.registered == sum(part.place.staff.registered for part in parts)


def same(ours, theirs):
    assert {name: getattr(ours, name) for name in SAME} == {name: getattr(theirs, name) for name in SAME}


def dates_of(place, day):
    dates = [one.roster_date for one in place.agencies if one.roster_date]
    fresh = sum(date >= day.replace(day=1) for date in dates)
    return ListDates(fresh, len(dates), min(dates, default=None), max(dates, default=None))


class TakenBack(Exception):
    """Ends an example: what it wrote goes with its savepoint."""


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    drawn=st.lists(offices, max_size=7),
    stated=totals,
    again=moves,
    asked=st.lists(days, min_size=1, max_size=3),
)
def test_sums_are_those_of_the_agencies_one_by_one(db, drawn, stated, again, asked):
    try:
        with transaction.atomic():
            agencies = []
            for number, office in enumerate(drawn):
                agencies.append(made(number, office, agencies))
            recount([agency.pk for agency in agencies])
            for code, value, day in stated:
                StatedFigureFactory(region=region(code), value=value, as_of=day)
            for day in asked:
                check(day)
            for move in again:
                moved(agencies, *move)
                check(asked[0])
            raise TakenBack
    except TakenBack:
        pass


def test_nation_is_the_sum_of_all_cities(dishub):
    enrol(dishub, 3, registered_on=REGISTERED)
    enrol(AgencyFactory(region=region("32.74"), code="32.74/dishub"), 2)
    cities = list(Region.objects.governments())
    place = sum_of(read_cities(cities, DAY).values(), DAY)
    assert (place.staff.listed, place.staff.registered, place.agency_count) == (5, 3, 2)
    assert place.wholes == (5,)


def test_a_city_without_any_list_is_not_known_and_not_zero(dishub):
    place = read_cities([region("36.73")], DAY)[dishub.region_id]
    assert (place.staff.listed, place.agency_count, place.wholes) == (None, 1, ())
    assert not place.lists.newest


@pytest.mark.parametrize("more", [1, 50])
def test_as_many_statements_for_fifty_agencies_as_for_one(count_queries, more):
    for _ in range(more):
        enrol(AgencyFactory(), 1, registered_on=REGISTERED)
    assert count_queries(lambda: read_cities(list(Region.objects.governments()), DAY)) == 5
