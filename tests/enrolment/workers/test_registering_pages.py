"""The pages that register: they show the effect first, and do nothing but that."""

import datetime as dt

import pytest

from enrolment.models import Enrolment
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
ASKED = {"registered_on": "2020-02-01", "basis": "stated"}


def batch_page(client, address, data):
    check = client.post(address, data | {"step": "check"})
    assert check.status_code == 200
    return client.post(address, data | {"step": "save", "seen": check.context["seen"]})


def test_ticked_workers_are_registered_after_a_look_and_undone(as_dishub, dishub, at):
    first, second, _third = WorkerFactory.create_batch(3, agency=dishub)
    data = {"which": "ticked", "worker": [first.pk, second.pk], **ASKED}

    assert (
        as_dishub.post(at("workers_register"), {"which": "ticked", "worker": [first.pk]}).status_code == 200
    )
    assert not Enrolment.objects.filter(state="registered").exists()
    done = batch_page(as_dishub, at("workers_register"), data)
    registered = Enrolment.objects.filter(state="registered")
    assert set(registered.values_list("worker", flat=True)) == {first.pk, second.pk}

    page = as_dishub.get(done.url)
    assert page.context["batch"].undoable == 2
    as_dishub.post(done.url + "undo/")
    assert not Enrolment.objects.filter(state="registered").exists()
    assert as_dishub.get(done.url).context["batch"].undoable == 0


def test_all_of_a_filter_means_all_of_it_and_nobody_else(as_dishub, dishub, dlh, at):
    WorkerFactory.create_batch(30, agency=dishub, position="Juru parkir")
    WorkerFactory(agency=dishub, position="Sopir")
    WorkerFactory(agency=dlh, position="Juru parkir")

    batch_page(as_dishub, at("workers_register"), {"which": "all", "filter": "position=Juru+parkir", **ASKED})

    assert Enrolment.objects.filter(state="registered", agency=dishub).count() == 30
    assert Enrolment.objects.filter(state="registered").count() == 30


def test_all_of_a_search_means_who_was_found(as_dishub, dishub, at):
    found = WorkerFactory(agency=dishub, name="Budi")
    WorkerFactory(agency=dishub, name="Siti")
    query = as_dishub.post(at(), {"q": "budi"}).url.partition("?")[2]

    batch_page(as_dishub, at("workers_register"), {"which": "all", "filter": query, **ASKED})

    assert list(Enrolment.objects.filter(state="registered").values_list("worker", flat=True)) == [found.pk]


def test_foreign_ids_and_nonsense_register_nobody(as_dishub, dlh, at):
    foreign = WorkerFactory(agency=dlh)

    response = as_dishub.post(
        at("workers_register"),
        {"which": "ticked", "worker": [foreign.pk, "x", "-1"], **ASKED, "step": "save"},
    )

    assert response.url == at()
    assert not Enrolment.objects.filter(state="registered").exists()


def test_an_effect_that_changed_meanwhile_is_shown_anew(as_dishub, dishub, at):
    WorkerFactory(agency=dishub)
    data = {"which": "all", "filter": "", **ASKED, "step": "check"}
    seen = as_dishub.post(at("workers_register"), data).context["seen"]
    Enrolment.objects.update(state="ended", ended_on="2020-03-01", end_reason="resigned")
    WorkerFactory(agency=dishub)  # as many as before, but another one

    response = as_dishub.post(at("workers_register"), data | {"step": "save", "seen": seen})

    assert response.context["changed_since"]
    assert not Enrolment.objects.filter(state="registered").exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"registered_on": "2999-01-01"}, "registered_on"),
        ({"registered_on": ""}, "registered_on"),
        ({"basis": "confirmed"}, "confirmed_month"),
        ({"basis": "confirmed", "confirmed_month": "2020-01"}, "confirmed_month"),
        ({"basis": "confirmed", "confirmed_month": "2999-01"}, "confirmed_month"),
        ({"basis": "gossip"}, "basis"),
    ],
)
def test_days_that_do_not_fit_are_said_beside_their_field(as_dishub, dishub, at, changed, field):
    worker = WorkerFactory(agency=dishub)

    response = as_dishub.post(at("worker_register", worker.pk), ASKED | changed | {"step": "check"})

    assert list(response.context["form"].errors) == [field]


def test_one_worker_with_number_and_month(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub)
    data = {**ASKED, "basis": "confirmed", "confirmed_month": "2020-03", "kpj": "0123 4567 890"}

    done = batch_page(as_dishub, at("worker_register", worker.pk), data)

    spell = worker.enrolments.get()
    assert (spell.kpj, spell.basis, spell.confirmed_month) == (
        "01234567890",
        "confirmed",
        dt.date(2020, 3, 1),
    )
    assert at("worker_detail", worker.pk) in as_dishub.get(done.url).content.decode()


def test_odd_numbers_and_early_days_warn_but_do_not_hinder(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub)
    data = {**ASKED, "registered_on": "2012-01-01", "kpj": "AB12345678"}

    check = as_dishub.post(at("worker_register", worker.pk), data | {"step": "check"})
    assert check.content.decode().count("problem-warning") == 2
    batch_page(as_dishub, at("worker_register", worker.pk), data)

    assert worker.enrolments.get().listed_on == dt.date(2012, 1, 1)


def test_one_registration_is_taken_back_on_the_workers_page(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub)
    batch_page(as_dishub, at("worker_register", worker.pk), ASKED)

    assert as_dishub.get(at("worker_withdraw", worker.pk)).status_code == 200
    as_dishub.post(at("worker_withdraw", worker.pk))

    assert worker.enrolments.get().state == "listed"


def test_a_branch_registers_but_another_agencys_batch_is_not_found(
    client, dishub, dlh, branch_officer, dlh_operator, at
):
    worker = WorkerFactory(agency=dishub)
    client.force_login(branch_officer)
    done = batch_page(client, at("worker_register", worker.pk), ASKED)
    assert worker.enrolments.get().state == "registered"

    foreign = done.url.replace(dishub.code, dlh.code)
    client.force_login(dlh_operator)
    assert client.get(foreign).status_code == 404
    assert client.post(foreign + "undo/").status_code == 404
    assert client.get(done.url).status_code == 404


def test_back_from_the_preview_holds_what_was_typed(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub)
    data = {"which": "ticked", "worker": [worker.pk], **ASKED}

    for address in (at("workers_register"), at("worker_register", worker.pk)):
        form = as_dishub.post(address, data | {"step": "form"}).context["form"]
        assert form["registered_on"].value() == "2020-02-01"
        assert not form.errors
