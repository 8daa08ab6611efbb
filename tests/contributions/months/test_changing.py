import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies import access
from contributions.billing.assessing import finalise
from contributions.models import Assessment, BaseKind
from contributions.months import actions, keeping, waiting
from contributions.tasks import assess_agency_month, assess_region_month, keep_contributions
from enrolment.figures import recount
from enrolment.models import AgencyMonth, Worker
from tests.contributions.billing.money import APR, FEB, MAR, assessed, bill, group_of, pay, terms, workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client, dishub_operator):
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"
    return client


def send(client, agency, name, of_month=FEB, **values):
    return client.post(reverse(name, args=[agency.code, of_month]), values, follow=True).content.decode()


def close(agency, month=FEB):
    now = timezone.now()
    AgencyMonth.objects.create(agency=agency, month=month, reconciled_at=now, closed_at=now)


def test_a_month_is_computed_and_computed_again(english, dishub):
    terms(dishub)
    workers(dishub)

    shown = send(english, dishub, "agency_contribution_compute")
    workers(dishub)
    again = send(english, dishub, "agency_contribution_compute")

    assert "1 month computed: Rp\N{NO-BREAK SPACE}16,200 for 1 worker contributions." in shown
    assert "Rp\N{NO-BREAK SPACE}32,400 for 2" in again


def test_what_is_in_the_way_is_said(english, dishub):
    workers(dishub)

    shown = send(english, dishub, "agency_contribution_compute")

    assert "February 2020: Nobody has said yet from which base this group pays, and who pays." in shown


def test_a_month_that_has_not_begun_is_not_computed(english, dishub):
    terms(dishub)

    shown = send(english, dishub, "agency_contribution_compute", dt.date(2099, 1, 1))

    assert "This month has not begun yet" in shown
    assert not Assessment.objects.exists()


def test_all_that_waits_is_computed_at_once(english, dishub, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 60)  # however busy the machine is
    terms(dishub, until=dt.date(2020, 5, 1))
    workers(dishub)
    recount([dishub.pk])

    url = reverse("agency_contributions_compute", args=[dishub.code])
    shown = english.post(url, follow=True).content.decode()

    assert "3 months computed" in shown
    assert Assessment.objects.count() == 3


def test_what_takes_longer_than_a_second_is_left_to_the_worker(english, dishub, monkeypatch):
    terms(dishub, until=dt.date(2020, 5, 1))
    workers(dishub)
    recount([dishub.pk])
    monkeypatch.setattr(actions, "AT_ONCE", -1)

    url = reverse("agency_contributions_compute", args=[dishub.code])
    answer = english.post(url, follow=True)
    assert "3 months left" in answer.content.decode()
    assert answer["Refresh"] == "3"
    for job in ProcrastinateJob.objects.filter(task_name=actions.TASK):
        assess_agency_month(**job.args)

    assert Assessment.objects.count() == 3


