"""Receive, compare, save, undo: what becomes of a list."""

import datetime as dt

import pytest

from agencies import access
from enrolment.models import (
    AgencyFigures,
    Enrolment,
    EnrolmentState,
    ProposedExit,
    StagedKind,
    UploadMode,
    UploadState,
    Worker,
)
from enrolment.rosters import applying, exits, fixing, receiving, undoing
from tests.enrolment.rosters.books import person, workbook
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 2, 20)


@pytest.fixture
def hand_in(dishub, dishub_operator):
    """Hand a workbook in for Dishub, as its operator, and check it."""

    def hand_in(people, **more):
        with access.acting(dishub_operator):
            upload = receiving.receive(
                agency=dishub,
                chunks=[workbook(people)],
                file_name="daftar.xlsx",
                by=dishub_operator,
                roster_date=DAY,
            )
            return receiving.check(upload=upload, **more)

    return hand_in


@pytest.fixture
def save(dishub_operator):
    def save(upload, **answers):
        with access.acting(dishub_operator):
            applying.apply(upload=upload, by=dishub_operator, answers=answers)
        upload.refresh_from_db()
        return upload

    return save


def test_first_list_is_all_new(hand_in, save, dishub):
    upload = hand_in([person("Asep"), person("Budi")])
    assert (upload.state, upload.counts["new"]) == (UploadState.CHECKED, 2)
    assert upload.counts["read"] == upload.counts["valid"] + upload.counts["skipped"]
    assert not Worker.objects.exists()
    save(upload)
    assert set(Worker.objects.values_list("name", flat=True)) == {"Asep", "Budi"}
    assert Enrolment.objects.filter(state="listed", listed_on=DAY).count() == 2
    figures = AgencyFigures.objects.get(agency=dishub)
    assert (figures.day, figures.listed, figures.registered) == (DAY, 2, 0)


def test_same_list_again_changes_nothing(hand_in, save):
    people = [person("Asep"), person("Budi")]
    save(hand_in(people))
    upload = hand_in(people)
    assert (upload.counts["unchanged"], upload.counts["new"], upload.counts["changed"]) == (2, 0, 0)
    revisions = list(Worker.objects.values_list("revision", flat=True))
    save(upload)
    assert list(Worker.objects.values_list("revision", flat=True)) == revisions


def test_changed_row_shows_old_and_new_and_an_empty_cell_erases_nothing(hand_in, save):
    asep = person("Asep", ALAMAT="Jl. Veteran 1")
    save(hand_in([asep]))
    upload = hand_in([asep | {"JABATAN": "Juru parkir", "ALAMAT": None}])
    (kind,) = StagedKind.objects.filter(upload=upload)
    assert kind.changes == {"position": ["Pengatur lalu lintas", "Juru parkir"]}
    save(upload)
    worker = Worker.objects.get()
    assert (worker.position, worker.address) == ("Juru parkir", "Jl. Veteran 1")


def test_bad_row_waits_and_its_person_is_not_called_missing(hand_in, save):
    asep, budi = person("Asep"), person("Budi")
    save(hand_in([asep, budi]))
    upload = hand_in([asep, budi | {"NO KTP": "3673010101"}])
    assert (upload.counts["needs_fix"], upload.counts["missing"]) == (1, 0)


def test_missing_from_a_whole_list_is_proposed_and_not_ended(hand_in, save):
    people = [person(f"Orang {n}") for n in range(20)]
    save(hand_in(people))
    upload = hand_in(people[1:])
    assert (upload.counts["missing"], upload.mode) == (1, UploadMode.FULL)
    save(upload)
    assert ProposedExit.objects.filter(decided_at=None).count() == 1
    assert Enrolment.objects.open().count() == 20


def test_more_than_a_tenth_missing_is_taken_for_a_part(hand_in, save):
    people = [person(f"Orang {n}") for n in range(20)]
    save(hand_in(people))
    upload = save(hand_in(people[3:]))
    assert upload.mode == UploadMode.PARTIAL
    assert not ProposedExit.objects.exists()


def test_confirmed_exit_ends_the_spell_and_the_return_is_a_new_one(hand_in, save, dishub, dishub_operator):
    asep, budi = person("Asep"), person("Budi")
    save(hand_in([asep, budi]))
    save(hand_in([asep]), mode="full")
    proposal = ProposedExit.objects.get()
    decision = {proposal.pk: exits.Leaving("resigned", dt.date(2020, 3, 1))}
    exits.decide(agency=dishub, leaving=decision, staying=set(), by=dishub_operator)
    spell = Enrolment.objects.get(worker__name="Budi")
    assert (spell.state, spell.ended_on, spell.end_reason) == ("ended", dt.date(2020, 3, 1), "resigned")
    assert AgencyFigures.objects.get(agency=dishub, day="2020-03-01").listed == 1
    upload = hand_in([asep, budi])
    assert upload.counts["new"] == 1
    save(upload)
    assert [e.listed_on for e in Enrolment.objects.filter(worker__name="Budi")] == [DAY, dt.date(2020, 3, 1)]


