"""Who left and is to be reported to BPJS, as the agency's desk asks for it."""

import datetime as dt

import pytest
from django.utils import timezone

from agencies.access import ROLE_PERMISSIONS
from contributions.billing.due import after, month_of
from contributions.coverage import todo_bpjs
from contributions.coverage.figures import figures_of_agency
from contributions.coverage.items import Desk
from enrolment.models import EndReason, OfficialSheet, SheetRow
from tests.contributions.billing import money
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import WorkerFactory, member

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def left(agency, on=TODAY, reason=EndReason.RESIGNED, **more):
    spell = {"listed_on": dt.date(2020, 1, 10), "ended_on": on, "end_reason": reason, "state": "ended"}
    return WorkerFactory(agency=agency, _enrolment=spell | {"registered_on": dt.date(2020, 2, 3)} | more)


def items(agency):
    held = ROLE_PERMISSIONS["agency_operator"]
    return list(todo_bpjs.leaving(Desk(agency, figures_of_agency(agency, TODAY), held, TODAY)))


def test_who_left_is_reported_on_the_page_of_exactly_these_people(client, dishub, dishub_operator):
    enrol(dishub, 1, registered_on=REGISTERED)
    left(dishub)
    left(dishub, after(month_of(TODAY), -2))
    left(dishub, after(month_of(TODAY), -3))  # BPJS's lists have told since
    left(dishub, registered_on=None)  # was never registered
    (item,) = items(dishub)
    assert item.text == "Report 2 people who left to BPJS: contributions are billed until then."
    client.force_login(dishub_operator)
    page = client.get(item.url)
    found = page.context["found"]
    assert (page.status_code, len(found.ready) + len(found.waiting)) == (200, 2)


def test_the_dead_are_not_asked_for(dishub):
    left(dishub, reason=EndReason.DIED)
    assert items(dishub) == []


@pytest.mark.parametrize("state", ["made", "uploaded"])
def test_who_stands_in_a_sheet_is_asked_for_there(dishub, state):
    worker = left(dishub)
    sheet = OfficialSheet.objects.create(
        agency=dishub, group=money.group_of(dishub), kind="data_tk_na", layout="30", month=month_of(TODAY),
        rows=1, batch="00000000-0000-0000-0000-000000000001", file_name="a.xlsx", state=state,
        uploaded_on=TODAY if state == "uploaded" else None,
    )  # fmt: skip
    spell = worker.enrolments.get().pk
    SheetRow.objects.create(
        sheet=sheet, agency=dishub, ordinal=1, worker=worker, values={}, enrolment_id=spell
    )
    assert items(dishub) == []


def test_nobody_left_costs_one_statement(dishub, count_queries):
    desk = Desk(dishub, figures_of_agency(dishub, TODAY), ROLE_PERMISSIONS["agency_operator"], TODAY)
    assert count_queries(lambda: list(todo_bpjs.leaving(desk))) == 1


def test_who_may_not_make_sheets_looks(client, dishub):
    left(dishub)
    head = ROLE_PERMISSIONS["agency_head"]
    (item,) = todo_bpjs.leaving(Desk(dishub, figures_of_agency(dishub, TODAY), head, TODAY))
    assert item.action == "Look"
    client.force_login(member("agency_head", agency=dishub))
    assert client.get(item.url).status_code == 200
