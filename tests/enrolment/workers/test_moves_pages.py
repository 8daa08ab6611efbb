"""The pages that move many, change guarantor or group, and the way in: first a look, then just that."""

import pytest
from django.urls import reverse

from agencies.models import ContributionGroup
from enrolment.models import Difference, Enrolment, Worker
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
ANSWERS = {
    "workers_submit": {"submitted_on": "2020-03-02"},
    "workers_end": {"reason": "resigned", "ended_on": "2020-03-02"},
    "workers_guarantor": {
        "guarantor": "taspen",
        "sk_number": "S-1/TSP",
        "sk_date": "2020-02-01",
        "effective_on": "2020-03-01",
    },
}


@pytest.fixture(autouse=True)
def in_english(as_dishub):
    as_dishub.cookies["django_language"] = "en"


def ticked(*workers):
    return {"which": "ticked", "worker": [worker.pk for worker in workers]}


def look_and_do(client, address, data):
    check = client.post(address, data | {"step": "check"})
    assert check.status_code == 200
    return client.post(address, data | {"step": "save", "seen": check.context["seen"]})


@pytest.mark.parametrize("name", ANSWERS)
def test_a_look_changes_nothing_and_saving_only_the_ticked(as_dishub, dishub, at, name):
    chosen, _other = WorkerFactory.create_batch(2, agency=dishub)
    data = ticked(chosen) | ANSWERS[name]
    assert as_dishub.post(at(name), ticked(chosen)).status_code == 200
    assert as_dishub.post(at(name), data | {"step": "check"}).status_code == 200
    before = list(Enrolment.objects.values()), list(Worker.objects.values())
    done = look_and_do(as_dishub, at(name), data)
    assert (list(Enrolment.objects.values()), list(Worker.objects.values())) != before
    assert as_dishub.get(done.url).status_code == 200
    as_dishub.post(done.url + "undo/")
    without = {"revision"}
    now = list(Enrolment.objects.values()), list(Worker.objects.values())
    for rows, former in zip(now, before, strict=True):
        assert [{k: v for k, v in row.items() if k not in without} for row in rows] == [
            {k: v for k, v in row.items() if k not in without} for row in former
        ]


@pytest.mark.parametrize("name", ANSWERS)
def test_others_than_those_shown_are_shown_anew(as_dishub, dishub, at, name):
    WorkerFactory(agency=dishub)
    data = {"which": "all", "filter": ""} | ANSWERS[name]
    seen = as_dishub.post(at(name), data | {"step": "check"}).context["seen"]
    WorkerFactory(agency=dishub)
    page = as_dishub.post(at(name), data | {"step": "save", "seen": seen})
    assert page.context["changed_since"]
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"listed"}
    assert set(Worker.objects.values_list("guarantor", flat=True)) == {"bpjs"}


@pytest.mark.parametrize("name", [*ANSWERS, "workers_take_back", "workers_group"])
def test_nobody_chosen_goes_back_to_the_list(as_dishub, dlh, at, name):
    stranger = WorkerFactory(agency=dlh)
    assert as_dishub.post(at(name), ticked(stranger)).url == at()
    assert as_dishub.get(at(name)).url == at()


def test_a_death_is_no_answer_for_many(as_dishub, dishub, at):
    data = ticked(WorkerFactory(agency=dishub)) | {
        "reason": "died",
        "ended_on": "2020-03-02",
        "step": "check",
    }
    assert "reason" in as_dishub.post(at("workers_end"), data).context["form"].errors


def test_submissions_are_taken_back(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub, _enrolment={"state": "submitted", "submitted_on": "2020-02-02"})
    look_and_do(as_dishub, at("workers_take_back"), ticked(worker) | {"note": "Ditolak"})
    assert worker.enrolments.get().state == "listed"
    assert "Ditolak" in as_dishub.get(at("worker_detail", worker.pk)).content.decode()


