"""An agency's home: first what waits for it, then its funnel with dates, for whom it is meant."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.access import ROLE_PERMISSIONS
from contributions.billing.assessing import finalise
from contributions.billing.due import last_due_month
from contributions.coverage import todo
from contributions.coverage.figures import figures_of_agency
from enrolment.models import ProposedExit, Upload
from tests.contributions.billing import money
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, DemandFactory, StatedFigureFactory, member

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
OPERATOR = ROLE_PERMISSIONS["agency_operator"]
HEAD = ROLE_PERMISSIONS["agency_head"]
HOME = "/agencies/36.73/dishub/"


def upload(agency, state="applied", *, counts=None, name="daftar.xlsx", roster_date=TODAY):
    return Upload.objects.create(
        region=agency.region,
        agency=agency,
        state=state,
        file_name=name,
        stored_name="x",
        sha256="0" * 64,
        size=1,
        roster_date=roster_date,
        applied_at="2020-02-20T08:00+07:00" if state in ("applied", "undone") else None,
        counts=counts or {},
    )


def texts(agency, held=OPERATOR):
    return [item.text for item in todo.waiting_for(agency, figures_of_agency(agency, TODAY), held)]


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def test_agency_without_a_list_is_asked_for_one(dishub):
    assert texts(dishub) == ["Upload the list of workers, or declare that there are none."]


def test_an_agency_that_ended_is_asked_for_no_list_and_by_no_document(dishub):
    DemandFactory(document__region=dishub.region)
    assert len(texts(dishub)) == 2
    dishub.valid_from, dishub.valid_to = None, TODAY - dt.timedelta(days=1)
    dishub.save()
    assert texts(dishub) == []
    StatedFigureFactory(agency=dishub, value=5)
    upload(dishub, roster_date=dt.date(2019, 12, 1))
    assert texts(dishub) == []


def test_people_left_on_the_list_of_an_agency_that_ended_wait_for_a_word_where_they_went(
    client, dishub, dishub_operator
):
    enrol(dishub, 2)
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    assert "ended on" not in client.get("/agencies/36.73/dishub/").content.decode()
    dishub.valid_from, dishub.valid_to = None, dt.date(2026, 1, 31)
    dishub.save()
    said = "This agency ended on 31 Jan 2026, but 2 people are still on its list: record who moved or left."
    assert said in texts(dishub)
    page = client.get("/agencies/36.73/dishub/").content.decode()
    assert "this agency ended on 31 January 2026" in page
    assert 'class="btn btn-primary" href="/agencies/36.73/dishub/uploads/new/"' not in page


def test_declared_zero_is_an_answer(dishub):
    StatedFigureFactory(agency=dishub, value=0)
    assert texts(dishub) == []


def test_upload_on_its_way_replaces_the_question_for_a_list(dishub):
    upload(dishub, "checked", name="honorer.xlsx")
    (text,) = texts(dishub)
    assert text.startswith("honorer.xlsx of")


def test_bad_rows_of_all_saved_uploads_wait(dishub):
    enrol(dishub, 1, registered_on=REGISTERED)
    upload(dishub, counts={"needs_fix": 12}, name="lama.xlsx")
    upload(dishub, counts={"needs_fix": 1, "dropped": 3}, name="baru.xlsx")
    assert texts(dishub) == ["Fix 13 rows that could not be saved yet."]


def test_bad_rows_of_an_undone_upload_wait_for_nobody(dishub):
    enrol(dishub, 1, registered_on=REGISTERED)
    upload(dishub, "undone", counts={"needs_fix": 12})
    assert texts(dishub) == []


def test_proposed_exits_wait_until_decided(dishub):
    worker, other = enrol(dishub, 2, registered_on=REGISTERED)
    made = upload(dishub)
    ProposedExit.objects.create(upload=made, agency=dishub, worker=worker, proposed_on=TODAY)
    decided = {"decided_at": "2020-03-01T08:00+07:00", "stays": True}
    ProposedExit.objects.create(upload=made, agency=dishub, worker=other, proposed_on=TODAY, **decided)
    assert texts(dishub) == ["Decide about 1 person who was not in the newest list and is proposed to leave."]


def test_people_listed_but_not_submitted_wait(dishub):
    enrol(dishub, 3)
    enrol(dishub, 1, registered_on=REGISTERED)
    assert texts(dishub) == ["Submit 3 people to BPJS: listed and not handed in yet."]


def test_who_may_only_look_gets_no_way_to_upload(dishub):
    (item,) = todo.waiting_for(dishub, figures_of_agency(dishub, TODAY), HEAD)
    assert item.url == ""


def test_who_may_only_look_is_led_to_no_locked_door(client, dishub):
    worker, _other = enrol(dishub, 2)
    ProposedExit.objects.create(upload=upload(dishub), agency=dishub, worker=worker, proposed_on=TODAY)
    upload(
        dishub,
        "checked",
        counts=dict.fromkeys(("read", "valid", "skipped", "needs_fix", "new", "changed"), 1),
    )
    client.force_login(member("agency_head", agency=dishub))
    items = todo.waiting_for(dishub, figures_of_agency(dishub, TODAY), HEAD)
    assert len(items) == 3
    assert {client.get(item.url).status_code for item in items if item.url} == {200}


def test_home_of_a_finished_agency_says_that_nothing_waits(client, dishub, dishub_operator):
    money.terms(dishub)
    enrol(dishub, 2, registered_on=REGISTERED)
    money.pay(dishub, "32400")
    month = last_due_month(timezone.localdate())
    finalise(assessment=money.assessed(dishub, month), by=None)
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    page = client.get(HOME).content.decode()
    assert "Nothing is waiting for you." in page
    assert "last changed on 10 Feb 2020" in page


def test_past_day_has_its_figures_but_no_to_do(client, dishub, dishub_operator):
    enrol(dishub, 2)
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    page = client.get(HOME + "?as_of=2020-01-31").content.decode()
    assert "You are looking at 31 January 2020." in page
    assert "not handed in yet" not in page


def test_declared_headcount_stands_with_its_source_and_date(client, dishub, dishub_operator):
    StatedFigureFactory(agency=dishub, value=170, speaker="Kadishub", source="Surat 800/12")
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    assert "Kadishub, Surat 800/12, 26 Feb 2020" in client.get(HOME).content.decode()


def test_leader_sees_figures_but_neither_uploads_nor_to_do(client, dishub, city_leader):
    upload(dishub, "checked", name="rahasia.xlsx")
    enrol(dishub, 2)
    client.force_login(city_leader)
    client.cookies["django_language"] = "en"
    page = client.get(HOME).content.decode()
    assert "rahasia" not in page
    assert "To do" not in page
    assert "/declared/" not in page
    assert "/workers/" not in page


def test_units_answered_for_are_in_the_figures_and_named(client, dishub, dishub_operator):
    enrol(AgencyFactory(code="36.73/upt", name="UPT Terminal", parent=dishub, answered_by_parent=True), 4)
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    page = client.get(HOME).content.decode()
    assert "UPT Terminal" in page
    assert "0 of 4 registered" in page


def test_statements_do_not_grow_with_uploads_or_people(client, dishub, dishub_operator):
    client.force_login(dishub_operator)

    def statements():
        with CaptureQueriesContext(connection) as found:
            assert client.get(HOME).status_code == 200
        return len(found)

    enrol(dishub, 1)
    upload(dishub, counts={"needs_fix": 1})
    statements()
    one = statements()
    enrol(dishub, 49)
    for _ in range(49):
        upload(dishub, counts={"needs_fix": 1})
    assert statements() == one


def test_corrected_rows_are_not_the_last_list(dishub):
    newest = upload(dishub, name="daftar.xlsx")
    Upload.objects.filter(pk=upload(dishub, name="perbaikan.xlsx").pk).update(
        kind="correction", parent=newest
    )
    assert todo.last_upload(dishub) == newest
