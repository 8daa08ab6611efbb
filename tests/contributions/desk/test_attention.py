"""Which agencies need attention, why, and in how many statements."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from agencies import access
from agencies.models import Agency, User
from contributions.billing.due import last_due_month
from contributions.desk.attention import ONLY_NOW, AttentionKind, attention_of
from enrolment.figures import recount
from enrolment.models import Upload
from tests.contributions.billing import money
from tests.contributions.coverage.stories import enrol
from tests.factories import AgencyFactory, StatedFigureFactory, member

pytestmark = pytest.mark.django_db


def handed_in(agency, day, *, kind="list", bad=0):
    now = timezone.now()
    return Upload.objects.create(
        region=agency.region, agency=agency, state="applied", kind=kind, file_name="daftar.xlsx",
        stored_name="x", sha256="0" * 64, size=1, roster_date=day, applied_at=now, counts={"needs_fix": bad},
    )  # fmt: skip


def found(region, day=None, **more):
    """By kind, the codes of the agencies."""
    names = dict(Agency.objects.values_list("pk", "code"))
    return {
        one.kind: [names[pk].partition("/")[2] for pk in one.agencies]
        for one in attention_of(region, day or timezone.localdate(), **more)
    }


def test_silent_agency_is_named_for_its_list_and_its_operator(serang, dishub):
    assert found(serang) == {
        "not_invited": ["dishub"],
        "not_signed_in": [],
        "no_roster": ["dishub"],
        "old_roster": [],
        "waiting_rows": [],
        "unpaid": [],
    }


def test_invited_operator_who_never_came_is_apart_from_nobody_invited(serang, dishub):
    user = member("agency_operator", agency=dishub)
    assert found(serang)["not_signed_in"] == ["dishub"]
    assert found(serang)["not_invited"] == []
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    assert found(serang)["not_signed_in"] == []


def test_treasurer_alone_is_no_operator(serang, dishub):
    member("agency_treasurer", agency=dishub)
    assert found(serang)["not_invited"] == ["dishub"]


def test_declared_zero_is_asked_for_nothing(serang, dishub):
    StatedFigureFactory(agency=dishub, value=0, as_of=dt.date(2020, 1, 1))
    assert not any(found(serang).values())


def test_list_of_last_month_is_old_until_nihil_is_said(serang, dishub):
    today = timezone.localdate()
    enrol(dishub, 1)
    handed_in(dishub, today.replace(day=1) - dt.timedelta(days=1))
    assert found(serang)["old_roster"] == ["dishub"]
    handed_in(dishub, today, kind="nil")
    assert found(serang)["old_roster"] == []
    assert found(serang)["no_roster"] == []


def test_list_kept_by_hand_is_as_old_as_its_last_change(serang, dishub):
    today = timezone.localdate()
    enrol(dishub, 1, listed_on=today)
    assert found(serang)["old_roster"] == []
    enrol(dishub, 1, listed_on=dt.date(2020, 1, 10))
    assert found(serang, dt.date(2020, 2, 1))["old_roster"] == ["dishub"]


def test_rows_that_wait_count_with_the_agency_that_answers(serang, dishub):
    child = AgencyFactory(code="36.73/upt", parent=dishub, answered_by_parent=True)
    enrol(child, 1)
    handed_in(child, timezone.localdate(), bad=3)
    (waiting,) = [one for one in attention_of(serang, timezone.localdate()) if one.kind == "waiting_rows"]
    assert (waiting.agencies, waiting.count, waiting.size) == ((dishub.pk,), 1, 3)


def test_rows_that_wait_are_left_out_for_who_sees_no_people(serang, dishub, city_leader):
    enrol(dishub, 1)
    handed_in(dishub, timezone.localdate(), bad=3)
    with access.acting(city_leader):
        kinds = found(serang, sees_people=False)
    assert AttentionKind.WAITING_ROWS not in kinds
    assert kinds["not_invited"] == ["dishub"]


def test_unpaid_months_with_their_sum(serang, dishub):
    due = last_due_month(timezone.localdate())
    money.terms(dishub)
    money.workers(dishub, 2, since=dt.date(2020, 2, 3))
    recount([dishub.pk])
    money.assessed(dishub, due)
    (unpaid,) = [one for one in attention_of(serang, timezone.localdate()) if one.kind == "unpaid"]
    assert (unpaid.agencies, unpaid.size, unpaid.amount) == ((dishub.pk,), 1, Decimal("32400"))


def test_nothing_unpaid_is_said_only_where_contributions_are_kept(client, serang, dishub, city_leader):
    client.force_login(city_leader)
    client.cookies["django_language"] = "en"
    enrol(dishub, 2, registered_on=dt.date(2020, 2, 3))

    def said() -> tuple[int | None, str]:
        (line,) = [one for one in client.get("/regions/36.73/").context["attention"] if one.kind == "unpaid"]
        return line.count, line.detail

    assert said() == (None, "no data")
    due = last_due_month(timezone.localdate())
    money.terms(dishub)
    money.assessed(dishub, due)
    money.pay(dishub, "1000000", timezone.localdate())
    assert said() == (0, "")


def test_day_of_the_past_says_nothing_of_what_is_known_only_now(serang, dishub):
    kinds = found(serang, dt.date(2020, 2, 26))
    assert not set(ONLY_NOW) & set(kinds)
    assert kinds["no_roster"] == ["dishub"]


def test_other_cities_are_not_named(serang, cirebon, dishub):
    AgencyFactory(region=cirebon, code="32.74/dishub")
    assert found(serang)["no_roster"] == ["dishub"]
    assert len(found([serang, cirebon])["no_roster"]) == 2


def test_statements_do_not_grow_with_agencies(serang, dishub, count_queries):
    one = count_queries(lambda: attention_of(serang, timezone.localdate()))
    for _ in range(49):
        handed_in(AgencyFactory(), timezone.localdate(), bad=1)
    assert count_queries(lambda: attention_of(serang, timezone.localdate())) == one
