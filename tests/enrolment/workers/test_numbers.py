"""Every KPJ that was ever known stays known, whatever way it came in."""

import datetime as dt

import pytest
from django.utils import timezone

from enrolment.models import Enrolment, ParticipantNumber, Worker
from enrolment.workers import actions
from enrolment.workers.numbers import carry, numbers_of
from tests.factories import WorkerFactory, nik

pytestmark = pytest.mark.django_db


def known(worker):
    return {number.kpj for number in numbers_of(worker)}


def test_a_new_number_leaves_the_old_one_known(dishub):
    worker = WorkerFactory(agency=dishub, kpj="11111111111")
    actions.edit_worker(worker=worker, values={"kpj": "22222222222"}, revision=1, by=None)
    assert known(worker) == {"11111111111", "22222222222"}
    assert {n.first_seen for n in numbers_of(worker)} == {timezone.localdate()}


def test_a_spells_number_is_known(dishub):
    worker = WorkerFactory(agency=dishub)
    assert known(worker) == set()
    Enrolment.objects.filter(worker=worker).update(kpj="33333333333")
    assert known(worker) == {"33333333333"}


def test_many_written_at_once_are_known(dishub):
    workers = WorkerFactory.create_batch(3, agency=dishub)
    Worker.objects.filter(agency=dishub).update(kpj="44444444444")
    assert [known(worker) for worker in workers] == [{"44444444444"}] * 3


def test_numbers_stay_with_a_person_whose_nik_was_corrected(dishub):
    worker = WorkerFactory(agency=dishub, kpj="11111111111")
    changed = {"nik": nik(), "kpj": "22222222222"}
    worker = actions.edit_worker(worker=worker, values=changed, revision=1, by=None)
    assert known(worker) == {"11111111111", "22222222222"}


def test_who_is_deleted_was_never_known(dishub):
    worker = WorkerFactory(agency=dishub, kpj="11111111111")
    worker.delete()
    assert not ParticipantNumber.objects.filter(agency=dishub).exists()


def test_numbers_go_along_to_another_agency_with_their_day(dishub, dlh):
    old = WorkerFactory(agency=dishub, kpj="11111111111")
    ParticipantNumber.objects.update(first_seen=dt.date(2019, 5, 1))
    new = WorkerFactory(agency=dlh, nik=old.nik)
    carry(new, from_agency=dishub.pk)
    carry(new, from_agency=dishub.pk)
    (number,) = numbers_of(new)
    assert (number.kpj, number.first_seen) == ("11111111111", dt.date(2019, 5, 1))
