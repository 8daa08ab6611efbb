"""A change of many by an SK that was taken back stands in the way of no undoing."""

import datetime as dt

import pytest

from enrolment.models import ChangedWorker, Worker
from enrolment.workers.changes import actions
from enrolment.workers.changes.actions import Decree
from tests.enrolment.rosters.books import person
from tests.enrolment.rosters.lists import Desk, roster

pytestmark = pytest.mark.django_db
DECREE = Decree("800/12-BKPSDM", dt.date(2025, 12, 20), dt.date(2026, 1, 1))


@pytest.fixture
def desk(dishub, dishub_operator):
    return Desk(dishub, dishub_operator)


def to_category(agency):
    workers = Worker.objects.for_agency(agency)
    return actions.change_category(agency=agency, workers=workers, category="thl", decree=DECREE, by=None)


def extend(agency):
    workers, until = Worker.objects.for_agency(agency), dt.date(2027, 12, 31)
    return actions.extend_contracts(agency=agency, workers=workers, until=until, decree=DECREE, by=None)


@pytest.mark.parametrize("change", [to_category, extend])
def test_the_list_of_new_people_is_undone(desk, dishub, change):
    upload = desk.save([person("Asep"), person("Budi")])
    actions.undo(batch=change(dishub), by=None)
    assert desk.outlook(upload).moved == 2
    assert desk.undo(upload)["reversed"] == 2
    assert not Worker.objects.exists()


@pytest.mark.parametrize("change", [to_category, extend])
def test_the_list_that_changed_people_is_undone_and_redone(desk, dishub, change):
    asep = person("Asep")
    desk.save([asep])
    before = roster()
    upload = desk.save([asep | {"JABATAN": "Sopir"}])
    actions.undo(batch=change(dishub), by=None)
    after = roster()
    assert desk.undo(upload)["kept"] == []
    assert roster() == before
    assert desk.redo(upload)["kept"] == []
    assert roster() == after


def test_what_was_undone_meanwhile_is_redone(desk, dishub):
    asep = person("Asep")
    desk.save([asep])
    upload = desk.save([asep | {"JABATAN": "Sopir"}])
    after = roster()
    desk.undo(upload)
    actions.undo(batch=to_category(dishub), by=None)
    assert desk.redo(upload)["kept"] == []
    assert roster() == after


def test_changes_are_taken_back_the_newest_first(desk, dishub):
    upload = desk.save([person("Asep")])
    before = roster()
    first, second = to_category(dishub), extend(dishub)
    for batch in (second, first):
        assert actions.undo(batch=batch, by=None) == {"reversed": 1, "kept": 0}
    assert roster() == before
    assert not ChangedWorker.objects.exists()
    assert desk.undo(upload)["reversed"] == 1


def test_who_was_edited_since_the_list_stays_edited(desk, dishub):
    upload = desk.save([person("Asep")])
    Worker.objects.update(position="Sopir")
    actions.undo(batch=to_category(dishub), by=None)
    assert [entry["reason"] for entry in desk.undo(upload)["kept"]] == ["edited"]
