"""Freezing: what is written down, that it never changes, and which months wait."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency
from contributions.coverage.figures import figures_of_region
from contributions.models import Snapshot, SnapshotFigures
from contributions.snapshots.frozen import units_of
from contributions.snapshots.rows import read
from contributions.snapshots.taking import values_of
from contributions.snapshots.waiting import freeze_waiting, months_waiting
from contributions.tasks import freeze_region_months
from enrolment.figures import recount
from tests.contributions.billing import money
from tests.contributions.billing.money import refused
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.contributions.coverage.test_kept import events, happen
from tests.contributions.snapshots.scene import DAY, MONTH, freeze, frozen_rows
from tests.factories import AgencyFactory, StatedFigureFactory, region

pytestmark = pytest.mark.django_db
COUNTS = (
    "listed",
    "submitted",
    "registered",
    "confirmed",
    "taspen",
    "active",
    "awaiting",
    "arrears",
    "unknown",
)


def test_a_snapshot_holds_the_city_and_each_agency(serang, dishub, dlh):
    enrol(dishub, 3, registered_on=REGISTERED)
    enrol(dlh, 2)
    StatedFigureFactory(value=10, as_of=dt.date(2020, 2, 1), is_denominator=True)
    StatedFigureFactory(value=4, agency=dlh, as_of=dt.date(2020, 2, 1))
    snapshot = freeze(serang)
    assert (snapshot.agencies, snapshot.with_roster, snapshot.listed, snapshot.registered) == (2, 2, 5, 3)
    assert snapshot.declared == 10 and "Kabar Banten" in snapshot.declared_source
    row = SnapshotFigures.objects.get(snapshot=snapshot, agency=dlh)
    assert (row.listed, row.registered, row.declared, row.taken_at) == (2, 0, 4, snapshot.taken_at)


def test_what_an_ended_agency_still_owes_is_in_the_city_and_behind_it(serang, dishub, dlh):
    enrol(dishub, 1, registered_on=REGISTERED)
    money.bill(dlh, "16200", dt.date(2020, 1, 1))
    dlh.valid_to = dt.date(2020, 1, 31)
    dlh.save()

    snapshot = freeze(serang)

    assert (snapshot.agencies, int(snapshot.unpaid)) == (1, 16_200)
    owing = {unit.agency: int(unit.staff.unpaid) for unit in units_of(snapshot) if unit.staff.unpaid}
    assert owing == {dlh: 16_200}


def test_people_counted_apart_have_a_row_of_their_own(serang, dishub):
    enrol(dishub, 1, registered_on=REGISTERED)
    enrol(dishub, 2, category="rt_rw")
    snapshot = freeze(serang)
    assert snapshot.listed == 1
    rows = SnapshotFigures.objects.filter(snapshot=snapshot).values_list("population", "listed")
    assert set(rows) == {("staff", 1), ("community", 2)}


def test_what_was_owed_on_the_day_stands_with_the_staff(serang, dishub):
    money.terms(dishub)
    money.workers(dishub, 2)
    recount([dishub.pk])
    money.assessed(dishub)
    snapshot = freeze(serang, dt.date(2020, 3, 1))
    row = SnapshotFigures.objects.get(snapshot=snapshot)
    assert (snapshot.unpaid, row.unpaid, row.unpaid_months, row.arrears) == (32400, 32400, 1, 2)


def test_an_agency_without_a_list_is_frozen_as_no_data(serang, dishub):
    snapshot = freeze(serang)
    assert snapshot.listed is None and SnapshotFigures.objects.get().listed is None


def test_freezing_again_asks_for_a_reason_and_keeps_the_first(serang, dishub, city_manager):
    first = freeze(serang)
    with refused("frozen"):
        freeze(serang, reason="  ")
    second = freeze(serang, reason="a late list", by=city_manager)
    assert (first.version, second.version, second.taken_by) == (1, 2, city_manager)


def test_a_province_and_a_month_that_goes_on_are_refused(serang):
    with refused("province"):
        freeze(region("36"))
    with refused("not_ended"):
        freeze(serang, dt.date(2099, 1, 1))


@pytest.mark.parametrize(
    "statement",
    [
        "update contributions_snapshot set registered = 0",
        "update contributions_snapshot set reason = 'x', taken_by_id = null",
        "delete from contributions_snapshot",
        "update contributions_snapshotfigures set listed = 0",
        "delete from contributions_snapshotfigures",
    ],
)
def test_the_database_refuses_every_change(serang, dishub, statement):
    enrol(dishub, 1, registered_on=REGISTERED)
    snapshot = freeze(serang)
    before = frozen_rows(snapshot)
    never = pytest.raises(DatabaseError, match="Frozen figures never change")
    with never, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert frozen_rows(snapshot) == before


def test_who_took_it_may_be_forgotten(serang, dishub, city_manager):
    snapshot = freeze(serang, by=city_manager)
    Snapshot.objects.filter(pk=snapshot.pk).update(taken_by=None)
    snapshot.refresh_from_db()
    assert snapshot.taken_by is None


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(events, max_size=6), st.lists(events, max_size=6))
def test_a_snapshot_is_the_recount_of_its_day_and_nothing_changes_it_afterwards(before, later):
    with transaction.atomic():
        city = region("36.73")
        agencies = [AgencyFactory(region=city) for _ in range(2)]
        for agency in agencies:
            money.terms(agency)
            money.workers(agency, 1, since=dt.date(2020, 2, 3))
        recount([agency.pk for agency in agencies])
        for event in before:
            happen(agencies, event)
        snapshot = freeze(city)
        assert_recounted(snapshot, city)
        rows = frozen_rows(snapshot)
        for event in later:
            happen(agencies, event)
        assert frozen_rows(snapshot) == rows
        transaction.set_rollback(True)


def assert_recounted(snapshot, city) -> None:
    """The frozen rows are those of a fresh count; the city is the sum of its agencies."""
    with connection.cursor() as cursor:
        cursor.execute("select coverage_recount(array(select id from agencies_agency))")
    counted = {(row.agency, row.population): values_of(row) for row in read(city, DAY).rows}
    for row in SnapshotFigures.objects.filter(snapshot=snapshot):
        assert {name: getattr(row, name) for name in counted[row.agency_id, row.population]} == counted.pop(
            (row.agency_id, row.population)
        )
    assert not counted
    units = [unit.staff for unit in units_of(snapshot)]
    place = figures_of_region(city, DAY).staff
    for name in COUNTS:
        assert getattr(snapshot, name) == sum(getattr(unit, name) or 0 for unit in units), name
        assert getattr(snapshot, name) == (getattr(place, name) or 0), name


def test_months_wait_from_the_first_figure_to_the_last_that_ended(serang, dishub, cirebon):
    enrol(dishub, 1, listed_on=dt.date(2020, 1, 10))
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    found = months_waiting(today=dt.date(2020, 4, 1))
    assert found == {serang.pk: [dt.date(2020, 3, 1), dt.date(2020, 2, 1), dt.date(2020, 1, 1)]}
    assert months_waiting(today=dt.date(2020, 3, 31))[serang.pk][0] == dt.date(2020, 2, 1)
    assert months_waiting(cirebon) == {}


def test_a_night_freezes_once_however_often_it_comes(serang, dishub):
    enrol(dishub, 1)
    months = ["2020-02-01", "2020-01-01"]
    freeze_region_months(region=serang.pk, months=months)
    freeze_region_months(region=serang.pk, months=months)
    assert list(Snapshot.objects.values_list("month", "version")) == [
        (dt.date(2020, 2, 1), 1),
        (dt.date(2020, 1, 1), 1),
    ]
    assert freeze_waiting(region=serang.pk, months=[MONTH]) == 0


def test_what_has_figures_of_long_ago_is_frozen_from_2014_on(serang, dishub):
    enrol(dishub, 1, listed_on=dt.date(2001, 1, 10))
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    assert months_waiting(serang, dt.date(2014, 3, 5))[serang.pk] == [
        dt.date(2014, 2, 1),
        dt.date(2014, 1, 1),
    ]


def test_taking_costs_the_same_for_fifty_agencies(serang, dishub, count_queries):
    enrol(dishub, 1, registered_on=REGISTERED)
    one = count_queries(lambda: freeze(serang, dt.date(2020, 3, 1)))
    for _ in range(49):
        AgencyFactory(region=serang)
    assert Agency.objects.filter(region=serang).count() == 50
    assert count_queries(lambda: freeze(serang)) == one
