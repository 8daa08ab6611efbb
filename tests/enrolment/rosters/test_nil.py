"""Nihil: the list still holds."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from contributions.coverage.dates import roster_dates
from enrolment import figures
from enrolment.models import Roster, Upload, UploadKind, UploadState
from enrolment.rosters import nil
from tests.enrolment.rosters.books import page
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db
ENDED = {"state": "ended", "ended_on": dt.date(2020, 6, 1), "end_reason": "resigned"}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def operator(client, dishub_operator):
    client.force_login(dishub_operator)
    return client


def say(client, agency, day):
    return client.post(page(agency, "upload_nil"), {"day": day.isoformat()}, follow=True)


def test_one_click_says_that_the_list_holds_and_counts_as_the_months_list(operator, dishub, today):
    WorkerFactory.create_batch(2, agency=dishub)
    WorkerFactory(agency=dishub, _enrolment=ENDED)
    before = Roster.objects.get(agency=dishub).version
    asked = operator.get(page(dishub, "upload_nil"))
    assert [day for day, _words in asked.context["form"].choices] == [str(day) for day in nil.days(today)]
    response = say(operator, dishub, today)
    assert response.status_code == 200
    upload = Upload.objects.get()
    assert (upload.kind, upload.state, upload.roster_date) == (UploadKind.NIL, UploadState.APPLIED, today)
    assert (upload.counts["unchanged"], upload.stored_name, upload.on_behalf) == (2, "", False)
    assert roster_dates([dishub.pk], today) == {dishub.pk: today}
    assert Roster.objects.get(agency=dishub).version == before
    assertContains(operator.get(page(dishub, "agency_uploads")), upload.file_name)


def test_last_day_of_the_month_before_counts_who_was_listed_then(operator, dishub, today):
    end_of_month = today.replace(day=1) - dt.timedelta(days=1)
    WorkerFactory(agency=dishub)
    WorkerFactory(agency=dishub, _enrolment={"listed_on": today})
    say(operator, dishub, end_of_month)
    upload = Upload.objects.get()
    assert (upload.roster_date, upload.counts["unchanged"]) == (end_of_month, 1)


def test_once_a_month_is_enough(operator, dishub, today):
    WorkerFactory(agency=dishub)
    say(operator, dishub, today)
    assert say(operator, dishub, today).status_code == 400
    assert Upload.objects.count() == 1
    with pytest.raises(nil.AlreadySaid):
        nil.confirm_unchanged(agency=dishub, day=today, by=None)


def test_nothing_can_hold_where_there_is_no_list(operator, dishub, today):
    response = operator.get(page(dishub, "upload_nil"))
    assert response.context["form"].choices == []
    assertContains(response, page(dishub, "agency_upload_new"))
    with pytest.raises(nil.NoList):
        nil.confirm_unchanged(agency=dishub, day=today, by=None)


def test_other_days_cannot_be_said(operator, dishub, today):
    WorkerFactory(agency=dishub)
    assert say(operator, dishub, today - dt.timedelta(days=400)).status_code == 400
    assert operator.post(page(dishub, "upload_nil"), {"day": "kemarin"}).status_code == 400
    with pytest.raises(ValueError):
        nil.confirm_unchanged(agency=dishub, day=today + dt.timedelta(days=1), by=None)


def test_it_is_taken_back_and_can_be_said_again(operator, dishub, today):
    WorkerFactory(agency=dishub)
    say(operator, dishub, today)
    upload = Upload.objects.get()
    operator.post(page(dishub, "upload_nil_undo", upload.pk))
    upload.refresh_from_db()
    assert upload.state == UploadState.UNDONE
    assert roster_dates([dishub.pk], today) == {}
    assert operator.get(page(dishub, "upload_detail", upload.pk)).status_code == 200
    say(operator, dishub, today)
    assert Upload.objects.filter(state=UploadState.APPLIED).count() == 1


def test_city_says_it_on_the_agencys_behalf(client, city_manager, dishub, today):
    WorkerFactory(agency=dishub)
    client.force_login(city_manager)
    say(client, dishub, today)
    assert Upload.objects.get().on_behalf


def test_page_of_a_month_without_change_offers_no_file(operator, dishub, today):
    WorkerFactory(agency=dishub)
    say(operator, dishub, today)
    upload = Upload.objects.get()
    shown = operator.get(page(dishub, "upload_detail", upload.pk))
    assertNotContains(shown, page(dishub, "upload_file", upload.pk))
    assert operator.get(page(dishub, "upload_file", upload.pk)).status_code == 404
    figures.recount([dishub.pk])
    home = operator.get(page(dishub, "agency_home"))
    assertContains(home, page(dishub, "upload_nil"))
