"""Two at once: of two deciders one is told, a decision and a saved upload wait for each other."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from agencies import access
from enrolment.cases import deciding, opening, queries
from enrolment.cases.deciding import Decision
from enrolment.models import Enrolment, ListingCase, Worker
from enrolment.workers import actions
from enrolment.workers.sql import lock_rosters
from tests.enrolment.test_races import elsewhere, wait_until_somebody_waits
from tests.factories import AgencyFactory, WorkerFactory

pytestmark = pytest.mark.usefixtures("committed")
DAY = dt.date(2020, 3, 1)


@pytest.fixture
def case(committed) -> ListingCase:
    with access.acting(access.SYSTEM):
        first = WorkerFactory(registered=True)
        second = WorkerFactory(agency=AgencyFactory(), nik=first.nik)
        opening.refresh([second.agency_id])
        return ListingCase.objects.select_related("agency", "other_agency").get()


def decide(case, made, seen=None):
    seen = seen or deciding.seen_of(queries.sides_of(case))
    return deciding.decide(case=case, made=made, seen=seen, by=None)


def test_of_two_who_decide_at_once_the_second_is_told(case):
    with access.acting(access.SYSTEM):
        seen = deciding.seen_of(queries.sides_of(case))
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            decide(case, Decision("transferred", moved_on=DAY), seen)
            other = elsewhere(pool, lambda: decide(case, Decision("stays"), seen))
            wait_until_somebody_waits()
        with pytest.raises(ValidationError) as told:
            other.result()
    assert told.value.code == "moved"
    with access.acting(access.SYSTEM):
        assert ListingCase.objects.get().decision == "transferred"
        assert Enrolment.objects.open().count() == 1


def test_a_decision_waits_for_an_upload_and_is_refused_where_it_changed_the_row(case):
    with access.acting(access.SYSTEM):
        seen = deciding.seen_of(queries.sides_of(case))
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            lock_rosters([case.other_agency_id])
            other = elsewhere(pool, lambda: decide(case, Decision("stays"), seen))
            wait_until_somebody_waits()
            Worker.objects.filter(pk=case.other_worker_id).update(note="saved by the upload")
        with pytest.raises(ValidationError):
            other.result()
    with access.acting(access.SYSTEM):
        assert Enrolment.objects.open().count() == 2


def test_an_upload_waits_for_a_decision(case):
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            decide(case, Decision("stays"))
            spell = Enrolment.objects.get(worker=case.other_worker_id)
            other = elsewhere(
                pool, lambda: actions.end_enrolment(enrolment=spell, ended_on=DAY, reason="died", by=None)
            )
            wait_until_somebody_waits()
        with pytest.raises(ValidationError):
            other.result()


def test_two_lists_that_are_saved_at_the_same_moment_are_found_by_the_next_look(committed):
    """Neither sees the other's uncommitted row; the periodic look does."""
    with access.acting(access.SYSTEM):
        here, there = AgencyFactory(), AgencyFactory()
    number = WorkerFactory.build(agency=here, contribution_group=None).nik

    def add(agency):
        people = [{"nik": number, "name": "Asep"}]
        return actions.add_workers(agency=agency, people=people, listed_on=DAY, by=None)

    with ThreadPoolExecutor() as pool, access.acting(access.SYSTEM):
        add(here)
        elsewhere(pool, lambda: add(there)).result()
    with access.acting(access.SYSTEM):
        assert not ListingCase.objects.exists()
        opening.look_again()
        assert ListingCase.objects.get().nik == number
    connection.close()
