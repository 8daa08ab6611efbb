"""Taking decisions back where something happened since, and what is remembered of decisions."""

import datetime as dt

import pytest

from enrolment.models import (
    AgencyMonth,
    Difference,
    Enrolment,
    ListRow,
    ParticipantList,
    ParticipantMatch,
    Worker,
)
from enrolment.reconciliation.deciding import actions
from enrolment.seen import ShownAnew
from enrolment.workers.actions import edit_worker
from tests.enrolment.reconciliation.deciding import deeds
from tests.enrolment.reconciliation.making import as_listed, compare, list_in_force

pytestmark = pytest.mark.django_db


def test_a_value_that_somebody_edited_since_stays_and_is_named(dishub):
    first, second = (deeds.registered(dishub, name=name) for name in ("Asep", "Budi"))
    list_in_force([as_listed(w, wage=3_000_000) for w in (first, second)], agency=dishub)
    deeds.compare(dishub)
    [batch] = deeds.decide(Difference.objects.all(), "take_theirs")
    first.refresh_from_db()
    edit_worker(worker=first, values={"wage": 4_000_000}, revision=first.revision, by=None)
    done = actions.undo(batch=batch, by=None)
    assert (done["reversed"], [d.name for d in done["kept"]]) == (1, ["Asep"])
    wages = dict(Worker.objects.values_list("name", "wage"))
    assert wages == {"Asep": 4_000_000, "Budi": 2_000_000}


def test_another_field_edited_since_does_not_hinder(dishub):
    worker = deeds.differing(dishub, wage=3_000_000)
    [batch] = deeds.decide(Difference.objects.all(), "take_theirs")
    worker.refresh_from_db()
    edit_worker(worker=worker, values={"position": "Sopir"}, revision=worker.revision, by=None)
    actions.undo(batch=batch, by=None)
    worker.refresh_from_db()
    assert (worker.wage, worker.position) == (2_000_000, "Sopir")


def test_somebody_added_who_was_edited_since_stays(dishub):
    number = deeds.unknown(dishub)
    [batch] = deeds.decide(Difference.objects.all(), "take_theirs")
    worker = Worker.objects.get(nik=number)
    edit_worker(worker=worker, values={"position": "Sopir"}, revision=worker.revision, by=None)
    with pytest.raises(actions.ValidationError):
        actions.undo(batch=batch, by=None)
    assert Worker.objects.filter(nik=number).exists()


def test_a_decision_is_taken_back_once(dishub):
    deeds.differing(dishub, wage=3_000_000)
    [batch] = deeds.decide(Difference.objects.all(), "keep_ours")
    actions.undo(batch=batch, by=None)
    with pytest.raises(actions.ValidationError):
        actions.undo(batch=batch, by=None)


def test_others_than_those_seen_are_not_decided(dishub):
    deeds.differing(dishub, wage=3_000_000)
    with pytest.raises(ShownAnew):
        deeds.decide(Difference.objects.all(), "keep_ours", seen="others")
    assert Difference.objects.get().state == "open"


def test_what_is_kept_does_not_come_back_next_month_unless_it_changed(dishub):
    worker = deeds.differing(dishub, wage=3_000_000)
    deeds.decide(Difference.objects.all(), "keep_ours")
    september = dt.date(2026, 9, 1)
    listed = list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub, month=september)
    compare(dishub, month=september)
    assert Difference.objects.get(month__month=september).state == "carried"
    listed.people.update(wage=3_500_000)
    compare(dishub, month=september)
    assert Difference.objects.get(month__month=september).state == "open"


def test_a_carried_one_can_be_decided_anew_and_is_carried_again_when_taken_back(dishub):
    worker = deeds.differing(dishub, wage=3_000_000)
    deeds.decide(Difference.objects.all(), "keep_ours")
    september = dt.date(2026, 9, 1)
    list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub, month=september)
    compare(dishub, month=september)
    carried = Difference.objects.filter(month__month=september)
    [batch] = deeds.decide(carried, "take_theirs")
    assert Worker.objects.get().wage == 3_000_000
    actions.undo(batch=batch, by=None)
    assert (carried.get().state, carried.get().decision) == ("carried", "keep_ours")


def test_two_agencies_decided_at_once_are_two_batches_of_one_decision(dishub, dlh):
    for agency in (dishub, dlh):
        deeds.differing(agency, wage=3_000_000)
    first, second = deeds.decide(Difference.objects.all(), "take_theirs")
    assert {first.agency, second.agency} == {dishub, dlh}
    assert first.together == second.together
    assert set(Worker.objects.values_list("wage", flat=True)) == {3_000_000}


def test_deciding_costs_as_many_statements_for_twenty_as_for_one(dishub, count_queries):
    def situation(number: int, month: dt.date) -> AgencyMonth:
        workers = [deeds.registered(dishub) for _ in range(number)]
        list_in_force([as_listed(w, wage=3_000_000) for w in workers], agency=dishub, month=month)
        compare(dishub, month=month)
        return AgencyMonth.objects.get(month=month)

    def statements(month: AgencyMonth) -> int:
        wages = month.differences.filter(kind="wage_differs")
        return count_queries(lambda: deeds.decide(wages, "take_theirs"))

    one = statements(situation(1, dt.date(2026, 8, 1)))
    assert statements(situation(20, dt.date(2026, 9, 1))) == one
    assert Enrolment.objects.filter(worker__wage=3_000_000).count() == 21


def test_a_pair_that_is_taken_back_is_a_proposal_again_in_later_months_too(dishub):
    worker = deeds.alike(dishub, registered_with_us=True)
    [batch] = deeds.decide(Difference.objects.filter(kind="nik_differs"), "keep_ours")
    row = ListRow.objects.get()
    person = {name: getattr(row, name) for name in ("nik", "name", "birth_date", "sex", "wage", "kpj")}
    september = dt.date(2026, 9, 1)
    list_in_force([person], agency=dishub, month=september)
    compare(dishub, month=september)
    assert ParticipantMatch.objects.filter(worker=worker, decided_at__isnull=False).count() == 2
    actions.undo(batch=batch, by=None)
    assert not ParticipantMatch.objects.exclude(decided_at=None).exists()
    compare(dishub, month=september)
    assert not ParticipantMatch.objects.exclude(decided_at=None).exists()


def test_a_decision_is_taken_back_when_what_it_was_carried_from_is_gone(dishub):
    deeds.differing(dishub, wage=3_000_000)
    [first] = deeds.decide(Difference.objects.all(), "keep_ours")
    worker = Worker.objects.get()
    september = dt.date(2026, 9, 1)
    list_in_force([as_listed(worker, wage=3_000_000)], agency=dishub, month=september)
    compare(dishub, month=september)
    carried = Difference.objects.filter(month__month=september)
    assert carried.get().state == "carried"
    [second] = deeds.decide(carried, "noted")
    actions.undo(batch=first, by=None)
    ParticipantList.objects.filter(month=dt.date(2026, 8, 1)).update(state="withdrawn")
    compare(dishub)
    actions.undo(batch=second, by=None)
    assert Difference.objects.get().state == "open"
