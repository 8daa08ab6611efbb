"""`check_data`: nothing is said against data that are right; whatever is broken by hand is found."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.db import connection, connections

from agencies import access
from contributions.checking.running import RULES, check, scope_of
from contributions.models import CoverageDay
from enrolment.figures import recount
from tests.contributions.billing import money
from tests.contributions.snapshots.scene import freeze
from tests.factories import AgencyFactory, region

pytestmark = pytest.mark.usefixtures("committed")
TODAY = dt.date(2020, 4, 1)


def story() -> None:
    """Two people registered, a month computed, paid too much, frozen; one person of another city."""
    agency = AgencyFactory(code="36.73/dishub")
    money.terms(agency)
    people = money.workers(agency, 2)
    recount([agency.pk])
    money.assessed(agency)
    money.pay(agency, "50000", dt.date(2020, 3, 10))
    freeze(agency.region)
    other = AgencyFactory(region=region("32.74"), code="32.74/dlh")
    money.workers(other, 1)
    recount([other.pk])
    assert len(people) == 2


@pytest.fixture
def told(committed):
    with access.acting(access.SYSTEM):
        story()


def broken(of=None) -> dict[str, tuple]:
    with access.acting(access.SYSTEM):
        place = region(of) if of else None
        results = list(check(scope_of(place, TODAY)))
        assert len(results) == len(RULES) + 5
    return {one.name: one.first for one in results if one.violations}


def by_the_owner(*statements) -> None:
    """Past every trigger, policy and constraint that can be switched off."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("set session_replication_role = default")


def test_nothing_is_said_against_data_that_are_right(told):
    assert broken() == {}


SPELLS = "alter table enrolment_enrolment {} constraint {}"
BREAKS = {
    "figures_are_a_recount": ["update enrolment_agencyfigures set listed = listed + 1"],
    "coverage_is_a_recount": ["update contributions_coverageday set changed_on = '2019-01-01'"],
    "coverage_is_the_spells": ["update contributions_coverageday set listed = listed + 1"],
    "coverage_is_the_standing": [
        ("update contributions_coverageday set active = active + 1, awaiting = awaiting - 1"
        " where day <= '2020-03-31' and until > '2020-03-31' and registered > 0")
    ],
    "funnel_never_grows": ["update contributions_coverageday set submitted = registered - 1"],
    "coverage_without_gaps": ["update contributions_coverageday set until = until - 1 where until < now()"],
    "one_open_spell": ["update enrolment_enrolment set worker_id = worker_id + 1000000"],
    "terms_without_gaps": [
        ("insert into enrolment_workerterm (worker_id, agency_id, category, guarantor, period, source)"
        " select id, agency_id, 'thl', 'bpjs', daterange('2020-01-01', null), '' from enrolment_worker")
    ],
    "groups_serve_their_workers": [
        ("update enrolment_worker w set contribution_group_id ="
        " (select id from agencies_contributiongroup g where g.agency_id <> w.agency_id limit 1)")
    ],
    "nothing_waits_to_be_counted": [
        "insert into contributions_stale (agency_id, transaction) select id, '3' from agencies_agency"
    ],
    "assessments_are_their_lines": ["update contributions_assessmentline set base = base + 1"],
    "payments_are_never_overspent": ["update contributions_payment set allocated = allocated - 1"],
    "months_are_never_overpaid": ["update contributions_assessment set settled_on = '2020-03-11'"],
    "allocations_stay_in_their_group": ["update contributions_allocation set month = '2020-01-01'"],
    "arrears_are_owed_less_paid": ["update contributions_assessment set paid = paid - 100"],
    "no_credit_beside_a_debt": ["update contributions_assessment set billed = owed + 100"],
    "months_are_due_when_the_calendar_says": ["update contributions_assessment set due_on = '2020-03-01'"],
    "snapshots_are_their_agencies": ["update contributions_snapshot set registered = registered + 1"],
    "snapshots_are_whole": ["update contributions_snapshotfigures set month = '2020-01-01'"],
    "snapshots_never_grow_to_the_right": ["update contributions_snapshotfigures set unknown = unknown + 1"],
}  # fmt: skip


@pytest.mark.parametrize("rule", BREAKS)
def test_what_is_broken_by_hand_is_found(told, rule):
    by_the_owner(*BREAKS[rule])
    found = broken()
    assert rule in found
    assert all("36.7" in code or "32.7" in code for code in found[rule])
    by_the_owner("delete from contributions_stale")


def test_a_state_that_its_dates_do_not_say_is_found(told):
    """The constraints would refuse it, so they go for the while of this."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("begin")
        cursor.execute(SPELLS.format("drop", "enrolment_state_matches_dates"))
        cursor.execute("update enrolment_enrolment set state = 'listed'")
        cursor.execute(next(rule.sql for rule in RULES if rule.name == "states_match_dates").replace(
            "%(agencies)s", "array(select id from agencies_agency)"
        ))  # fmt: skip
        assert len(cursor.fetchall()) == 3
        cursor.execute("rollback")


def test_a_guard_that_is_off_is_found(told):
    try:
        with connections["owner"].cursor() as cursor:
            cursor.execute("alter table contributions_snapshot disable trigger snapshot_stays")
        assert broken() == {"guards_are_on": ("contributions_snapshot snapshot_stays",)}
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("alter table contributions_snapshot enable trigger snapshot_stays")


def test_a_city_that_no_longer_adds_up_is_found(told):
    """Kept under another region than its agency's: counted there by one way and not by the other."""
    by_the_owner(
        "update contributions_coverageday"
        " set region_id = (select id from agencies_region where code = '32.77')"
    )
    assert "city_is_its_agencies" in broken()


def test_a_province_that_is_not_its_cities_is_found(told):
    """The page of the province adds up by the region of a row, those of its cities by the agencies'."""
    by_the_owner(
        "update contributions_coverageday"
        " set region_id = (select id from agencies_region where code = '32.74')"
    )
    assert {code[:2] for code in broken()["province_is_its_cities"]} == {"32", "36"}


def run(capsys, *arguments) -> tuple[int, str]:
    code = 0
    try:
        call_command("check_data", *arguments)
    except SystemExit as left:
        code = left.code
    connection.close()
    return code, capsys.readouterr().out


def test_the_command_says_how_many_and_whom_and_changes_nothing(told, capsys):
    by_the_owner("update contributions_coverageday set listed = listed + 1")
    code, said = run(capsys, "--region", "36.73", "--json")
    answer = json.loads(said)
    assert code == 1 and answer["region"] == "36.73" and answer["agencies"] == 1
    first = {one["rule"]: one["first"] for one in answer["rules"] if one["violations"]}
    assert all(code.startswith("36.73/dishub") for code in first["coverage_is_a_recount"])
    assert run(capsys, "--region", "36.73", "--json")[0] == 1


def test_mending_counts_anew_and_then_all_is_right(told, capsys):
    by_the_owner("update contributions_coverageday set listed = listed + 1")
    by_the_owner("update enrolment_agencyfigures set taspen = 1, registered = 0, confirmed = 0")
    code, said = run(capsys, "--mend")
    assert code == 0 and "coverage_is_a_recount" in said
    with access.acting(access.SYSTEM):
        assert CoverageDay.objects.filter(listed=3).count() == 0


def test_a_region_that_is_none_is_refused_in_one_line(told, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("check_data", "--region", "99.99")
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("error: 99.99: ")
