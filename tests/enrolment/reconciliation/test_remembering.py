"""Comparing again: what was decided stays and is carried on, what vanished goes, closed months stay."""

import datetime as dt

import pytest
from django.utils import timezone

from agencies import access
from enrolment.models import AgencyMonth, Difference, Enrolment, ParticipantList, ParticipantMatch
from enrolment.reconciliation.months import MonthClosed
from tests.enrolment.reconciliation.making import MONTH, as_listed, compare, list_in_force
from tests.factories import WorkerFactory, nik

pytestmark = pytest.mark.django_db

NEXT = dt.date(2026, 9, 1)


def everything() -> list:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Difference, ParticipantMatch, AgencyMonth, Enrolment)
    ]


@pytest.fixture
def near(dishub):
    """A worker, and the same person on the list with one wrong digit in the NIK."""
    worker = WorkerFactory(agency=dishub, registered=True, name="Siti Maryamah")
    wrong = worker.nik[:3] + str((int(worker.nik[3]) + 1) % 10) + worker.nik[4:]
    return worker, as_listed(worker, nik=wrong)


def decide(decision="keep_ours", **which) -> None:
    Difference.objects.filter(**which).update(state="decided", decision=decision)


def test_comparing_again_changes_nothing(dishub, near):
    _worker, person = near
    list_in_force([person, {"nik": nik(), "name": "BUDI"}], agency=dishub)
    WorkerFactory(agency=dishub, registered=True)
    WorkerFactory(agency=dishub)
    first = compare(dishub)
    before = everything()
    assert compare(dishub) == first
    assert everything() == before


def test_decided_difference_stays_decided(dishub):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_000_000)
    list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub)
    compare(dishub)
    decide()
    compare(dishub)
    assert [d.state for d in Difference.objects.all()] == ["decided"]


@pytest.mark.parametrize("state", ["sent", "answered"])
def test_difference_that_was_asked_about_keeps_its_row(dishub, state):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_000_000)
    list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub)
    compare(dishub)
    Difference.objects.update(state=state, question="Benar?")
    compare(dishub)
    assert Difference.objects.get().state == state


def test_difference_that_vanished_goes(dishub):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_000_000)
    list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub)
    compare(dishub)
    worker.wage = 3_000_000
    worker.save()
    compare(dishub)
    assert not Difference.objects.exists()


def test_what_was_decided_does_not_come_back_next_month(dishub):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_000_000)
    for month in (MONTH, NEXT):
        list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub, month=month)
    compare(dishub)
    decide()
    compare(dishub, month=NEXT)
    carried = Difference.objects.get(month__month=NEXT)
    assert (carried.state, carried.decision) == ("carried", "keep_ours")
    assert carried.carried_from.month.month == MONTH


def test_what_was_decided_comes_back_when_it_changed(dishub):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_000_000)
    list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub)
    list_in_force([as_listed(worker, wage=4_000_000)], agency=dishub, month=NEXT)
    compare(dishub)
    decide()
    compare(dishub, month=NEXT)
    assert Difference.objects.get(month__month=NEXT).state == "open"


def test_carried_one_opens_when_its_decision_is_taken_back(dishub):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_000_000)
    for month in (MONTH, NEXT):
        list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub, month=month)
    compare(dishub)
    decide()
    compare(dishub, month=NEXT)
    Difference.objects.filter(month__month=MONTH).update(state="open", decision=None)
    compare(dishub, month=NEXT)
    assert Difference.objects.get(month__month=NEXT).state == "open"


def test_taken_value_that_was_changed_back_is_open_again(dishub):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_000_000)
    for month in (MONTH, NEXT):
        list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub, month=month)
    compare(dishub)
    decide("take_theirs")
    compare(dishub, month=NEXT)
    assert Difference.objects.get(month__month=NEXT).state == "open"


def test_pair_found_by_name_is_a_proposal(dishub, near):
    worker, person = near
    list_in_force([person], agency=dishub)
    found = compare(dishub)
    match = ParticipantMatch.objects.get()
    assert (match.worker, match.found_by, match.decided_at) == (worker, "name", None)
    assert "one_digit" in match.reasons
    assert found["matched"]["name"] == 1
    assert Difference.objects.get().kind == "nik_differs"
    assert Enrolment.objects.get(worker=worker).basis == "stated"


def test_accepted_pair_confirms_and_holds_next_month(dishub, near):
    worker, person = near
    list_in_force([person], agency=dishub)
    compare(dishub)
    ParticipantMatch.objects.update(decided_at=timezone.now())
    compare(dishub)
    assert Enrolment.objects.get(worker=worker).basis == "confirmed"
    list_in_force([{**person, "name": "NAMA LAIN", "birth_date": None}], agency=dishub, month=NEXT)
    compare(dishub, month=NEXT)
    assert ParticipantMatch.objects.get(month__month=NEXT).decided_at is not None


def test_refused_pair_never_comes_back(dishub, near):
    _worker, person = near
    list_in_force([person], agency=dishub)
    compare(dishub)
    ParticipantMatch.objects.update(is_refused=True, decided_at=timezone.now())
    found = compare(dishub)
    assert found["matched"]["name"] == 0
    assert found["differences"]["not_on_roster"] == found["differences"]["not_on_list"] == 1
    list_in_force([person], agency=dishub, month=NEXT)
    assert compare(dishub, month=NEXT)["matched"]["name"] == 0


def test_closed_month_is_not_compared(dishub):
    list_in_force([{"nik": nik(), "name": "BUDI"}], agency=dishub)
    compare(dishub)
    AgencyMonth.objects.update(closed_at=timezone.now())
    with pytest.raises(MonthClosed) as refused:
        compare(dishub)
    assert refused.value.agencies == [dishub]


def test_agency_that_closed_is_left_as_it_is_when_one_it_shares_a_group_with_is_compared(dishub, dlh):
    group = dishub.owned_groups.get()
    group.agencies.add(dlh)
    mine, theirs = WorkerFactory(agency=dishub, registered=True), WorkerFactory(agency=dlh, registered=True)
    list_in_force([as_listed(mine), as_listed(theirs, sex="P")], agency=dishub, group=group)
    compare(dishub)
    AgencyMonth.objects.filter(agency=dlh).update(closed_at=timezone.now())
    kept = list(Difference.objects.filter(agency=dlh).values())
    found = compare(dishub)
    assert found["matched"]["nik"] == 1
    assert found["list"]["rows"] == 1
    assert list(Difference.objects.filter(agency=dlh).values()) == kept


def test_list_withdrawn_leaves_nothing_to_compare(dishub):
    WorkerFactory(agency=dishub, registered=True)
    list_in_force([{"nik": nik(), "name": "BUDI"}], agency=dishub)
    compare(dishub)
    decide(kind="not_on_roster")
    ParticipantList.objects.update(state="withdrawn")
    found = compare(dishub)
    assert found["list"] == {"rows": 0, "people": 0}
    assert [d.kind for d in Difference.objects.all()] == ["not_on_roster"]
    assert AgencyMonth.objects.get().reconciled_at is None


def test_operator_compares_a_group_that_serves_agencies_they_do_not_see(dishub, dlh, dishub_operator):
    group = dishub.owned_groups.get()
    group.agencies.add(dlh)
    theirs = WorkerFactory(agency=dlh, registered=True)
    list_in_force([as_listed(theirs, sex="P")], agency=dishub, group=group)
    with access.acting(dishub_operator):
        found = compare(dishub, by=dishub_operator)
        assert found["list"]["rows"] == 0
        assert not Difference.objects.exists()
    assert Difference.objects.get().agency == dlh