def test_registered_since_marks_only_rows_with_a_kpj(hand_in, save, dishub):
    upload = hand_in([person("Asep", KPJ="12345678901"), person("Budi")])
    save(upload, registered_on=dt.date(2020, 2, 1))
    asep = Enrolment.objects.get(worker__name="Asep")
    assert (asep.state, asep.registered_on, asep.basis, asep.kpj) == (
        EnrolmentState.REGISTERED,
        dt.date(2020, 2, 1),
        "stated",
        "12345678901",
    )
    assert asep.listed_on == dt.date(2020, 2, 1)
    assert Enrolment.objects.get(worker__name="Budi").state == EnrolmentState.LISTED
    assert AgencyFigures.objects.get(agency=dishub, day="2020-02-20").registered == 1


def test_a_kpj_alone_registers_nobody(hand_in, save):
    save(hand_in([person("Asep", KPJ="12345678901")]))
    assert Enrolment.objects.get().state == EnrolmentState.LISTED


def snapshot():
    workers = Worker.objects.order_by("pk").values_list("pk", "nik", "name", "position", "wage", "kpj")
    spells = Enrolment.objects.order_by("pk").values_list("pk", "state", "listed_on", "registered_on", "kpj")
    figures = AgencyFigures.objects.order_by("day").values_list("day", "listed", "submitted", "registered")
    return list(workers), list(spells), list(figures)


def test_undo_puts_everything_back(hand_in, save, dishub_operator):
    asep, budi, cecep = person("Asep"), person("Budi"), person("Cecep")
    save(hand_in([asep, budi]))
    before = snapshot()
    again = [asep | {"JABATAN": "Sopir", "KPJ": "12345678901"}, cecep]
    upload = save(hand_in(again), mode="full", registered_on=dt.date(2020, 2, 1))
    assert snapshot() != before
    result = undoing.undo(upload=upload, by=dishub_operator)
    assert (result["reversed"], result["kept"], result["failed"]) == (2, [], [])
    assert snapshot() == before
    assert not ProposedExit.objects.exists()


def test_undo_keeps_what_was_edited_since(hand_in, save, dishub_operator):
    upload = save(hand_in([person("Asep"), person("Budi")]))
    budi = Worker.objects.get(name="Budi")
    Worker.objects.filter(pk=budi.pk).update(position="Sopir")
    result = undoing.undo(upload=upload, by=dishub_operator)
    assert result["reversed"] == 1
    assert [(k["worker"], k["name"], k["reason"]) for k in result["kept"]] == [(budi.pk, "Budi", "edited")]
    assert Worker.objects.get() == budi


def test_undo_twice_is_refused(hand_in, save, dishub_operator):
    upload = save(hand_in([person("Asep")]))
    undoing.undo(upload=upload, by=dishub_operator)
    with pytest.raises(undoing.NotApplicable):
        undoing.undo(upload=upload, by=dishub_operator)


def test_saving_after_the_list_moved_is_refused_and_compared_again(hand_in, save):
    asep = person("Asep")
    first, second = hand_in([asep]), hand_in([asep])
    save(first)
    with pytest.raises(applying.RosterMoved):
        save(second)
    assert Worker.objects.count() == 1
    applying.compare_again(upload=second)
    assert (second.counts["new"], second.counts["unchanged"]) == (0, 1)
    assert save(second).state == UploadState.APPLIED


def test_saving_twice_is_refused(hand_in, save):
    upload = save(hand_in([person("Asep")]))
    with pytest.raises(applying.NotApplicable):
        save(upload)


def test_people_on_another_list_are_pointed_out_without_saying_where(hand_in, dlh):
    elsewhere = WorkerFactory(agency=dlh)
    upload = hand_in([person("Asep", number=elsewhere.nik), person("Budi")])
    assert upload.counts["elsewhere"] == 1


def test_a_hand_edit_between_two_saves_of_an_upload_survives_its_undo(hand_in, save, dishub_operator):
    asep = person("Asep")
    save(hand_in([asep]))
    upload = save(hand_in([asep | {"JABATAN": "Sopir"}, person("Budi", number="1")]))
    Worker.objects.filter(name="Asep").update(phone="081234567890")
    row = upload.rows.get(has_errors=True)
    reading = fixing.read_texts({"nik": "3673011203859777", "name": "Budi"})
    fixing.fix(row=row, reading=reading, by=dishub_operator)
    save(upload)
    result = undoing.undo(upload=upload, by=dishub_operator)
    assert [kept["name"] for kept in result["kept"]] == ["Asep"]
    assert Worker.objects.get(name="Asep").phone == "081234567890"


def test_whoever_is_in_a_later_list_is_no_longer_proposed_to_leave(hand_in, save):
    people = [person(f"Orang {n}") for n in range(20)]
    save(hand_in(people))
    save(hand_in(people[1:]))
    assert ProposedExit.objects.filter(decided_at=None).count() == 1
    save(hand_in(people))
    assert ProposedExit.objects.get().stays


def test_uploads_undone_newest_first_lead_back_to_the_start(hand_in, save, dishub_operator):
    asep = person("Asep")
    uploads = [save(hand_in([asep | {"JABATAN": job}])) for job in ("Juru parkir", "Sopir", "Mandor")]
    for upload in reversed(uploads):
        assert undoing.undo(upload=upload, by=dishub_operator)["kept"] == []
    assert not Worker.objects.exists()
