"""Every kind of difference, each made once, with both sides and who acts."""

import datetime as dt

import pytest

from enrolment.models import Difference, Enrolment, ListingCase
from tests.enrolment.reconciliation.making import MONTH, as_listed, compare, list_in_force
from tests.factories import WorkerFactory, nik

pytestmark = pytest.mark.django_db


def only(agency) -> Difference:
    return Difference.objects.get(agency=agency)


def test_on_the_list_and_on_no_roster(dishub):
    list_in_force([{"nik": nik(), "name": "BUDI", "kpj": "20012345678", "wage": 2_500_000}], agency=dishub)
    found = compare(dishub)
    difference = only(dishub)
    assert (difference.kind, difference.owner, difference.state) == ("not_on_roster", "agency", "open")
    assert (difference.worker_id, difference.ours) == (None, {})
    assert difference.theirs["name"] == "BUDI"
    assert difference.theirs["wage"] == "2500000.00"
    assert found["rows"]["not_on_roster"] == 1


def test_registered_and_not_on_the_list(dishub):
    worker = WorkerFactory(agency=dishub, registered=True)
    list_in_force([], agency=dishub)
    found = compare(dishub)
    difference = only(dishub)
    assert (difference.kind, difference.owner, difference.worker) == ("not_on_list", "branch", worker)
    assert difference.ours["state"] == "registered"
    assert found["registered"] == {"matched": 0, "not_on_list": 1}


def test_listed_and_not_registered_yet(dishub):
    WorkerFactory(agency=dishub)
    list_in_force([], agency=dishub)
    compare(dishub)
    assert (only(dishub).kind, only(dishub).owner) == ("not_registered", "agency")


def test_those_under_taspen_are_not_expected_at_bpjs(dishub):
    WorkerFactory(agency=dishub, guarantor="taspen")
    list_in_force([], agency=dishub)
    compare(dishub)
    assert not Difference.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "kind", "owner"),
    [
        ("name", "ORANG LAIN", "name_differs", "agency"),
        ("birth_date", dt.date(1985, 12, 3), "birth_date_differs", "agency"),
        ("sex", "P", "sex_differs", "agency"),
        ("wage", 3_000_000, "wage_differs", "agency"),
        ("kpj", "20099999999", "kpj_differs", "branch"),
    ],
)
def test_one_value_differs(dishub, field, value, kind, owner):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_000_000, kpj="20011111111")
    list_in_force([as_listed(worker, **{field: value})], agency=dishub)
    compare(dishub)
    difference = only(dishub)
    assert (difference.kind, difference.owner) == (kind, owner)
    expected = f"{value}.00" if field == "wage" else str(value)
    assert difference.theirs[field] == expected
    assert set(difference.ours) == {"name", field}


def test_same_kpj_with_another_nik(dishub):
    worker = WorkerFactory(agency=dishub, registered=True, kpj="20011111111")
    list_in_force([as_listed(worker, nik=nik())], agency=dishub)
    found = compare(dishub)
    assert found["matched"] == {"nik": 0, "kpj": 1, "name": 0}
    assert only(dishub).kind == "nik_differs"
    assert only(dishub).ours["nik"] == worker.nik


@pytest.mark.parametrize("theirs", ["BUDI SANTOSO", "budi  santoso", "Budi Santoso, S.Pd", "H. Budi Santoso"])
def test_titles_case_and_spaces_are_no_difference(dishub, theirs):
    worker = WorkerFactory(agency=dishub, registered=True, name="Budi Santoso")
    list_in_force([as_listed(worker, name=theirs)], agency=dishub)
    compare(dishub)
    assert not Difference.objects.exists()


def test_what_one_side_does_not_say_is_no_difference(dishub):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_000_000, kpj="20011111111")
    list_in_force([as_listed(worker, wage=None, kpj=None, birth_date=None, sex=None)], agency=dishub)
    compare(dishub)
    assert not Difference.objects.exists()


def test_twice_on_the_list(dishub):
    worker = WorkerFactory(agency=dishub, registered=True)
    list_in_force([as_listed(worker), as_listed(worker, name="LAIN")], agency=dishub)
    found = compare(dishub)
    difference = only(dishub)
    assert (difference.kind, difference.owner, difference.worker) == ("twice_on_list", "branch", worker)
    assert difference.theirs["name"] == "LAIN"
    assert found["list"] == {"rows": 2, "people": 1}


