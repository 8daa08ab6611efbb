"""Undoing a list leaves those alone who stand in an official sheet, until it is withdrawn."""

import uuid

import pytest

from agencies import access
from enrolment.models import OfficialSheet, Worker
from enrolment.sipp import answering
from tests.enrolment.rosters.books import person
from tests.enrolment.rosters.lists import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(dishub, dishub_operator):
    return Desk(dishub, dishub_operator)


def sheet_with(worker: Worker) -> OfficialSheet:
    sheet = OfficialSheet.objects.create(
        agency=worker.agency,
        group=worker.contribution_group,
        kind="data_tk_baru",
        layout="30",
        batch=uuid.uuid4(),
        month="2020-03-01",
        file_name="data_tk_baru.xlsx",
        rows=1,
    )
    spell = worker.enrolments.get()
    sheet.people.create(agency=worker.agency, ordinal=1, worker=worker, enrolment_id=spell.pk, values={})
    return sheet


def test_who_stands_in_a_sheet_stays(desk):
    upload = desk.save([person("Asep"), person("Budi")])
    sheet_with(Worker.objects.get(name="Asep"))
    done = desk.undo(upload)
    assert [(one["name"], one["reason"]) for one in done["failed"]] == [("Asep", "in_sheet")]
    assert list(Worker.objects.values_list("name", flat=True)) == ["Asep"]


def test_a_withdrawn_sheet_holds_nobody(desk):
    upload = desk.save([person("Asep"), person("Budi")])
    answering.withdraw(sheet=sheet_with(Worker.objects.get(name="Asep")), by=access.SYSTEM)
    assert desk.undo(upload)["reversed"] == 2
