"""Two at once: one waits for the other, nobody's request fails, nothing is done twice."""

import datetime as dt
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from agencies import access
from agencies.members import invitations
from agencies.members.invitations import Invitee
from enrolment.models import Basis, Enrolment, Worker
from enrolment.rosters import sql
from enrolment.workers import actions, registering, withdrawing
from tests.factories import WorkerFactory, region

pytestmark = pytest.mark.usefixtures("committed")
DAY = dt.date(2020, 2, 26)


def elsewhere(pool: ThreadPoolExecutor, action) -> Future:
    """Start an action on a connection of its own, as the system."""

    def run():
        try:
            with access.acting(access.SYSTEM):
                return action()
        finally:
            connection.close()

    return pool.submit(run)


def wait_until_somebody_waits() -> None:
    for _try in range(400):
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where not granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits for a lock")


def spell_of(worker: Worker) -> Enrolment:
    return Enrolment.objects.get(worker=worker)


def edit(worker):
    return actions.edit_worker(worker=worker, values={"name": "Other"}, revision=1, by=None)


def end(worker):
    return actions.end_enrolment(enrolment=spell_of(worker), ended_on=DAY, reason="resigned", by=None)


def register(worker):
    return registering.register(
        enrolments=Enrolment.objects.filter(worker=worker),
        registered_on=DAY,
        basis=Basis.STATED,
        confirmed_month=None,
        kpj=None,
        by=None,
    )


def invite(region):
    return invitations.invite(
        invitees=[Invitee(name="Siti", role="city_leader", place=region, email="siti@example.com")],
        by=access.SYSTEM,
    )


def withdraw(worker):
    return withdrawing.withdraw_registration(enrolment=spell_of(worker), by=None)


@pytest.mark.parametrize("action", [edit, end, register, withdraw])
def test_an_action_by_hand_and_a_saved_upload_wait_for_each_other(action):
    """Saving an upload locks the roster and then writes workers and spells: the order that all keep to."""
    with access.acting(access.SYSTEM):
        worker = WorkerFactory(registered=action is withdraw)
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            with connection.cursor() as cursor:
                cursor.execute(sql.LOCK_ROSTER, {"agency": worker.agency_id})
            other = elsewhere(pool, lambda: action(worker))
            wait_until_somebody_waits()
            Worker.objects.filter(pk=worker.pk).update(note="saved by the upload")
            Enrolment.objects.filter(worker=worker).update(kpj="12345678901")
        if action is edit:
            with pytest.raises(ValidationError) as told:
                other.result()
            assert told.value.code == "moved"
        else:
            other.result()


def test_of_two_invitations_of_one_person_at_once_the_second_is_refused():
    place = region("36.73")
    with ThreadPoolExecutor() as pool:
        with access.acting(access.SYSTEM):
            invite(place)
            other = elsewhere(pool, lambda: invite(place))
            wait_until_somebody_waits()
        with pytest.raises(invitations.Refused):
            other.result()
