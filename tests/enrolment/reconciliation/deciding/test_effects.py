"""What each decision changes, and that taking it back leaves everything as it was."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agencies import access
from enrolment.claims.actions import move
from enrolment.claims.opening import Event, open_claim
from enrolment.models import Difference, Enrolment, ParticipantMatch, Worker
from enrolment.reconciliation.deciding import actions
from enrolment.reconciliation.deciding.planning import Asked, plan
from tests.enrolment.reconciliation.deciding import deeds
from tests.enrolment.reconciliation.deciding.deeds import decide, everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("name", "ORANG LAIN SEKALI", "ORANG LAIN SEKALI"),
        ("birth_date", dt.date(1985, 12, 3), dt.date(1985, 12, 3)),
        ("sex", "P", "P"),
        ("wage", 3_000_000, Decimal("3000000.00")),
        ("kpj", "20099999999", "20099999999"),
    ],
)
def test_taking_a_value_of_bpjs_gives_it_to_the_worker(dishub, field, value, kept):
    worker = deeds.differing(dishub, **{field: value})
    before = everything()
    [batch] = decide(Difference.objects.all(), "take_theirs")
    worker.refresh_from_db()
    assert getattr(worker, field) == kept
    assert list(Difference.objects.values_list("kind", "state")) == [(f"{field}_differs", "decided")]
    actions.undo(batch=batch, by=None)
    assert everything() == before


def test_taking_a_kpj_gives_it_to_the_enrolment_too(dishub):
    worker = deeds.differing(dishub, kpj="20099999999")
    decide(Difference.objects.all(), "take_theirs")
    assert Enrolment.objects.get(worker=worker).kpj == "20099999999"


def test_who_is_on_no_roster_comes_onto_it_registered_and_confirmed(dishub):
    number = deeds.unknown(dishub)
    before = everything()
    [batch] = decide(Difference.objects.all(), "take_theirs")
    worker = Worker.objects.get(nik=number)
    spell = worker.enrolments.get()
    assert (worker.name, worker.wage, worker.agency) == ("BUDI SANTOSO", 2_500_000, dishub)
    assert (spell.state, spell.basis, spell.kpj) == ("registered", "confirmed", "20012345678")
    assert (spell.registered_on, spell.confirmed_month) == (dt.date(2026, 3, 1), dt.date(2026, 8, 1))
    actions.undo(batch=batch, by=None)
    assert everything() == before


def test_who_is_not_on_the_list_leaves_with_a_reason(dishub):
    worker = deeds.unlisted(dishub)
    before = everything()
    [batch] = decide(Difference.objects.all(), "take_theirs", reason="resigned")
    spell = Enrolment.objects.get(worker=worker)
    assert (spell.state, spell.end_reason, spell.ended_on) == ("ended", "resigned", dt.date(2026, 8, 1))
    actions.undo(batch=batch, by=None)
    assert everything() == before


def test_who_was_never_registered_stays_listed(dishub):
    worker = deeds.unlisted(dishub)
    before = everything()
    [batch] = decide(Difference.objects.all(), "take_theirs", reason="never_registered")
    spell = Enrolment.objects.get(worker=worker)
    assert (spell.state, spell.registered_on, spell.basis) == ("listed", None, None)
    actions.undo(batch=batch, by=None)
    assert everything() == before


def test_an_end_that_bpjs_does_not_know_is_taken_back(dishub):
    worker = deeds.ended(dishub)
    before = everything()
    [batch] = decide(Difference.objects.all(), "take_theirs")
    spell = Enrolment.objects.get(worker=worker)
    assert (spell.state, spell.ended_on) == ("registered", None)
    actions.undo(batch=batch, by=None)
    assert everything() == before


def test_who_is_said_to_have_died_comes_back_on_their_own_page_alone(dishub):
    worker, day = deeds.ended(dishub, "died"), dt.date(2026, 1, 31)
    claim = open_claim(worker=worker, event=Event("death", day, day), by=access.SYSTEM)
    with pytest.raises(ValidationError):
        decide(Difference.objects.all(), "take_theirs")
    assert plan(Difference.objects.all(), Asked("take_theirs")).refused == [
        (Difference.objects.get(), "died")
    ]
    assert not worker.enrolments.open().exists()
    move(claim=claim, to="closed", values={"closed_on": day, "closing_reason": "mistake"}, by=access.SYSTEM)
    decide(Difference.objects.all(), "take_theirs")
    assert worker.enrolments.open().exists()


def test_who_left_bpjs_ends_on_bpjss_day(dishub):
    worker = deeds.differing(dishub, is_active=False, left_on=dt.date(2026, 7, 15))
    before = everything()
    [batch] = decide(Difference.objects.all(), "take_theirs", reason="retired")
    spell = Enrolment.objects.get(worker=worker)
    assert (spell.ended_on, spell.end_reason) == (dt.date(2026, 7, 15), "retired")
    actions.undo(batch=batch, by=None)
    assert everything() == before


def test_the_same_person_under_bpjss_nik_is_registered_and_confirmed(dishub):
    worker = deeds.alike(dishub)
    before = everything()
    difference = Difference.objects.get(kind="nik_differs")
    [batch] = decide(Difference.objects.filter(pk=difference.pk), "take_theirs")
    worker.refresh_from_db()
    spell = worker.enrolments.get()
    assert worker.nik == difference.theirs["nik"]
    assert (spell.state, spell.basis, spell.kpj) == ("registered", "confirmed", "20099998888")
    actions.undo(batch=batch, by=None)
    assert everything() == before


def test_the_same_person_under_our_nik_is_registered_too(dishub):
    worker = deeds.alike(dishub)
    before, old = everything(), worker.nik
    [batch] = decide(Difference.objects.filter(kind="nik_differs"), "keep_ours")
    worker.refresh_from_db()
    assert (worker.nik, worker.enrolments.get().basis) == (old, "confirmed")
    actions.undo(batch=batch, by=None)
    assert everything() == before


def test_two_different_people_are_told_apart_and_stay_so(dishub):
    worker = deeds.alike(dishub)
    before = everything()
    [batch] = decide(Difference.objects.filter(kind="nik_differs"), "other_person")
    assert ParticipantMatch.objects.get().is_refused
    kinds = Difference.objects.undecided().values_list("kind", flat=True)
    assert sorted(kinds) == ["not_on_roster", "not_registered"]
    worker.refresh_from_db()
    assert worker.enrolments.get().state == "listed"
    actions.undo(batch=batch, by=None)
    assert everything() == before


@pytest.mark.parametrize("decision", ["keep_ours", "noted"])
def test_keeping_ours_changes_nothing_but_the_difference(dishub, decision):
    deeds.differing(dishub, wage=3_000_000)
    before = everything()
    [batch] = decide(Difference.objects.all(), decision, note="SK terbaru")
    after = everything()
    assert after.pop("differences") != before.pop("differences")
    assert after == before
    assert (batch.count, batch.note) == (1, "SK terbaru")


def test_a_nik_that_somebody_has_is_not_taken(dishub):
    worker = deeds.alike(dishub)
    difference = Difference.objects.get(kind="nik_differs")
    taken = deeds.registered(dishub, nik=difference.theirs["nik"])
    with pytest.raises(actions.ValidationError):
        decide(Difference.objects.filter(pk=difference.pk), "take_theirs")
    worker.refresh_from_db()
    assert worker.nik != taken.nik


def test_somebody_without_a_valid_nik_is_not_added(dishub):
    deeds.unknown(dishub, nik=None)
    with pytest.raises(actions.ValidationError):
        decide(Difference.objects.all(), "take_theirs")
    assert not Worker.objects.exists()


def test_two_values_of_one_worker_are_taken_and_given_back_together(dishub):
    worker = deeds.differing(dishub, wage=3_000_000, birth_date=dt.date(1985, 12, 3))
    before = everything()
    [batch] = decide(Difference.objects.all(), "take_theirs")
    worker.refresh_from_db()
    assert (worker.wage, worker.birth_date) == (3_000_000, dt.date(1985, 12, 3))
    assert batch.count == 2
    actions.undo(batch=batch, by=None)
    assert everything() == before


def test_who_is_not_on_the_list_needs_a_reason(dishub):
    deeds.unlisted(dishub)
    with pytest.raises(actions.ValidationError):
        decide(Difference.objects.all(), "take_theirs")
    assert Difference.objects.get().state == "open"


def test_somebody_whom_the_list_does_not_name_is_not_added(dishub):
    deeds.unknown(dishub, name="")
    with pytest.raises(ValidationError):
        decide(Difference.objects.all(), "take_theirs")
    assert not Worker.objects.exists()


@pytest.mark.parametrize(
    ("since", "registered"), [("2026-08-17", "2026-08-17"), ("2026-09-02", "2026-08-01")]
)
def test_who_became_a_participant_in_the_month_is_registered_since_that_day(dishub, since, registered):
    deeds.unknown(dishub, participant_since=dt.date.fromisoformat(since))
    decide(Difference.objects.all(), "take_theirs")
    assert Enrolment.objects.get().registered_on == dt.date.fromisoformat(registered)


def test_a_wage_below_nothing_is_nobodys(dishub):
    deeds.unknown(dishub, wage=Decimal(-1))
    decide(Difference.objects.all(), "take_theirs")
    assert Worker.objects.get().wage is None
    Worker.objects.update(wage=2_000_000)
    deeds.compare(dishub)
    with pytest.raises(ValidationError):
        decide(Difference.objects.filter(kind="wage_differs"), "take_theirs")
