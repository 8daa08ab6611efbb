"""Adding, editing, ending one worker by hand, and coming back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enrolment.models import AgencyFigures, Enrolment, Upload, Worker
from enrolment.workers import actions
from tests.factories import WorkerFactory, member, nik

pytestmark = pytest.mark.django_db
TODAY = "2020-01-01"


def person(**changed):
    return {
        "nik": nik(),
        "name": "Budi Santoso",
        "birth_date": "1985-03-12",
        "sex": "L",
        "category": "honorer",
        "wage": "Rp 2.500.000",
        "phone": "+62 812-3456-7890",
        "listed_on": TODAY,
        **changed,
    }


def test_added_worker_is_listed_read_as_a_workbook_would_be_and_counted(as_dishub, dishub, at):
    response = as_dishub.post(at("worker_add"), person(nik="3673 0112 0385 9777"))

    worker = Worker.objects.get()
    assert response.url == at("worker_detail", worker.pk)
    assert (worker.nik, worker.wage, worker.phone) == ("3673011203859777", 2_500_000, "081234567890")
    assert worker.enrolments.get().listed_on == dt.date(2020, 1, 1)
    assert AgencyFigures.objects.get(agency=dishub).listed == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("nik", "367301120385977"),
        ("nik", "3673011203850000"),
        ("nik", "1111111111111111"),
        ("nik", ""),
        ("nik", "3,67301E+15"),
        ("name", "  "),
        ("birth_date", "31-02-1985"),
        ("birth_date", "03/25/1985"),
        ("wage", "99.999"),
        ("wage", "1,5 juta"),
        ("phone", "0812 / 0813"),
        ("email", "budi@"),
        ("kpj", "belum ada"),
        ("start_date", "kemarin dulu"),
        ("listed_on", "2999-01-01"),
        ("name", "B" * 201),
    ],
)
def test_bad_values_are_refused_beside_their_field_and_kept(as_dishub, at, field, typed):
    response = as_dishub.post(at("worker_add"), person(**{field: typed}))

    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert response.context["form"][field].value() == typed
    assert not Worker.objects.exists()


@pytest.mark.parametrize("changed", [{"birth_date": "1984-03-12"}, {"sex": "P"}, {"kpj": "AB1234567"}])
def test_odd_values_are_saved_once_they_are_confirmed(as_dishub, at, changed):
    data = person(**changed)
    first = as_dishub.post(at("worker_add"), data)
    assert not Worker.objects.exists()

    as_dishub.post(at("worker_add"), data | {"confirmed": first.context["form"].token})
    assert Worker.objects.count() == 1


def test_a_tick_for_one_doubt_does_not_cover_another(as_dishub, at):
    token = as_dishub.post(at("worker_add"), person(sex="P")).context["form"].token

    response = as_dishub.post(at("worker_add"), person(birth_date="1984-03-12", confirmed=token))

    assert response.status_code == 200
    assert not Worker.objects.exists()


def test_nik_on_the_list_leads_to_its_holder(as_dishub, dishub, at):
    other = WorkerFactory(agency=dishub, name="Pemegang <b>")

    response = as_dishub.post(at("worker_add"), person(nik=other.nik))

    assert at("worker_detail", other.pk) in response.content.decode()
    assert "Pemegang &lt;b&gt;" in response.content.decode()
    assert Worker.objects.count() == 1


def test_nik_on_another_list_is_a_doubt_that_names_no_place(as_dishub, dlh, at):
    other = WorkerFactory(agency=dlh, name="Rahasia")
    data = person(nik=other.nik)

    response = as_dishub.post(at("worker_add"), data)
    page = response.content.decode()
    assert [warning.code for warning in response.context["form"].warnings] == ["nik_elsewhere"]
    assert "Rahasia" not in page and "DLH" not in page

    as_dishub.post(at("worker_add"), data | {"confirmed": response.context["form"].token})
    assert Worker.objects.filter(nik=other.nik).count() == 2


def test_editing_changes_the_worker_and_shows_the_full_nik_in_the_form(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub, wage=2_500_000)
    form = as_dishub.get(at("worker_edit", worker.pk)).context["form"]
    assert worker.nik in str(form["nik"])
    data = {name: form[name].value() or "" for name in form.fields}

    response = as_dishub.post(at("worker_edit", worker.pk), data | {"position": "Sopir"})

    assert response.url == at("worker_detail", worker.pk)
    worker.refresh_from_db()
    assert (worker.position, worker.wage) == ("Sopir", 2_500_000)


def test_editing_what_somebody_changed_meanwhile_is_refused(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub)
    data = person(nik=worker.nik, revision=worker.revision)
    Worker.objects.update(position="Sopir")

    response = as_dishub.post(at("worker_edit", worker.pk), data)

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


def test_ending_asks_first_then_ends_and_can_be_taken_back(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub, registered=True)
    data = {"reason": "resigned", "ended_on": "2020-06-01"}

    asked = as_dishub.post(at("worker_end", worker.pk), data)
    assert asked.status_code == 200 and worker.enrolments.open().exists()

    as_dishub.post(at("worker_end", worker.pk), data | {"step": "save"})
    assert worker.enrolments.get().state == "ended"
    assert AgencyFigures.objects.get(agency=dishub, day="2020-06-01").listed == 0

    as_dishub.post(at("worker_reopen", worker.pk))
    spell = worker.enrolments.get()
    assert (spell.state, spell.ended_on, spell.end_reason) == ("registered", None, None)
    assert not AgencyFigures.objects.filter(agency=dishub, day="2020-06-01").exists()


@pytest.mark.parametrize("day", ["2020-01-15", "2999-01-01"])
def test_an_end_before_the_other_days_or_in_the_future_is_refused(as_dishub, dishub, at, day):
    worker = WorkerFactory(agency=dishub, registered=True)

    response = as_dishub.post(
        at("worker_end", worker.pk), {"reason": "resigned", "ended_on": day, "step": "save"}
    )

    assert response.context["form"].errors["ended_on"]
    assert worker.enrolments.open().exists()


def test_a_death_warns_not_to_deactivate_before_the_claim(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub, registered=True)

    asked = as_dishub.post(at("worker_end", worker.pk), {"reason": "died", "ended_on": "2020-06-01"})
    assert "problem-warning" in asked.content.decode()
    other = as_dishub.post(at("worker_end", worker.pk), {"reason": "resigned", "ended_on": "2020-06-01"})
    assert "problem-warning" not in other.content.decode()

    told = {"kind": "death", "happened_on": "2020-05-31", "known_on": "2020-05-31"}
    data = {"reason": "died", "ended_on": "2020-06-01", "step": "save", **told}
    as_dishub.post(at("worker_end", worker.pk), data)
    page = as_dishub.get(at("worker_detail", worker.pk)).content.decode()
    assert "problem-warning" in page


def test_a_return_is_a_new_spell_and_closes_the_way_back(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub, registered=True)
    as_dishub.post(
        at("worker_end", worker.pk), {"reason": "resigned", "ended_on": "2020-06-01", "step": "save"}
    )

    early = as_dishub.post(at("worker_return", worker.pk), {"listed_on": "2020-05-31"})
    assert early.context["form"].errors["listed_on"]
    as_dishub.post(at("worker_return", worker.pk), {"listed_on": "2021-01-01"})

    states = list(worker.enrolments.order_by("listed_on").values_list("state", flat=True))
    assert states == ["ended", "listed"]
    as_dishub.post(at("worker_reopen", worker.pk))
    assert list(worker.enrolments.order_by("listed_on").values_list("state", flat=True)) == states
    again = as_dishub.post(at("worker_return", worker.pk), {"listed_on": "2021-01-02"})
    assert again.context["form"].errors["listed_on"]


def test_page_shows_what_happened_and_who_did_it(as_dishub, dishub, dishub_operator, at):
    as_dishub.post(at("worker_add"), person())
    worker = Worker.objects.get()
    data = person(nik=worker.nik, revision=worker.revision, position="Sopir")
    as_dishub.post(at("worker_edit", worker.pk), data)
    data = {"registered_on": "2020-02-01", "basis": "stated", "step": "check"}
    seen = as_dishub.post(at("worker_register", worker.pk), data).context["seen"]
    as_dishub.post(at("worker_register", worker.pk), data | {"step": "save", "seen": seen})
    as_dishub.post(
        at("worker_end", worker.pk), {"reason": "resigned", "ended_on": "2020-06-01", "step": "save"}
    )

    entries = as_dishub.get(at("worker_detail", worker.pk)).context["entries"]

    told = [move for entry in entries for move in entry.moves]
    assert len(told) == 3
    changes = [(c.old, c.new) for entry in entries for c in entry.changes]
    assert changes == [("kosong", "Sopir")] or changes[0][1] == "Sopir"
    assert {entry.by for entry in entries} == {str(dishub_operator)}


def test_page_masks_the_number_also_in_its_history(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub)
    old, new = worker.nik, nik()
    Worker.objects.filter(pk=worker.pk).update(nik=new)

    page = as_dishub.get(at("worker_detail", worker.pk)).content.decode()

    assert old not in page and new not in page
    assert old[-4:] in page and new[-4:] in page


def test_history_of_another_agency_stays_out_of_sight(client, dishub, dlh_operator, at):
    worker = WorkerFactory(agency=dishub)
    client.force_login(dlh_operator)

    assert client.get(at("worker_detail", worker.pk)).status_code == 404


PAGES = ("worker_detail", "worker_edit", "worker_end", "worker_return", "worker_register", "worker_withdraw")


@pytest.mark.parametrize("page", PAGES)
def test_a_worker_of_another_agency_is_not_found_under_ones_own(as_dishub, dlh, at, page):
    foreign = WorkerFactory(agency=dlh)

    assert as_dishub.get(at(page, foreign.pk)).status_code == 404


@pytest.mark.parametrize("page", [p for p in PAGES if p != "worker_detail"])
def test_who_may_only_look_changes_nothing(client, dishub, at, page):
    worker = WorkerFactory(agency=dishub)
    client.force_login(member("agency_head", agency=dishub))

    assert client.get(at("worker_detail", worker.pk)).status_code == 200
    assert client.post(at(page, worker.pk), {"step": "save"}).status_code == 403
    assert Enrolment.objects.get().state == "listed"


def test_today_may_be_the_day_of_listing(as_dishub, at):
    as_dishub.post(at("worker_add"), person(listed_on=timezone.localdate().isoformat()))

    assert Worker.objects.count() == 1


def test_two_who_add_the_same_worker_at_once_are_told(dishub, dishub_operator):
    person = {"nik": nik(), "name": "Budi"}
    add = {"agency": dishub, "people": [person], "listed_on": dt.date(2020, 1, 1), "by": dishub_operator}
    actions.add_workers(**add)

    with pytest.raises(ValidationError) as told:
        actions.add_workers(**add)

    assert told.value.code == "taken"
    assert Enrolment.objects.count() == 1


def test_an_end_by_hand_settles_a_proposed_exit(as_dishub, dishub, serang, at):
    worker = WorkerFactory(agency=dishub)
    upload = Upload.objects.create(region=serang, agency=dishub, size=1, roster_date=dt.date(2020, 5, 1))
    proposal = worker.proposed_exits.create(upload=upload, agency=dishub, proposed_on=dt.date(2020, 5, 1))

    as_dishub.post(at("worker_end", worker.pk), {"reason": "moved", "ended_on": "2020-06-01", "step": "save"})

    proposal.refresh_from_db()
    assert (proposal.stays, proposal.reason, proposal.ended_on) == (False, "moved", dt.date(2020, 6, 1))


def test_a_long_history_takes_no_more_queries_than_a_short_one(as_dishub, dishub, at):
    worker = WorkerFactory(agency=dishub)
    as_dishub.get(at("worker_detail", worker.pk))
    with CaptureQueriesContext(connection) as short:
        as_dishub.get(at("worker_detail", worker.pk))
    for number in range(50):
        Worker.objects.filter(pk=worker.pk).update(position=f"Jabatan {number}")
    with CaptureQueriesContext(connection) as long:
        response = as_dishub.get(at("worker_detail", worker.pk))

    assert sum(len(entry.changes) for entry in response.context["entries"]) == 50
    assert len(long) == len(short)
