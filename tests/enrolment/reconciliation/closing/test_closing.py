"""Closing a month locks it with its totals; opening it again needs a reason."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from enrolment.models import AgencyMonth, Difference
from enrolment.reconciliation import comparing
from enrolment.reconciliation.closing.actions import close, reopen
from enrolment.reconciliation.months import MonthClosed
from tests.enrolment.reconciliation.deciding import deeds
from tests.enrolment.reconciliation.making import MONTH

pytestmark = pytest.mark.django_db


def test_a_closed_month_keeps_who_when_and_its_totals(dishub, branch_officer):
    deeds.differing(dishub, wage=3_000_000)
    deeds.decide(Difference.objects.all(), "keep_ours")
    month = close(agency=dishub, month=MONTH, by=branch_officer)
    assert month.closed_by == branch_officer
    assert month.totals["differences"] == {"wage_differs": 1}
    assert month.totals["decisions"] == {"keep_ours": 1}
    assert month.totals["counts"]["matched"]["nik"] == 1


def test_undecided_differences_ask_for_a_reason(dishub, branch_officer):
    deeds.unlisted(dishub)
    with pytest.raises(ValidationError):
        close(agency=dishub, month=MONTH, by=branch_officer)
    month = close(agency=dishub, month=MONTH, reason="Menunggu SK", by=branch_officer)
    assert (month.totals["undecided"], month.totals["reason"]) == (1, "Menunggu SK")


def test_a_month_without_a_list_is_not_closed(dishub, branch_officer):
    with pytest.raises(ValidationError):
        close(agency=dishub, month=dt.date(2026, 7, 1), by=branch_officer)


def test_nothing_of_a_closed_month_changes(dishub, branch_officer):
    deeds.differing(dishub, wage=3_000_000)
    [batch] = deeds.decide(Difference.objects.all(), "keep_ours")
    close(agency=dishub, month=MONTH, by=branch_officer)
    with pytest.raises(MonthClosed):
        deeds.actions.undo(batch=batch, by=None)
    with pytest.raises(MonthClosed):
        comparing.reconcile(agencies=[dishub.pk], month=MONTH, by=None)


def test_opening_again_needs_a_reason_and_keeps_what_was_closed(dishub, branch_officer):
    deeds.unlisted(dishub)
    close(agency=dishub, month=MONTH, reason="Menunggu SK", by=branch_officer)
    with pytest.raises(ValidationError):
        reopen(agency=dishub, month=MONTH, reason=" ", by=branch_officer)
    month = reopen(agency=dishub, month=MONTH, reason="SK datang", by=branch_officer)
    assert (month.closed_at, month.reopen_reason) == (None, "SK datang")
    [entry] = month.totals["log"]
    assert (entry["why"], entry["totals"]["reason"]) == ("SK datang", "Menunggu SK")
    deeds.decide(Difference.objects.all(), "noted")


def test_an_operator_does_not_close(client, dishub, dishub_operator):
    deeds.unlisted(dishub)
    client.force_login(dishub_operator)
    assert client.post("/agencies/36.73/dishub/months/2026-08/close/").status_code == 403
    assert not AgencyMonth.objects.get().closed_at


def test_a_branch_closes_and_opens_on_the_page(client, dishub, branch_officer):
    deeds.unlisted(dishub)
    client.force_login(branch_officer)
    url = "/agencies/36.73/dishub/months/2026-08/"
    assert client.get(f"{url}close/").status_code == 200
    client.post(f"{url}close/", {"reason": ""})
    assert not AgencyMonth.objects.get().closed_at
    client.post(f"{url}close/", {"reason": "Menunggu SK"})
    assert AgencyMonth.objects.get().closed_by == branch_officer
    client.post(f"{url}reopen/", {"reason": "SK datang"})
    assert not AgencyMonth.objects.get().closed_at
