"""Undoing a saved upload: what is put back, what stays, why, since whom and when."""

import datetime as dt

import pghistory
import pytest

from enrolment.models import (
    Category,
    ChangeBatch,
    ChangedWorker,
    Enrolment,
    ListingCase,
    ProposedExit,
    Upload,
    UploadState,
    Worker,
)
from enrolment.rosters import exits, undoing
from enrolment.workers.registering import register
from tests.enrolment.rosters.books import person
from tests.enrolment.rosters.lists import Desk, roster
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(dishub, dishub_operator):
    return Desk(dishub, dishub_operator)


def reasons(entries):
    return {entry["name"]: entry["reason"] for entry in entries}


def registered(name, **more):
    spells = Enrolment.objects.filter(worker__name=name)
    values = {"registered_on": dt.date(2020, 3, 1), "basis": "stated", "confirmed_month": None, "kpj": None}
    register(enrolments=spells, by=None, **(values | more))


def test_who_edited_since_and_when_is_said(desk, city_manager):
    upload = desk.save([person("Asep"), person("Budi")])
    with pghistory.context(user=city_manager.pk):
        Worker.objects.filter(name="Budi").update(position="Sopir")
    result = desk.undo(upload)
    (kept,) = result["kept"]
    assert (kept["name"], kept["reason"], kept["who"]) == ("Budi", "edited", str(city_manager))
    assert dt.datetime.fromisoformat(kept["when"]).tzinfo is not None
    assert (result["reversed"], result["failed"]) == (1, [])
    assert Worker.objects.get().position == "Sopir"


def test_what_went_on_since_cannot_be_put_back_and_says_why(desk, dishub, dishub_operator):
    names = ["Asep", "Budi", "Cecep", "Dedi", "Euis"]
    upload = desk.save([person(name) for name in names])
    registered("Asep")
    Enrolment.objects.filter(worker__name="Budi").update(state="submitted", submitted_on=dt.date(2020, 3, 2))
    registered("Cecep", basis="confirmed", confirmed_month=dt.date(2020, 3, 1))
    Enrolment.objects.filter(worker__name="Dedi").update(
        state="ended", ended_on=dt.date(2020, 4, 1), end_reason="resigned"
    )
    result = desk.undo(upload)
    assert reasons(result["failed"]) == {
        "Asep": "registered",
        "Budi": "submitted",
        "Cecep": "registered",
        "Dedi": "ended",
    }
    assert (result["reversed"], result["kept"]) == (1, [])


def test_a_registration_that_bpjs_confirmed_since_cannot_be_put_back(desk):
    upload = desk.save([person("Asep", KPJ="12345678901")], registered_on=dt.date(2020, 2, 1))
    registered("Asep", basis="confirmed", confirmed_month=dt.date(2020, 3, 1))
    assert reasons(desk.undo(upload)["failed"]) == {"Asep": "confirmed"}


def test_a_return_since_cannot_be_put_back(desk, dishub):
    upload = desk.save([person("Asep")])
    spell = Enrolment.objects.get()
    Enrolment.objects.update(state="ended", ended_on=dt.date(2020, 4, 1), end_reason="resigned")
    Enrolment.objects.create(worker=spell.worker, agency=dishub, listed_on=dt.date(2020, 5, 1))
    assert reasons(desk.undo(upload)["failed"]) == {"Asep": "returned"}


def test_the_outlook_says_what_undoing_then_does(desk):
    asep = person("Asep")
    desk.save([asep])
    upload = desk.save([asep | {"JABATAN": "Sopir"}, person("Budi"), person("Cecep")])
    Worker.objects.filter(name="Cecep").update(phone="081234567890")
    seen = desk.outlook(upload)
    assert (seen.new, seen.changed, reasons(seen.kept)) == (1, 1, {"Cecep": "edited"})
    before = roster()
    assert desk.outlook(upload) == seen
    assert roster() == before
    result = desk.undo(upload)
    assert {k: result[k] for k in ("new", "changed", "kept", "failed")} == vars(seen)


def test_undoing_what_moved_since_it_was_looked_at_is_refused(desk, dishub_operator):
    upload = desk.save([person("Asep")])
    version = upload.agency.roster.version
    Worker.objects.update(position="Sopir")
    with pytest.raises(undoing.RosterMoved):
        undoing.undo(upload=upload, by=dishub_operator, seen=version)
    assert Upload.objects.get(pk=upload.pk).state == UploadState.APPLIED


def test_exits_that_the_upload_settled_are_proposed_again(desk):
    people = [person(f"Orang {n}") for n in range(20)]
    desk.save(people)
    desk.save(people[1:])
    before = roster()
    upload = desk.save(people)
    assert ProposedExit.objects.get().stays
    desk.undo(upload)
    assert roster() == before
    assert ProposedExit.objects.get().decided_at is None


def test_an_exit_settled_long_ago_does_not_stand_in_the_way(desk):
    people = [person(f"Orang {n}") for n in range(20)]
    first = desk.save(people)
    desk.save(people[1:])
    desk.save(people)
    desk.undo(first)
    assert not Worker.objects.exists()
    assert not ProposedExit.objects.exists()
    desk.redo(first)
    assert ProposedExit.objects.get().stays


def test_an_exit_decided_since_stays_decided(desk, dishub, dishub_operator):
    people = [person(f"Orang {n}") for n in range(20)]
    desk.save(people)
    upload = desk.save(people[1:])
    leaving = {ProposedExit.objects.get().pk: exits.Leaving("resigned", dt.date(2020, 3, 1))}
    exits.decide(agency=dishub, leaving=leaving, staying=set(), by=dishub_operator)
    desk.undo(upload)
    assert ProposedExit.objects.get().reason == "resigned"


def test_a_case_about_somebody_whom_undoing_takes_away_is_settled_until_it_is_taken_back(desk, dlh):
    elsewhere = WorkerFactory(agency=dlh)
    upload = desk.save([person("Asep", number=elsewhere.nik)])
    asep = Worker.objects.get(agency=desk.agency)
    ListingCase.objects.all().delete()
    case = ListingCase.objects.create(
        nik=asep.nik, agency=dlh, worker=elsewhere, other_agency=desk.agency, other_worker=asep
    )
    desk.undo(upload)
    case.refresh_from_db()
    assert (case.decision, case.decided_by) == ("settled", desk.operator)
    desk.redo(upload)
    case.refresh_from_db()
    assert (case.decision, case.decided_at) == (None, None)


def test_a_bulk_change_can_be_taken_back_after_a_later_upload_was_undone(desk):
    asep = person("Asep")
    desk.save([asep])
    batch = ChangeBatch.objects.create(
        agency=desk.agency, kind="category", category="pppk_pw", sk_number="1", sk_date="2020-01-01",
        effective_on="2020-01-01",
    )  # fmt: skip
    Worker.objects.update(category=Category.PPPK_PW)
    worker = Worker.objects.get()
    changed = ChangedWorker.objects.create(
        batch=batch, agency=desk.agency, worker_id=worker.pk, category_before="honorer",
        revision_before=worker.revision - 1, worker_revision=worker.revision,
    )  # fmt: skip
    upload = desk.save([asep | {"JABATAN": "Sopir"}])
    desk.undo(upload)
    changed.refresh_from_db()
    assert changed.worker_revision == Worker.objects.get().revision
