"""What each decision changes, and that taking it back leaves both lists as they were."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from enrolment.cases import deciding, opening, queries
from enrolment.cases.deciding import Decision
from enrolment.models import AgencyFigures, CaseDecision, Enrolment, ListingCase, ProposedExit, Worker
from enrolment.workers import actions
from enrolment.workers.timeline import timeline
from tests.enrolment.cases.conftest import MOVED, spell_at, spells, worker_at
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 2, 10)


def decide(case, decision, by=None, **answers):
    seen = deciding.seen_of(queries.sides_of(case))
    return deciding.decide(case=case, made=Decision(decision, **answers), seen=seen, by=by)


def listed(agencies, day) -> int:
    """People on the lists of these agencies on a day, by the figures that are kept."""
    total = 0
    for agency in agencies:
        row = AgencyFigures.objects.filter(agency=agency, day__lte=day).order_by("-day").first()
        total += row.listed if row else 0
    return total


def registered(agencies, day) -> int:
    rows = [AgencyFigures.objects.filter(agency=a, day__lte=day).order_by("-day").first() for a in agencies]
    return sum(row.registered for row in rows if row)


def test_a_transfer_takes_registration_confirmation_and_kpj_along(twice, dishub, dlh, city_manager):
    case = decide(twice(dishub, dlh), CaseDecision.TRANSFERRED, by=city_manager, moved_on=DAY)
    old, new = spell_at(dishub, case.nik), spell_at(dlh, case.nik)
    assert (old.state, old.ended_on, old.end_reason) == ("ended", DAY, "moved")
    assert (new.state, new.listed_on, new.registered_on) == ("registered", DAY, dt.date(2019, 6, 1))
    assert (new.basis, new.confirmed_month, new.kpj) == ("confirmed", dt.date(2020, 1, 1), "20012345678")
    assert new.moved_from == dishub


@pytest.mark.parametrize("day", [dt.date(2019, 7, 1), DAY - dt.timedelta(1), DAY, MOVED, dt.date(2021, 1, 1)])
def test_after_a_transfer_the_person_counts_once_on_every_day(twice, dishub, dlh, day):
    decide(twice(dishub, dlh), CaseDecision.TRANSFERRED, moved_on=DAY)
    assert listed([dishub, dlh], day) == 1
    assert registered([dishub, dlh], day) == 1


def test_the_history_at_the_new_agency_tells_where_the_person_came_from(twice, dishub, dlh, city_manager):
    case = decide(twice(dishub, dlh), CaseDecision.TRANSFERRED, by=city_manager, moved_on=DAY)
    (told,) = [e for e in timeline(worker_at(dlh, case.nik)) if any("Dishub" in m for m in e.moves)]
    assert told.by == city_manager.name


def test_a_better_registration_at_the_new_agency_is_kept(twice, dishub, dlh):
    own = {"state": "registered", "registered_on": MOVED, "basis": "confirmed", "kpj": "20099999999"}
    case = twice(dishub, dlh, confirmed_month=dt.date(2020, 4, 1), **own)
    decide(case, CaseDecision.TRANSFERRED, moved_on=DAY)
    new = spell_at(dlh, case.nik)
    assert (new.registered_on, new.confirmed_month) == (dt.date(2019, 6, 1), dt.date(2020, 4, 1))


def test_stays_ends_the_other_listing_as_a_mistake(twice, dishub, dlh):
    case = decide(twice(dishub, dlh), CaseDecision.STAYS)
    other = spell_at(dlh, case.nik)
    assert (other.state, other.end_reason, other.ended_on) == ("ended", "error", MOVED)
    assert spell_at(dishub, case.nik).ended_on is None
    assert listed([dlh], dt.date(2021, 1, 1)) == 0


def test_works_for_both_is_asked_only_once(twice, dishub, dlh):
    case = twice(dishub, dlh)
    before = spells(case.nik)
    decide(case, CaseDecision.BOTH)
    opening.refresh([dishub.pk, dlh.pk])
    assert ListingCase.objects.open().count() == 0
    assert spells(case.nik) == before


def test_a_wrong_nik_is_a_task_until_it_is_corrected(twice, dishub, dlh):
    case = decide(twice(dishub, dlh), CaseDecision.WRONG_NIK, wrong_agency=dlh.pk)
    assert list(queries.wrong_niks(dlh)) == [case]
    assert not queries.wrong_niks(dishub).exists()
    worker = worker_at(dlh, case.nik)
    right = {"nik": WorkerFactory.build(agency=dlh, contribution_group=None).nik}
    actions.edit_worker(worker=worker, values=right, revision=worker.revision, by=None)
    assert not queries.wrong_niks(dlh).exists()


@pytest.mark.parametrize(
    ("decision", "answers"),
    [
        (CaseDecision.TRANSFERRED, {"moved_on": DAY}),
        (CaseDecision.STAYS, {}),
        (CaseDecision.BOTH, {}),
        (CaseDecision.WRONG_NIK, {"wrong": True}),
    ],
)
def test_taking_a_decision_back_leaves_both_lists_as_before(twice, dishub, dlh, decision, answers):
    case = twice(dishub, dlh)
    answers = {"wrong_agency": dlh.pk} if answers.pop("wrong", None) else answers
    before = spells(case.nik), list(_figures())
    case = decide(case, decision, **answers)
    assert deciding.take_back(case=case, by=None).moved_on is None
    assert (spells(case.nik), list(_figures())) == before
    case.refresh_from_db()
    assert (case.decision, case.decided_at, case.before) == (None, None, None)
    assert ListingCase.objects.open().count() == 1


def _figures():
    return AgencyFigures.objects.order_by("agency", "population", "day").values_list(
        "agency", "day", "listed", "registered", "confirmed"
    )


def test_a_decision_is_not_taken_back_once_a_row_changed(twice, dishub, dlh):
    case = decide(twice(dishub, dlh), CaseDecision.TRANSFERRED, moved_on=DAY)
    spell = spell_at(dlh, case.nik)
    actions.end_enrolment(enrolment=spell, ended_on=dt.date(2020, 5, 1), reason="resigned", by=None)
    assert not deciding.can_take_back(case)
    with pytest.raises(ValidationError):
        deciding.take_back(case=case, by=None)


def test_a_decision_on_rows_that_changed_since_the_page_is_refused(twice, dishub, dlh):
    case = twice(dishub, dlh)
    seen = deciding.seen_of(queries.sides_of(case))
    worker = worker_at(dlh, case.nik)
    actions.edit_worker(worker=worker, values={"name": "Lain"}, revision=worker.revision, by=None)
    with pytest.raises(ValidationError) as told:
        deciding.decide(case=case, made=Decision(CaseDecision.STAYS), seen=seen, by=None)
    assert told.value.code == "moved"


@pytest.mark.parametrize("day", [dt.date(2019, 5, 1), dt.date(2999, 1, 1)])
def test_a_day_that_does_not_fit_changes_nothing(twice, dishub, dlh, day):
    case = twice(dishub, dlh)
    before = spells(case.nik)
    with pytest.raises(ValidationError):
        decide(case, CaseDecision.TRANSFERRED, moved_on=day)
    assert spells(case.nik) == before
    assert ListingCase.objects.open().count() == 1


def test_who_is_said_to_have_moved_stays_until_the_city_agrees(dishub, dlh):
    worker = WorkerFactory(agency=dishub, registered=True, wage=2_500_000)
    opening.say_moved(agency=dishub, workers=[worker.pk], target=dlh, on=MOVED, by=None)
    case = ListingCase.objects.get()
    assert (case.kind, case.other_worker, spell_at(dishub, worker.nik).ended_on) == ("moved", None, None)
    decide(case, CaseDecision.TRANSFERRED, moved_on=MOVED)
    assert spell_at(dishub, worker.nik).ended_on == MOVED
    there = worker_at(dlh, worker.nik)
    assert (there.name, there.wage) == (worker.name, worker.wage)
    assert spell_at(dlh, worker.nik).registered_on == dt.date(2020, 2, 1)


def test_taking_a_stated_move_back_removes_the_row_it_made(dishub, dlh):
    worker = WorkerFactory(agency=dishub, registered=True)
    opening.say_moved(agency=dishub, workers=[worker.pk], target=dlh, on=MOVED, by=None)
    before = spells(worker.nik)
    another_day = MOVED + dt.timedelta(days=1)
    case = decide(ListingCase.objects.get(), CaseDecision.TRANSFERRED, moved_on=another_day)
    assert deciding.take_back(case=case, by=None).moved_on == MOVED  # the day that was stated
    assert spells(worker.nik) == before
    assert not Worker.objects.filter(agency=dlh).exists()
    assert ListingCase.objects.open().count() == 1


def test_a_stated_move_turns_an_open_case_into_its_own(twice, dishub, dlh):
    case = twice(dishub, dlh)
    opening.say_moved(agency=dlh, workers=[case.other_worker_id], target=dishub, on=MOVED, by=None)
    said = ListingCase.objects.get()
    assert (said.kind, said.agency, said.other_agency) == ("moved", dlh, dishub)
    assert (said.worker_id, said.other_worker_id) == (case.other_worker_id, case.worker_id)


def test_who_comes_to_the_list_joins_the_stated_move(dishub, dlh):
    worker = WorkerFactory(agency=dishub)
    opening.say_moved(agency=dishub, workers=[worker.pk], target=dlh, on=MOVED, by=None)
    (there,) = actions.add_workers(
        agency=dlh, people=[{"nik": worker.nik, "name": "Asep"}], listed_on=MOVED, by=None
    )
    case = ListingCase.objects.get()
    assert (case.kind, case.other_worker_id) == ("moved", there.pk)


def test_a_transfer_settles_a_proposal_to_leave_and_taking_back_reopens_it(twice, dishub, dlh, upload_of):
    case = twice(dishub, dlh)
    proposal = ProposedExit.objects.create(
        upload=upload_of(dishub), agency=dishub, worker_id=case.worker_id, proposed_on=MOVED
    )
    case = decide(case, CaseDecision.TRANSFERRED, moved_on=DAY)
    proposal.refresh_from_db()
    assert (proposal.stays, proposal.reason, proposal.moved_to) == (False, "moved", dlh)
    deciding.take_back(case=case, by=None)
    proposal.refresh_from_db()
    assert proposal.decided_at is None


def test_nothing_is_left_open_when_the_spell_ended_meanwhile(twice, dishub, dlh):
    case = twice(dishub, dlh)
    Enrolment.objects.filter(worker=case.worker_id).update(state="ended", ended_on=MOVED, end_reason="died")
    with pytest.raises(ValidationError):
        decide(case, CaseDecision.STAYS)
