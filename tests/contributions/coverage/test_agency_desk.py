"""The agency's desk: what stands first for whom, what is folded, what changed since last month."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies import access
from agencies.access import ROLE_PERMISSIONS
from agencies.models import Demand
from contributions.billing.due import after, month_of
from contributions.coverage import todo
from contributions.coverage.items import Item, Topic, Urgency
from contributions.models import Assessment
from contributions.snapshots.taking import take
from enrolment.models import BenefitClaim, OfficialSheet, RosterStatement, SheetRow
from enrolment.rosters.staging import version_of
from tests.contributions.billing import money
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.contributions.coverage.test_agency_home import texts, upload
from tests.contributions.reminders.letters import sent
from tests.factories import AgencyFactory, DocumentFactory, WorkerFactory, member

pytestmark = pytest.mark.django_db
HOME = "/agencies/36.73/dishub/"
TODAY = timezone.localdate()
LAST = after(month_of(TODAY), -1)


@pytest.fixture(autouse=True)
def _english(settings, client):
    settings.LANGUAGE_CODE = "en"
    client.cookies["django_language"] = "en"


def opened(client, user, query=""):
    client.force_login(user)
    answer = client.get(HOME + query)
    assert answer.status_code == 200
    return answer


def shown(answer) -> list[str]:
    return [row.item.text for row in [*answer.context["todo"], *answer.context["more"]]]


def item(text, urgency=Urgency.TO_DO, **more):
    return Item(text, "Look", "", "flag", urgency, **more)


def in_order(role, *items):
    return [one.text for one in todo.in_order(items, ROLE_PERMISSIONS[role])]


def test_what_is_late_stands_first_and_then_the_nearest_day():
    found = in_order(
        "agency_operator",
        item("any day"),
        item("next week", Urgency.DATED, due=dt.date(2026, 12, 8)),
        item("tomorrow", Urgency.DATED, due=dt.date(2026, 12, 2)),
        item("yesterday", Urgency.LATE),
    )
    assert found == ["yesterday", "tomorrow", "next week", "any day"]


def test_each_sees_first_what_is_theirs():
    items = [
        item("claim", Urgency.LATE, topic=Topic.BPJS),
        item("money", Urgency.DATED, topic=Topic.MONEY),
        item("letter", topic=Topic.CITY),
        item("statement", topic=Topic.PAPER),
    ]
    assert in_order("agency_operator", *items)[0] == "claim"
    assert in_order("agency_treasurer", *items)[0] == "money"
    assert in_order("agency_head", *items)[:2] == ["letter", "statement"]
    assert in_order("city_manager", *items)[0] == "claim"


def test_five_are_shown_and_the_others_folded(client, dishub, dishub_operator):
    for n in range(8):
        upload(dishub, "checked", name=f"daftar-{n}.xlsx")
    answer = opened(client, dishub_operator)
    assert (len(answer.context["todo"]), len(answer.context["more"])) == (5, 3)
    assert "<summary>3 others</summary>" in answer.content.decode()


def test_who_cannot_do_it_learns_who_can(client, dishub, dishub_operator):
    treasurer = member("agency_treasurer", agency=dishub)
    page = opened(client, treasurer).content.decode()
    assert "To be done by: Agency operator" in page
    assert "Nobody here has that role yet" not in page
    assert "To be done by" not in opened(client, dishub_operator).content.decode()


def test_a_role_that_nobody_has_is_said(client, dishub):
    page = opened(client, member("agency_head", agency=dishub)).content.decode()
    assert "To be done by: Agency operator. Nobody here has that role yet: ask the city." in page


def test_treasurer_comes_to_pay(client, dishub):
    enrol(dishub, 1)
    money.terms(dishub)
    money.workers(dishub, since=dt.date(2020, 2, 3))
    money.assessed(dishub, after(month_of(TODAY), -2))
    answer = opened(client, member("agency_treasurer", agency=dishub))
    assert "which was due on" in shown(answer)[0]
    assert "/payments/new/" in answer.content.decode()
    assert "/uploads/new/" not in answer.content.decode()


def test_the_month_says_what_is_computed_billed_and_paid(client, dishub, dishub_operator):
    money.terms(dishub)
    money.workers(dishub, since=dt.date(2020, 2, 3))
    month = month_of(TODAY)
    money.assessed(dishub, month)
    Assessment.objects.update(due_on=TODAY + dt.timedelta(9))
    money.bill(dishub, "17000", month)
    answer = opened(client, dishub_operator)
    line = answer.context["month"].lines[-1]
    assert (line.month, line.total, line.billed, line.paid) == (month, 16_200, 17_000, 0)
    assert line.sign == "money_billed"
    assert answer.context["month"].next_due == line


def test_people_of_another_agencys_group_are_said_to_be_paid_for_there(client, dishub, dlh, dishub_operator):
    money.group_of(dlh).agencies.add(dishub)
    assert "are paid for by the contribution group" in opened(client, dishub_operator).content.decode()


@pytest.mark.parametrize("role", ["agency_operator", "agency_treasurer", "agency_head"])
def test_the_change_since_the_frozen_month_stands_beside(client, dishub, serang, role):
    enrol(dishub, 4)
    enrol(dishub, 2, registered_on=REGISTERED)
    take(region=serang, month=LAST, by=access.SYSTEM)
    user = member(role, agency=dishub)
    answer = opened(client, user)
    assert answer.context["unchanged"]
    assert f"Nothing has changed since {answer.context['frozen'].day:%-d %B %Y}" in answer.content.decode()
    enrol(dishub, 3, registered_on=TODAY, listed_on=TODAY)
    steps = {str(step.label): (step.value, step.change) for step in opened(client, user).context["steps"]}
    assert steps["Listed"] == (9, "+3")
    assert steps["Registered"] == (5, "+3")
    assert steps["Not protected yet"] == (4, "")


def test_the_newest_version_of_a_frozen_month_is_the_base(client, dishub, serang, dishub_operator):
    enrol(dishub, 4)
    take(region=serang, month=LAST, by=access.SYSTEM)
    enrol(dishub, 2)
    take(region=serang, month=LAST, by=access.SYSTEM, reason="Daftar terlambat")
    assert opened(client, dishub_operator).context["unchanged"]


def test_units_answered_for_count_in_the_change_too(client, dishub, serang, dishub_operator):
    unit = AgencyFactory(code="36.73/upt", name="UPT Terminal", parent=dishub, answered_by_parent=True)
    enrol(unit, 4)
    enrol(dishub, 1, registered_on=REGISTERED)
    take(region=serang, month=LAST, by=access.SYSTEM)
    answer = opened(client, dishub_operator)
    assert answer.context["unchanged"]
    assert "4 people of the units it answers for are not registered yet." in shown(answer)


def test_every_number_of_people_leads_to_as_many(client, dishub, dishub_operator):
    enrol(dishub, 3)
    enrol(dishub, 2, state="submitted", submitted_on=REGISTERED)
    enrol(dishub, 4, registered_on=REGISTERED)
    steps = opened(client, dishub_operator).context["steps"]
    lists = {step.url: step.value for step in steps if "/workers/" in step.url}
    assert len(lists) == 5
    for url, count in lists.items():
        assert client.get(url).context["table"].paginator.count == count, url


def test_a_past_day_leads_to_its_list_and_says_what_is_of_today(client, dishub, dishub_operator):
    enrol(dishub, 3)
    answer = opened(client, dishub_operator, "?as_of=2020-01-31")
    page = " ".join(answer.content.decode().split())
    assert "The list of things to do, the month and the last upload are of today only." in page
    assert "Last upload" not in page
    (listed,) = [step for step in answer.context["steps"] if str(step.label) == "Listed"]
    assert client.get(listed.url).context["table"].paginator.count == 3


def test_list_of_an_earlier_month_waits_until_somebody_says_nothing_changed(client, dishub, dishub_operator):
    enrol(dishub, 1, registered_on=REGISTERED)
    upload(dishub, roster_date=LAST)
    (text,) = texts(dishub)
    assert "or say that nothing changed" in text
    upload(dishub, roster_date=TODAY)
    assert texts(dishub) == []


def test_people_with_a_number_have_a_sheet_of_their_own(dishub):
    spell = {"listed_on": dt.date(2020, 1, 10)}
    WorkerFactory(agency=dishub, kpj="12345678901", _enrolment=spell)
    WorkerFactory(agency=dishub, _enrolment={**spell, "kpj": "12345678902"})
    enrol(dishub, 3)
    assert texts(dishub) == [
        "Submit 3 people to BPJS: listed and not handed in yet.",
        "Submit 2 people who have a KPJ to BPJS: listed and not handed in yet.",
    ]


def test_whoever_stands_in_a_sheet_is_asked_for_there(dishub):
    worker, _other = enrol(dishub, 2)
    sheet = OfficialSheet.objects.create(
        agency=dishub, group=money.group_of(dishub), kind="data_tk_baru", layout="30", month=LAST, rows=1,
        batch="00000000-0000-0000-0000-000000000001", file_name="a.xlsx",
    )  # fmt: skip
    SheetRow.objects.create(
        sheet=sheet,
        agency=dishub,
        ordinal=1,
        worker=worker,
        values={},
        enrolment_id=worker.enrolments.get().pk,
    )
    assert texts(dishub) == [
        "Submit 1 person to BPJS: listed and not handed in yet.",
        "Upload 1 sheet with 1 people to SIPP.",
    ]


def test_statement_waits_until_it_is_signed_or_outrun(client, dishub):
    enrol(dishub, 1, registered_on=REGISTERED)
    made = RosterStatement.objects.create(
        agency=dishub, roster_version=version_of(dishub.pk), content_hash="0" * 64, as_of=TODAY,
        signer_name="Ratu", signer_title="Kepala Dinas",
    )  # fmt: skip
    answer = opened(client, member("agency_head", agency=dishub))
    assert "waits for the signature of Ratu" in shown(answer)[0]
    RosterStatement.objects.update(scan_stored_name="x")
    assert texts(dishub) == []
    RosterStatement.objects.update(scan_stored_name="", roster_version=made.roster_version - 1)
    assert "which nobody has signed" in texts(dishub)[0]


def test_what_is_handed_on_names_no_file(client, dishub, dishub_operator):
    enrol(dishub, 2)
    upload(dishub, "checked", name="honorer Asep.xlsx")
    summary = opened(client, dishub_operator).context["summary"]
    assert "Asep" not in summary
    assert "- Submit 2 people to BPJS: listed and not handed in yet." in summary
    assert summary.endswith(HOME)


def full(agency, count):
    """Much of everything that the desk shows."""
    enrol(agency, count)
    enrol(agency, count, registered_on=REGISTERED)
    days = dict.fromkeys(("happened_on", "known_on", "reported_on"), dt.date(2026, 9, 1))
    for n in range(count):
        unit = AgencyFactory(parent=agency, answered_by_parent=True)
        enrol(unit, 1)
        upload(agency, counts={"needs_fix": 1})
        upload(agency, "checked", name=f"{n}.xlsx")
        worker = WorkerFactory(agency=agency)
        BenefitClaim.objects.create(
            agency=agency, region=agency.region, worker=worker, kind="accident", **days
        )
        money.assessed(agency, after(LAST, -(n % 60)))


@pytest.mark.parametrize(("role", "most"), [("agency_operator", 57), ("agency_treasurer", 58)])
def test_statements_do_not_grow_with_units_files_months_and_people(client, dishub, serang, role, most):
    money.terms(dishub)
    user = member(role, agency=dishub)

    def statements():
        with CaptureQueriesContext(connection) as found:
            opened(client, user)
        return len(found)

    full(dishub, 1)
    take(region=serang, month=LAST, by=access.SYSTEM)
    statements()
    one = statements()
    full(dishub, 49)
    assert (statements(), one) == (one, most)


def test_documents_and_letters_are_found_when_nothing_waits(client, dishub, city_leader):
    for user in (member("agency_treasurer", agency=dishub), city_leader):
        page = opened(client, user).content.decode()
        assert f'href="{HOME}documents/"' in page
        assert f'href="{HOME}letters/"' in page


def test_the_summary_is_in_the_order_of_the_desk(client, dishub, dishub_operator):
    enrol(dishub, 2)
    money.terms(dishub)
    money.workers(dishub, since=dt.date(2020, 2, 3))
    money.assessed(dishub, after(month_of(TODAY), -2))
    answer = opened(client, dishub_operator)
    handed_on = [line[2:] for line in answer.context["summary"].splitlines() if line.startswith("- ")]
    assert handed_on == shown(answer)


def test_who_may_not_answer_the_city_looks(client, dishub, serang):
    sent(serang, dishub, kind="other")
    document = DocumentFactory(region=serang)
    Demand.objects.create(document=document, region=serang, text="Daftarkan semua")
    buttons = {}
    for role in ("agency_head", "agency_treasurer"):
        rows = opened(client, member(role, agency=dishub)).context
        ours = [row.item for row in [*rows["todo"], *rows["more"]] if row.item.topic == Topic.CITY]
        buttons[role] = [one.action for one in ours]
    assert buttons == {"agency_head": ["Read and answer", "Answer it"], "agency_treasurer": ["Look", "Look"]}