def test_workers_move_to_another_group(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub)
    assert "workers/group/" not in as_dishub.get(at()).content.decode()
    group = ContributionGroup.objects.create(agency=dishub, name="PPPK")
    assert "workers/group/" in as_dishub.get(at()).content.decode()
    done = look_and_do(as_dishub, at("workers_group"), ticked(worker) | {"group": group.pk})
    worker.refresh_from_db()
    assert worker.contribution_group == group
    assert "PPPK" in as_dishub.get(done.url).content.decode()


def test_who_is_under_taspen_is_told_so_and_not_uncovered(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub, guarantor="taspen")
    assert "covered by Taspen" in as_dishub.get(at()).content.decode()
    assert "covered by Taspen" in as_dishub.get(at("worker_detail", worker.pk)).content.decode()
    assert as_dishub.get(at() + "?status=uncovered").context["table"].paginator.count == 0
    assert as_dishub.get(at() + "?status=taspen").context["table"].paginator.count == 1


def test_the_worker_page_lists_numbers_and_terms(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub, kpj="11111111111")
    look_and_do(as_dishub, at("workers_guarantor"), ticked(worker) | ANSWERS["workers_guarantor"])
    page = as_dishub.get(at("worker_detail", worker.pk)).content.decode()
    assert "11111111111" in page
    assert "S-1/TSP" in page


def test_the_way_in_says_what_waits(as_dishub, dishub, at):
    WorkerFactory(agency=dishub)
    WorkerFactory(agency=dishub, guarantor="taspen")
    page = as_dishub.get(at("agency_enrolment")).content.decode()
    assert "1 person to hand to BPJS" in page
    assert reverse("agency_groups", args=[dishub.code]) in page


def test_the_way_in_takes_as_many_queries_for_fifty_as_for_one(as_dishub, dishub, at, count_queries):
    WorkerFactory(agency=dishub)
    few = count_queries(lambda: as_dishub.get(at("agency_enrolment")))
    WorkerFactory.create_batch(49, agency=dishub)
    assert not Difference.objects.exists()
    assert count_queries(lambda: as_dishub.get(at("agency_enrolment"))) == few


def test_one_worker_is_submitted_and_taken_back_from_the_workers_page(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub)
    here = at("worker_detail", worker.pk)
    assert f'action="{at("workers_submit")}"' in as_dishub.get(here).content.decode()
    look_and_do(as_dishub, at("workers_submit"), ticked(worker) | ANSWERS["workers_submit"])
    page = as_dishub.get(here).content.decode()
    assert f'action="{at("workers_take_back")}"' in page
    assert f'action="{at("workers_submit")}"' not in page


def test_a_workers_page_shows_the_kpj_of_the_present_spell(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub, registered=True, _enrolment={"kpj": "12345678901"})
    Worker.objects.filter(pk=worker.pk).update(kpj=None)
    facts = as_dishub.get(at("worker_detail", worker.pk)).context["facts"]
    assert ("KPJ", "12345678901", False) in facts


def test_who_died_is_not_offered_to_be_put_back(as_dishub, dishub, at):
    died, left = (
        WorkerFactory(
            agency=dishub, _enrolment={"state": "ended", "ended_on": "2020-03-02", "end_reason": reason}
        )
        for reason in ("died", "resigned")
    )
    again = [at("worker_return", worker.pk) for worker in (died, left)]
    pages = [as_dishub.get(at("worker_detail", worker.pk)).content.decode() for worker in (died, left)]
    assert [address in page for address, page in zip(again, pages, strict=True)] == [False, True]


def test_a_move_to_another_group_is_told_in_the_readers_language(as_dishub, dishub, at):
    as_dishub.cookies["django_language"] = "id"
    worker = WorkerFactory(agency=dishub)
    worker.contribution_group = ContributionGroup.objects.create(
        agency=dishub, name="Terminal", npp="30009999"
    )
    worker.save()
    page = as_dishub.get(at("worker_detail", worker.pk))
    assert [change.label for entry in page.context["entries"] for change in entry.changes] == [
        "Kelompok iuran"
    ]
    assert ("Kelompok iuran", "Terminal", False) in page.context["facts"]
