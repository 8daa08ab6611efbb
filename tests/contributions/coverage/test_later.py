"""A due date that is moved for a whole nation: counted by a job, in batches; a few are counted at once."""

import datetime as dt

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies import access
from contributions.coverage import later
from contributions.coverage.kept import make_fresh
from contributions.models import CoverageDay, DueDate, SnapshotFigures
from contributions.rates.actions import move_due_date, restore_due_date
from contributions.snapshots.taking import take
from contributions.tasks import count_coverage
from enrolment.figures import recount
from tests.contributions.billing import money
from tests.contributions.billing.money import FEB
from tests.contributions.coverage.test_kept import counted_anew, rows
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
DUE, MOVED = dt.date(2020, 3, 16), dt.date(2020, 6, 15)
BETWEEN = dt.date(2020, 3, 31)


@pytest.fixture
def owing():
    """Three agencies with two people each; nobody has paid February, which was due on 16 March."""
    agencies = [AgencyFactory() for _ in range(3)]
    for agency in agencies:
        money.terms(agency)
        money.workers(agency, 2, since=dt.date(2020, 2, 3))
        recount([agency.pk])
        money.assessed(agency, FEB)
    make_fresh()
    return agencies


@pytest.fixture
def nation(monkeypatch):
    """Three agencies are many, and two a batch."""
    monkeypatch.setattr(later, "AT_ONCE", 2)
    monkeypatch.setattr(later, "BATCH", 2)


def move(day=MOVED):
    due = DueDate(month=FEB, segment="PU", due_on=day, legal_source="PP 1/2020")
    return move_due_date(due=due, by=access.SYSTEM)


def in_arrears() -> list[int]:
    make_fresh()
    return list(CoverageDay.objects.on(BETWEEN).order_by("agency").values_list("arrears", flat=True))


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name=later.TASK).count()


def test_a_few_are_counted_with_the_due_date(owing):
    assert in_arrears() == [2, 2, 2]
    due = move()
    assert (in_arrears(), later.waiting(), jobs()) == ([0, 0, 0], 0, 0)
    restore_due_date(due=due, by=access.SYSTEM)
    assert in_arrears() == [2, 2, 2]


def test_many_wait_for_the_job_and_are_counted_by_it(owing, nation):
    move()
    assert (in_arrears(), later.waiting(), jobs()) == ([2, 2, 2], 3, 1)
    count_coverage()
    assert (in_arrears(), later.waiting()) == ([0, 0, 0], 0)
    assert rows() == counted_anew(owing)
    count_coverage()  # nothing is left to do


def test_what_else_happens_meanwhile_is_counted_at_once(owing, nation):
    move()
    money.workers(owing[0], 1, since=dt.date(2020, 2, 3))
    recount([owing[0].pk])
    assert (in_arrears(), later.waiting()) == ([0, 2, 2], 3)


def test_freezing_a_month_counts_who_waits_first(owing, nation):
    move()
    take(region=owing[0].region, month=dt.date(2020, 3, 1), by=access.SYSTEM)
    assert set(SnapshotFigures.objects.values_list("arrears", flat=True)) == {0}
    assert later.waiting() == 0


def test_the_list_of_due_dates_says_how_many_wait(client, owing, nation, system_operator):
    client.cookies["django_language"] = "en"
    client.force_login(system_operator)
    said = "The coverage of 3 agencies is being counted anew"
    assert said not in client.get("/rates/due-dates/").content.decode()
    move()
    assert said in client.get("/rates/due-dates/").content.decode()


def test_who_is_deleted_meanwhile_waits_no_more(owing, nation):
    new = AgencyFactory()
    with connection.cursor() as cursor:
        cursor.execute("set local app.count_later = 'on'; select coverage_mark(array[%s])", [new.pk])
    assert later.waiting() == 1
    new.owned_groups.all().delete()
    new.delete()
    assert later.waiting() == 0
