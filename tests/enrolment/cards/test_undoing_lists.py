"""Who holds a card or a certificate stays on the list when the upload that brought them is undone."""

import datetime as dt

import pytest

from enrolment.cards import actions, certificates, queries
from enrolment.models import Enrolment, Worker
from tests.enrolment.rosters.books import person
from tests.enrolment.rosters.lists import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(dishub, dishub_operator):
    return Desk(dishub, dishub_operator)


def registered(name: str) -> Worker:
    worker = Worker.objects.get(name=name)
    spells = Enrolment.objects.filter(worker=worker)
    spells.update(state="registered", registered_on=spells.get().listed_on, basis="stated")
    return worker


def card(agency, worker):
    holders = queries.holders(agency).filter(pk=worker.pk)
    actions.receive(agency=agency, workers=holders, day=dt.date(2020, 3, 1), by=None)


def certificate(agency, worker):
    certificates.issue(
        worker=worker, signer={"signer_name": "Budi"}, check_address="https://a.id/check/", by=None
    )


@pytest.mark.parametrize("paper", [card, certificate])
def test_undoing_keeps_who_holds_a_paper(desk, dishub, paper):
    upload = desk.save([person("Asep"), person("Budi")])
    paper(dishub, registered("Asep"))
    done = desk.undo(upload)
    assert [(one["name"], one["reason"]) for one in done["failed"]] == [("Asep", "carded")]
    assert list(Worker.objects.values_list("name", flat=True)) == ["Asep"]
