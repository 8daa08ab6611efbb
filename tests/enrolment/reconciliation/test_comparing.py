"""Laying a list beside a roster: who is who, and every kind of difference."""

import datetime as dt

import pytest

from enrolment.models import Enrolment
from tests.enrolment.reconciliation.making import as_listed, compare, list_in_force
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db


def kinds(found: dict) -> dict[str, int]:
    return {kind: n for kind, n in found["differences"].items() if n}


def test_list_made_from_the_roster_differs_in_nothing(dishub):
    workers = WorkerFactory.create_batch(3, agency=dishub, registered=True, wage=2_000_000, kpj="20012345678")
    people = [as_listed(w, kpj=f"2001234567{n}") for n, w in enumerate(workers)]
    for worker, person in zip(workers, people, strict=True):
        Enrolment.objects.filter(worker=worker).update(kpj=person["kpj"])
    list_in_force(people, agency=dishub)
    found = compare(dishub)
    assert kinds(found) == {}
    assert found["list"] == {"rows": 3, "people": 3}
    assert found["roster"] == {"registered": 3, "listed": 3}
    assert found["matched"] == {"nik": 3, "kpj": 0, "name": 0}


def test_stated_registration_becomes_confirmed(dishub):
    worker = WorkerFactory(agency=dishub, registered=True)
    list_in_force([as_listed(worker, kpj="20012345678")], agency=dishub)
    compare(dishub)
    spell = Enrolment.objects.get(worker=worker)
    assert (spell.basis, spell.confirmed_month, spell.kpj) == (
        "confirmed",
        dt.date(2026, 8, 1),
        "20012345678",
    )
    assert spell.registered_on == dt.date(2020, 2, 1)


def test_listed_one_on_the_list_becomes_registered(dishub):
    worker = WorkerFactory(agency=dishub, kpj="20012345678")
    person = as_listed(worker, participant_since=dt.date(2021, 5, 1))
    list_in_force([person], agency=dishub)
    found = compare(dishub)
    spell = Enrolment.objects.get(worker=worker)
    assert (spell.state, spell.registered_on) == ("registered", dt.date(2021, 5, 1))
    assert found["roster"] == {"registered": 1, "listed": 1}
    assert kinds(found) == {}