def test_three_times_on_the_list_is_two_differences(dishub):
    worker = WorkerFactory(agency=dishub, registered=True)
    list_in_force([as_listed(worker)] * 3, agency=dishub)
    assert compare(dishub)["differences"]["twice_on_list"] == 2
    assert compare(dishub)["differences"]["twice_on_list"] == 2


def test_somebody_who_left_and_came_back_is_not_twice_on_the_list(dishub):
    worker = WorkerFactory(agency=dishub, registered=True)
    gone = as_listed(worker, is_active=False, left_on=dt.date(2024, 1, 31))
    list_in_force([gone, as_listed(worker)], agency=dishub)
    found = compare(dishub)
    assert not Difference.objects.exists()
    assert found["rows"] == {
        "matched": 1, "not_on_roster": 0, "twice_on_list": 0, "both_lists": 0, "ended": 1,
    }  # fmt: skip


def test_ended_with_us_and_active_with_bpjs(dishub):
    worker = WorkerFactory(agency=dishub, registered=True)
    Enrolment.objects.filter(worker=worker).update(
        state="ended", ended_on=dt.date(2026, 7, 1), end_reason="resigned"
    )
    list_in_force([as_listed(worker, name="LAIN")], agency=dishub)
    compare(dishub)
    assert (only(dishub).kind, only(dishub).owner) == ("ended_but_active", "branch")
    assert only(dishub).theirs["state"] == "active"


def test_who_left_in_the_month_may_still_be_billed(dishub):
    worker = WorkerFactory(agency=dishub, registered=True)
    Enrolment.objects.filter(worker=worker).update(
        state="ended", ended_on=dt.date(2026, 8, 15), end_reason="resigned"
    )
    list_in_force([as_listed(worker)], agency=dishub)
    compare(dishub)
    assert not Difference.objects.exists()


def test_registered_with_us_and_ended_with_bpjs(dishub):
    worker = WorkerFactory(agency=dishub, registered=True)
    list_in_force([as_listed(worker, is_active=False, left_on=dt.date(2026, 6, 30))], agency=dishub)
    compare(dishub)
    assert (only(dishub).kind, only(dishub).owner) == ("active_but_ended", "agency")
    assert Enrolment.objects.get(worker=worker).basis == "stated"


def test_on_two_rosters_tells_each_agency_of_its_own_row_alone(dishub, dlh):
    mine = WorkerFactory(agency=dishub, registered=True)
    other = WorkerFactory(agency=dlh, nik=mine.nik, name="Rahasia", registered=True)
    ListingCase.objects.create(
        nik=mine.nik, region=dishub.region, agency=dishub, worker=mine, other_agency=dlh, other_worker=other
    )
    list_in_force([as_listed(mine)], agency=dishub)
    found = compare(dishub)
    assert found["differences"]["on_two_rosters"] == 1
    difference = only(dishub)
    assert (difference.kind, difference.owner, difference.worker) == ("on_two_rosters", "city", mine)
    assert "Rahasia" not in str(difference.ours) + str(difference.theirs)


def test_somebody_on_another_roster_of_the_city_is_said_to_be_and_no_more(dishub, dlh):
    other = WorkerFactory(agency=dlh, registered=True)
    list_in_force([as_listed(other)], agency=dishub)
    compare(dishub)
    assert only(dishub).kind == "not_on_roster"
    assert only(dishub).theirs["elsewhere"] is True


def test_roster_made_after_the_month_is_compared_and_confirmed_back_to_it(dishub):
    worker = WorkerFactory(agency=dishub, _enrolment={"listed_on": dt.date(2026, 10, 1)})
    list_in_force([as_listed(worker)], agency=dishub)
    found = compare(dishub)
    spell = Enrolment.objects.get(worker=worker)
    assert (spell.listed_on, spell.registered_on, spell.basis) == (MONTH, MONTH, "confirmed")
    assert found["roster"] == {"registered": 1, "listed": 1}
    assert not Difference.objects.exists()
