"""Taking an undo back, any number of times."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrolment import figures
from enrolment.models import Enrolment, ProposedExit, Upload, UploadState, Worker, WorkerImage
from enrolment.rosters import undoing
from tests.enrolment.rosters.books import person
from tests.enrolment.rosters.lists import Desk, roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(dishub, dishub_operator):
    return Desk(dishub, dishub_operator)


def test_undo_and_redo_go_back_and_forth_to_the_very_same_roster(desk):
    asep, budi = person("Asep"), person("Budi")
    desk.save([asep, budi])
    before = roster()
    upload = desk.save(
        [asep | {"JABATAN": "Sopir", "KPJ": "12345678901"}, person("Cecep")],
        mode="full",
        registered_on=dt.date(2020, 2, 1),
    )
    after = roster()
    assert ProposedExit.objects.filter(decided_at=None).count() == 1
    for _round in range(3):
        assert desk.undo(upload)["reversed"] == 2
        assert roster() == before
        assert desk.redo(upload)["reversed"] == 2
        assert roster() == after
    upload.refresh_from_db()
    assert (upload.state, upload.redone_by) == (UploadState.APPLIED, desk.operator)
    assert upload.undo_result["redone"]["kept"] == []


def test_a_return_comes_back_as_the_same_spell(desk):
    asep = person("Asep")
    desk.save([asep])
    Enrolment.objects.update(state="ended", ended_on=dt.date(2020, 3, 1), end_reason="resigned")
    figures.recount([desk.agency.pk])
    before = roster()
    upload = desk.save([asep | {"JABATAN": "Sopir"}])
    after = roster()
    for _round in range(2):
        desk.undo(upload)
        assert roster() == before
        desk.redo(upload)
        assert roster() == after


def test_what_was_touched_since_the_undo_stays_and_is_named(desk):
    asep, budi = person("Asep"), person("Budi")
    desk.save([asep, budi])
    upload = desk.save([asep | {"JABATAN": "Sopir"}, budi | {"JABATAN": "Mandor"}])
    desk.undo(upload)
    Worker.objects.filter(name="Asep").update(phone="081234567890")
    result = desk.redo(upload)
    assert [(k["name"], k["reason"]) for k in result["kept"]] == [("Asep", "edited")]
    assert set(Worker.objects.values_list("name", "position")) == {
        ("Asep", "Pengatur lalu lintas"),
        ("Budi", "Mandor"),
    }
    again = desk.undo(upload)
    assert (again["reversed"], again["kept"]) == (1, [])


def test_whoever_was_listed_again_since_the_undo_is_not_doubled(desk):
    asep, budi = person("Asep"), person("Budi")
    upload = desk.save([asep, budi])
    desk.undo(upload)
    desk.save([asep])
    result = desk.redo(upload)
    assert [(f["name"], f["reason"]) for f in result["failed"]] == [("Asep", "listed_again")]
    assert Worker.objects.count() == 2


def test_an_undo_that_cannot_be_taken_back_for_anybody_stays_undone(desk):
    asep = person("Asep")
    upload = desk.save([asep])
    desk.undo(upload)
    desk.save([asep])
    with pytest.raises(undoing.NotApplicable):
        desk.redo(upload)
    assert Upload.objects.get(pk=upload.pk).state == UploadState.UNDONE


def test_a_later_upload_cannot_be_redone_before_the_one_that_listed_its_people(desk):
    asep = person("Asep")
    first, second = desk.save([asep]), desk.save([asep | {"JABATAN": "Sopir"}])
    desk.undo(second)
    desk.undo(first)
    with pytest.raises(undoing.NotApplicable):
        desk.redo(second)
    desk.redo(first)
    desk.redo(second)
    assert Worker.objects.get().position == "Sopir"


def test_rows_saved_later_are_undone_and_redone_with_the_rest(desk, dishub_operator):
    upload = desk.save([person("Asep")])
    desk.undo(upload)
    desk.redo(upload)
    assert not WorkerImage.objects.exclude(worker_after=None).exists()
    desk.undo(upload)
    assert not Worker.objects.exists()


OLD = [person(f"Orang {n}") for n in range(12)]


def lists():
    """Five lists with newcomers, changes and people missing; one of them registers."""
    yield OLD[:8], {}
    yield [p | {"JABATAN": "Sopir"} for p in OLD[:4]] + OLD[5:10], {"mode": "full"}
    yield [p | {"KPJ": "12345678901"} for p in OLD[2:6]], {"registered_on": dt.date(2020, 2, 1)}
    yield [p | {"ALAMAT": "Jl. Veteran 1"} for p in OLD], {"mode": "full"}
    yield [p | {"JABATAN": "Mandor"} for p in OLD[::2]], {"mode": "full"}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["undo", "redo"]), min_size=4, max_size=12))
def test_any_way_back_and_forth_leads_to_the_expected_roster(uploads, desk, steps):
    saved, expected = uploads
    at = len(saved)
    with transaction.atomic():
        for step in steps:
            if step == "undo" and at:
                at -= 1
                result = desk.undo(saved[at])
            elif step == "redo" and at < len(saved):
                result = desk.redo(saved[at])
                at += 1
            else:
                continue
            assert (result["kept"], result["failed"]) == ([], [])
            assert roster() == expected[at]
        transaction.set_rollback(True)


@pytest.fixture
def uploads(desk):
    """The saved uploads, and the roster before the first and after each."""
    saved, expected = [], [roster()]
    for people, answers in lists():
        saved.append(desk.save(people, **answers))
        expected.append(roster())
    return saved, expected


def test_workers_brought_back_untouched_need_no_image_again(desk):
    """As after the first save: so that undoing a large list over and over costs no more each time."""
    upload = desk.save([person("Asep"), person("Budi")])
    before = roster()
    for _round in range(2):
        desk.undo(upload)
        assert WorkerImage.objects.filter(upload=upload).count() == 2
        desk.redo(upload)
        assert not WorkerImage.objects.filter(upload=upload).exists()
        assert roster() == before