def test_making_final_says_what_it_means_and_then_nothing_changes(english, dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    asked = english.get(reverse("agency_contribution_final", args=[dishub.code, FEB])).content.decode()

    shown = send(english, dishub, "agency_contribution_final")
    again = send(english, dishub, "agency_contribution_compute")

    assert "this assessment never changes" in asked
    assert "The month is final: Rp\N{NO-BREAK SPACE}16,200." in shown
    assert "The month is final; what changed since goes into a later month." in again


def test_who_has_no_wage_is_left_out_only_where_somebody_accepts_it(english, dishub):
    terms(dishub, None, base_kind=BaseKind.WAGE)
    workers(dishub, wage=2_000_000)
    workers(dishub, wage=None)
    one = assessed(dishub)

    shown = send(english, dishub, "agency_contribution_final")
    one.refresh_from_db()
    assert (one.state, "Fill in their wages, or confirm." in shown) == ("draft", True)
    send(english, dishub, "agency_contribution_final", accept_missing="on")
    one.refresh_from_db()

    assert one.state == "final"


def test_a_reason_for_the_delay_is_said_changed_and_taken_back(english, dishub):
    terms(dishub)
    workers(dishub)
    one = assessed(dishub)
    promised = timezone.localdate() + dt.timedelta(days=10)

    shown = send(
        english, dishub, "agency_contribution_delay", delay_reason="dpa", delay_note="DPA perubahan",
        promised_on=promised.isoformat(),
    )  # fmt: skip
    one.refresh_from_db()
    assert (one.delay_reason, one.promised_on) == ("dpa", promised)
    assert "Waiting for the budget document (DPA)" in shown
    assert "DPA perubahan" in shown
    send(english, dishub, "agency_contribution_delay_clear")
    one.refresh_from_db()

    assert (one.delay_reason, one.delay_note, one.promised_on, one.delay_by) == ("", "", None, None)


@pytest.mark.parametrize("day", ["2020-01-01", "2999-01-01", "x", "0001-01-01", "9999-12-31"])
def test_a_promise_is_a_day_to_come(english, dishub, day):
    terms(dishub)
    workers(dishub)
    one = assessed(dishub)

    send(english, dishub, "agency_contribution_delay", delay_reason="dpa", promised_on=day)
    one.refresh_from_db()

    assert one.delay_reason == ""


def test_what_is_paid_needs_no_reason(english, dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    pay(dishub, "16200")

    assert "Nothing of this month is unpaid." in send(english, dishub, "agency_contribution_delay")


def test_a_closed_month_refuses_in_words(english, dishub):
    terms(dishub)
    workers(dishub)
    one = assessed(dishub)
    pay(dishub, "16200")
    close(dishub)

    assert "The month is closed." in send(english, dishub, "agency_contribution_compute")
    assert "no draft" in send(english, dishub, "agency_contribution_final")
    assert "It can be opened again" in send(english, dishub, "agency_contribution_delay")
    assert "It can be opened again" in send(english, dishub, "agency_contribution_delay_clear")
    with pytest.raises(ValidationError):
        actions.clear_delay(assessments=[one], by=None)
    shown = english.get(reverse("agency_contribution_month", args=[dishub.code, FEB])).content.decode()
    assert "data-once" not in shown  # no button that would be refused
    assert reverse("agency_contribution_final", args=[dishub.code, FEB]) not in shown


def test_at_night_what_waits_is_computed_and_drafts_follow_their_lists(dishub):
    terms(dishub, until=dt.date(2020, 5, 1))
    workers(dishub)
    recount([dishub.pk])
    assert {wait.month for wait in waiting.not_computed()} == {FEB, MAR, APR}

    keep_contributions(0)
    jobs = ProcrastinateJob.objects.filter(task_name="assess_region_month")
    for job in jobs:
        assess_region_month(**job.args)
    assert list(Assessment.objects.order_by("month").values_list("workers", flat=True)) == [1, 1, 1]
    assert (waiting.not_computed(), waiting.behind_lists()) == ([], [])
    workers(dishub)
    for job in jobs:
        assess_region_month(**job.args)

    assert list(Assessment.objects.order_by("month").values_list("workers", flat=True)) == [2, 2, 2]
    assert keeping.regions_waiting() == []


def test_at_night_final_and_closed_months_stay(dishub):
    terms(dishub, until=dt.date(2020, 4, 1))
    workers(dishub)
    recount([dishub.pk])
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    close(dishub, MAR)
    Worker.objects.for_agency(dishub).update(position="Lain")

    assert keeping.regions_waiting() == []


def test_a_month_that_bpjs_billed_and_nobody_computed_waits(dishub):
    terms(dishub, until=dt.date(2020, 3, 1))
    workers(dishub)
    recount([dishub.pk])
    bill(dishub, "16200")

    assert [(wait.group, wait.month) for wait in waiting.not_computed()] == [(group_of(dishub).pk, FEB)]


def test_who_stood_in_another_groups_draft_goes_along(english, dishub, dlh):
    terms(dishub)
    terms(dlh)
    (worker,) = workers(dlh)
    assessed(dlh)
    group = group_of(dishub)
    group.agencies.add(dlh)
    Worker.objects.filter(pk=worker.pk).update(contribution_group=group)

    send(english, dishub, "agency_contribution_compute")

    assert dict(Assessment.objects.values_list("agency__code", "workers")) == {
        "36.73/dishub": 1,
        "36.73/dlh": 0,
    }
