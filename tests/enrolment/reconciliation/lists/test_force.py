"""Lists in force: one for a group, month and kind; replaced, withdrawn, put in force again."""

import datetime as dt
from decimal import Decimal

import pytest

from agencies import access
from enrolment.models import AgencyMonth, Difference, Enrolment, ListState, ParticipantList
from enrolment.reconciliation.lists import force
from enrolment.seen import ShownAnew
from tests.enrolment.reconciliation.lists.bills import bill, member
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
AUGUST = dt.date(2026, 8, 1)


def of(*lists):
    return ParticipantList.objects.filter(pk__in=[one.pk for one in lists])


def states(*lists) -> list[str]:
    return [ParticipantList.objects.get(pk=one.pk).state for one in lists]


def test_putting_a_list_in_force_reconciles_its_agencies(
    branch_serang, dishub, dishub_group, hand_in, branch_officer
):
    known = WorkerFactory(agency=dishub, name="Asep", wage=Decimal(2_000_000))
    people = [member("Asep", nik=known.nik), member("Budi")]
    [found] = hand_in(branch_serang, bill(people), by=branch_officer)
    outcome = force.put_in_force(lists=of(found), by=branch_officer)
    assert (outcome["in_force"], outcome["replaced"], outcome["held"]) == (1, 0, {})
    assert outcome["counts"]["2026-08-01"]["differences"]["not_on_roster"] == 1
    assert Enrolment.objects.get(worker=known).basis == "confirmed"
    assert list(Difference.objects.values_list("kind", "name")) == [("not_on_roster", "Budi")]


def test_a_newer_list_replaces_the_one_in_force_and_says_what_changes(
    branch_serang, dishub_group, hand_in, branch_officer
):
    asep, budi = member("Asep"), member("Budi")
    [old] = hand_in(branch_serang, bill([asep, budi]))
    force.put_in_force(lists=of(old), by=branch_officer)
    [new] = hand_in(branch_serang, bill([asep | {"wage": 2_500_000}, member("Cecep")]))
    [line] = force.plan(of(new), branch_officer).lines
    assert (line.replaces, line.added, line.gone, line.wages) == (old, 1, 1, 1)
    force.put_in_force(lists=of(new), by=branch_officer)
    assert states(old, new) == ["replaced", "in_force"]
    assert set(Difference.objects.values_list("name", flat=True)) == {"Asep", "Cecep"}


def test_a_replaced_list_can_be_put_in_force_again(branch_serang, dishub_group, hand_in, branch_officer):
    lists = []
    for name in ("Asep", "Budi"):
        lists += hand_in(branch_serang, bill([member(name)]))
        force.put_in_force(lists=of(lists[-1]), by=branch_officer)
    force.put_in_force(lists=of(lists[0]), by=branch_officer)
    assert states(*lists) == ["in_force", "replaced"]
    assert ParticipantList.objects.get(pk=lists[0].pk).ended_at is None


def test_a_withdrawn_list_takes_its_differences_along(branch_serang, dishub_group, hand_in, branch_officer):
    [found] = hand_in(branch_serang, bill([member("Asep")]))
    force.put_in_force(lists=of(found), by=branch_officer)
    force.withdraw(found=found, by=branch_officer)
    assert states(found) == [ListState.WITHDRAWN]
    assert not Difference.objects.exists()
    with pytest.raises(force.NotPossible):
        force.withdraw(found=found, by=branch_officer)


def test_two_lists_for_one_group_and_month_are_held_both(
    branch_serang, dishub_group, hand_in, branch_officer
):
    both = hand_in(branch_serang, bill([member("Asep")]), bill([member("Budi")]))
    outcome = force.put_in_force(lists=of(*both), by=branch_officer)
    assert (outcome["in_force"], outcome["held"]) == (0, {"twice": 2})
    assert states(*both) == ["ready", "ready"]


