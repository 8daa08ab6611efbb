"""What somebody else did to an upload or to the list while its page was open."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies import access
from enrolment.models import Enrolment, ProposedExit, StagedRow, UploadState, Worker
from enrolment.rosters import applying, exits, fixing, receiving
from enrolment.rosters.exits import Leaving
from tests.enrolment.rosters.books import page, person, workbook
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
ANSWERS = {"roster_date": "2020-02-20"}


def checked(agency, *people):
    upload = receiving.receive(
        agency=agency, chunks=[workbook(list(people))], file_name="a.xlsx", by=access.SYSTEM
    )
    return receiving.check(upload=upload)


def test_a_comparison_that_one_has_not_seen_is_not_saved(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep")]))
    save = page(dishub, "upload_save", upload.pk)
    seen = {**ANSWERS, "compared": upload.compared}
    WorkerFactory(agency=dishub)
    assert client.post(save, seen).status_code == 409  # the roster moved: compared anew, shown to a colleague
    assert client.post(save, seen).status_code == 409  # this page still shows the old comparison
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED
    client.post(save, {**ANSWERS, "compared": upload.compared, "mode": "partial"})
    assert Worker.objects.filter(name="Asep").exists()


def test_the_page_carries_the_comparison_it_shows(client, dishub, hand_in):
    WorkerFactory(agency=dishub)
    upload = hand_in(workbook([person("Asep")]))
    shown = client.get(page(dishub, "upload_detail", upload.pk)).content.decode()
    assert f'name="compared" value="{upload.compared}"' in shown


def test_what_a_colleague_mended_meanwhile_is_looked_at_before_it_is_saved(client, dishub, hand_in):
    upload = hand_in(workbook([person("Asep"), person("Budi", number="12")]))
    seen = {**ANSWERS, "compared": upload.compared}
    reading = fixing.read_texts({"nik": "3673011203859777", "name": "Budi", "birth_date": "12-03-1985"})
    fixing.fix(row=StagedRow.objects.get(has_errors=True), reading=reading, by=None)
    assert client.post(page(dishub, "upload_save", upload.pk), seen).status_code == 409
    assert not Worker.objects.exists()


def test_two_rows_are_never_mended_to_the_same_nik(dishub):
    upload = checked(dishub, person("Asep", number="12"), person("Budi", number="13"))
    asep, budi = StagedRow.objects.order_by("ordinal")
    texts = {"nik": "3673011203859777", "birth_date": "12-03-1985"}
    fixing.fix(row=asep, reading=fixing.read_texts({**texts, "name": "Asep"}), by=None)
    with pytest.raises(fixing.Overtaken):
        fixing.fix(row=budi, reading=fixing.read_texts({**texts, "name": "Budi"}), by=None)
    applying.apply(upload=upload, by=access.SYSTEM)
    assert Worker.objects.get().name == "Asep"


def test_a_row_mended_by_somebody_else_is_not_mended_again(dishub):
    upload = checked(dishub, person("Asep", number="12"))
    row = StagedRow.objects.get()
    for number in ("3673011203859777", "3673011203859778"):
        reading = fixing.read_texts({"nik": number, "name": "Asep"})
        if number.endswith("8"):
            with pytest.raises(fixing.Overtaken):
                fixing.fix(row=StagedRow(pk=row.pk, upload=upload), reading=reading, by=None)
        else:
            fixing.fix(row=row, reading=reading, by=None)
    upload.refresh_from_db()
    assert upload.counts["valid"] == 1


@pytest.fixture
def proposal(dishub):
    worker = WorkerFactory(agency=dishub)
    upload = checked(dishub, person("Asep"))
    applying.apply(upload=upload, by=access.SYSTEM, answers={"mode": "full"})
    return ProposedExit.objects.get(worker=worker)


def test_an_exit_lies_not_in_the_future(client, dishub, dishub_operator, proposal):
    client.force_login(dishub_operator)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    sent = {f"{proposal.pk}-decision": "resigned", f"{proposal.pk}-ended_on": tomorrow.isoformat()}
    assert client.post(page(dishub, "agency_exits"), sent).status_code == 400
    assert Enrolment.objects.filter(worker=proposal.worker, ended_on=None).exists()


def test_an_exit_before_a_registration_that_came_meanwhile_is_refused(dishub, proposal):
    Enrolment.objects.filter(worker=proposal.worker).update(
        state="registered", basis="stated", registered_on=dt.date(2020, 2, 1)
    )
    with pytest.raises(ValidationError):
        exits.decide(
            agency=dishub,
            leaving={proposal.pk: Leaving("resigned", dt.date(2020, 1, 15))},
            staying=set(),
            by=None,
        )
    proposal.refresh_from_db()
    assert proposal.decided_at is None
