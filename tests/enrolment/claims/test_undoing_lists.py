"""Whoever has a claim stays when the list that named them is undone: nothing takes a claim's worker away."""

import datetime as dt

import pytest

from enrolment.claims.opening import Event, open_claim
from enrolment.models import BenefitClaim, Worker
from tests.enrolment.rosters.books import person
from tests.enrolment.rosters.lists import Desk

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 3, 1)


@pytest.fixture
def desk(dishub, dishub_operator):
    return Desk(dishub, dishub_operator)


def claim_for(name, by):
    event = Event("accident", DAY, DAY)
    return open_claim(worker=Worker.objects.get(name=name), event=event, by=by)


def test_a_new_worker_with_a_claim_stays(desk, dishub_operator):
    upload = desk.save([person("Asep"), person("Budi")])
    claim = claim_for("Asep", dishub_operator)
    done = desk.undo(upload)
    assert done["reversed"] == 1
    assert [(one["name"], one["reason"]) for one in done["failed"]] == [("Asep", "claimed")]
    assert BenefitClaim.objects.get().worker == claim.worker


def test_a_changed_worker_with_a_claim_stays_as_changed(desk, dishub_operator):
    asep = person("Asep")
    desk.save([asep])
    upload = desk.save([asep | {"JABATAN": "Sopir"}])
    claim_for("Asep", dishub_operator)
    assert [one["reason"] for one in desk.undo(upload)["failed"]] == ["claimed"]
    assert Worker.objects.get().position == "Sopir"