def test_a_closed_month_takes_no_list_and_lets_none_go(
    branch_serang, dishub, dishub_group, hand_in, branch_officer
):
    first, second = hand_in(branch_serang, bill([member("Asep")]), bill([member("Budi")], period="07 2026"))
    force.put_in_force(lists=of(first), by=branch_officer)
    AgencyMonth.objects.filter(agency=dishub, month=AUGUST).update(closed_at="2026-09-20T00:00Z")
    [third] = hand_in(branch_serang, bill([member("Cecep")]))
    outcome = force.put_in_force(lists=of(second, third), by=branch_officer)
    assert (outcome["in_force"], outcome["held"]) == (1, {"month_closed": 1})
    with pytest.raises(force.NotPossible):
        force.withdraw(found=first, by=branch_officer)
    assert states(first, second, third) == ["in_force", "in_force", "ready"]


def test_an_agency_does_not_replace_its_branchs_list(
    branch_serang, dishub, dishub_group, hand_in, dishub_operator
):
    [theirs] = hand_in(branch_serang, bill([member("Asep")]))
    force.put_in_force(lists=of(theirs), by=dishub_operator)
    [ours] = hand_in(dishub, bill([member("Budi")]))
    assert force.put_in_force(lists=of(ours), by=dishub_operator)["held"] == {"branchs_own": 1}


def test_what_was_seen_is_what_is_put_in_force(branch_serang, dishub_group, hand_in, branch_officer):
    [found] = hand_in(branch_serang, bill([member("Asep")]))
    seen = force.plan(of(found), branch_officer).seen
    [other] = hand_in(branch_serang, bill([member("Budi")]))
    force.put_in_force(lists=of(other), by=branch_officer)
    with pytest.raises(ShownAnew):
        force.put_in_force(lists=of(found), by=branch_officer, seen=seen)
    assert states(found) == ["ready"]


def test_plan_takes_as_many_queries_for_many_lists_as_for_one(
    branch_serang, dishub_group, hand_in, branch_officer, count_queries
):
    [one] = hand_in(branch_serang, bill([member("Asep")]))
    force.plan(of(one), branch_officer)  # what is remembered of a user is asked once
    few = count_queries(lambda: force.plan(of(one), branch_officer).seen)
    more = hand_in(branch_serang, *(bill([member("Asep")], period=f"0{n} 2026") for n in range(1, 5)))
    assert count_queries(lambda: force.plan(of(one, *more), branch_officer).seen) == few


def test_withdrawing_leaves_nothing_with_agencies_that_its_holder_does_not_see(
    dishub, dlh, dishub_group, hand_in, dishub_operator
):
    dishub_group.agencies.add(dlh)
    theirs = WorkerFactory(agency=dlh, name="Asep", sex="P")
    WorkerFactory(agency=dlh, registered=True)
    [found] = hand_in(dishub, bill([member("Asep", nik=theirs.nik), member("Budi")]), by=dishub_operator)
    with access.acting(dishub_operator):
        force.put_in_force(lists=of(found), by=dishub_operator)
    assert AgencyMonth.objects.get(agency=dlh).reconciled_at
    with access.acting(dishub_operator):
        force.withdraw(found=found, by=dishub_operator)
    assert AgencyMonth.objects.get(agency=dlh).reconciled_at is None
    assert not Difference.objects.exists()


def test_withdrawing_leaves_a_month_as_it_is_that_another_agency_closed(
    dishub, dlh, dishub_group, hand_in, dishub_operator
):
    dishub_group.agencies.add(dlh)
    theirs = WorkerFactory(agency=dlh, name="Asep", wage=Decimal(1_900_000))
    [found] = hand_in(dishub, bill([member("Asep", nik=theirs.nik, wage=Decimal(2_100_000))]))
    force.put_in_force(lists=of(found), by=dishub_operator)
    AgencyMonth.objects.filter(agency=dlh).update(closed_at="2026-09-20T00:00Z")
    kept = list(Difference.objects.filter(agency=dlh).values())
    force.withdraw(found=found, by=dishub_operator)
    assert kept
    assert list(Difference.objects.filter(agency=dlh).values()) == kept
    assert AgencyMonth.objects.get(agency=dlh).reconciled_at
