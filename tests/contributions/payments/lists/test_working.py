"""A long list is read by the worker; one whose job is gone is ended with a reason."""

import datetime as dt

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies import access
from contributions.models import ListState, PaymentList
from contributions.payments.lists import receiving, working
from contributions.payments.lists.houses import House
from tests.contributions.payments.lists.conftest import book, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_list(branch_serang, npp, monkeypatch):
    monkeypatch.setattr(receiving, "ROWS_IN_REQUEST", 0)
    content = book(row("7000001", npp.npp))
    found = receiving.receive(house=House(branch_serang), name="a.xlsx", chunks=[content], by=None)
    receiving.read_now_or_later(found=found, by=None)
    return found


def test_the_worker_reads_a_long_list_once(long_list):
    assert long_list.state == ListState.RECEIVED
    job = ProcrastinateJob.objects.get(task_name="read_payment_list")
    assert job.args == {"payment_list": str(long_list.pk), "acting_user": None}
    for _again in range(2):
        working.read(payment_list=str(long_list.pk), by=access.SYSTEM)
    long_list.refresh_from_db()
    assert (long_list.state, long_list.rows.count()) == (ListState.READY, 1)


def test_a_list_whose_job_is_gone_is_ended_with_a_reason(long_list):
    assert working.sweep() == 0
    PaymentList.objects.update(uploaded_at=timezone.now() - dt.timedelta(minutes=5))
    assert working.sweep() == 0  # its job still waits
    ProcrastinateJob.objects.filter(task_name="read_payment_list").update(status="failed")
    assert working.sweep() == 1
    long_list.refresh_from_db()
    assert (long_list.state, long_list.refusal["code"]) == (ListState.REFUSED, "reading_failed")


def test_the_page_of_a_list_being_read_looks_again_by_itself(client, branch_officer, long_list):
    client.force_login(branch_officer)
    page = client.get(f"/branches/serang/payments/lists/{long_list.pk}/")
    assert (page.status_code, page["Refresh"]) == (200, "3")
