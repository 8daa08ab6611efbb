"""How fast a month is assessed and payments are laid over it: `make bench`.

The measure of assessing is an INSERT … SELECT of as many ready-made lines into an empty copy of their table
with the same constraints and indexes; that of allocating, a loop over the ORM in the same run.
"""

import datetime as dt
import platform
import time
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from agencies import access
from agencies.models import ContributionGroup
from contributions.billing.assessing import assess
from contributions.billing.books import settle
from contributions.billing.due import keep_due_dates
from contributions.models import Allocation, Assessment, AssessmentLine, GroupTerms, Payment
from tests.bench.machine import machine
from tests.bench.registered import registered

WORKERS, AGENCIES, PAYMENTS = 100_000, 300, 1_000
MONTH = dt.date(2026, 8, 1)
ASSESSING = 3.0  # times inserting lines that are ready
TIMES = 3

COPY = """
create table line_copy (like contributions_assessmentline including all);
alter table line_copy
    add foreign key (worker_id) references enrolment_worker on delete cascade deferrable initially deferred,
    add foreign key (agency_id) references agencies_agency deferrable initially deferred,
    add foreign key (assessment_id) references contributions_assessment deferrable initially deferred;
grant select, insert on line_copy to lindungi_app;
"""


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    lines = [f"{machine()} · Python {platform.python_version()}"]
    yield lines
    print("\n" + "\n".join(lines))


def seconds_taken_back(work: Callable[[], object]) -> float:
    """Seconds of a piece of work with its deferred checks, taken back afterwards."""
    with transaction.atomic():
        started = time.perf_counter()
        work()
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return seconds


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def groups() -> list[int]:
    """A hundred thousand workers in three hundred groups of as many agencies, each with its terms."""
    keep_due_dates()
    agencies, _group = registered(WORKERS, AGENCIES)
    owned = ContributionGroup.objects.filter(agency__in=agencies, is_default=True)
    run(
        "update enrolment_worker w set contribution_group_id = g.id"
        " from agencies_contributiongroup g where g.agency_id = w.agency_id and g.is_default"
    )
    period = DateRange(dt.date(2020, 1, 1), None)
    GroupTerms.objects.bulk_create(
        GroupTerms(
            group=group,
            agency_id=group.agency_id,
            period=period,
            base_kind="wage",
            document_text="PKS",
            from_apbd=100,
        )
        for group in owned
    )
    run("analyze enrolment_worker, agencies_contributiongroup, contributions_groupterms")
    return list(owned.values_list("pk", flat=True))


def check_now() -> None:
    """Foreign keys of what was written so far are not checked in a measure's time."""
    run("set constraints all immediate")
    run("set constraints all deferred")


def allocate_in_a_loop(groups: list[int]) -> None:
    """What one would write first: each payment, oldest first, to the oldest month that is open."""
    for payment in Payment.objects.filter(group__in=groups).order_by("paid_on", "entered_at", "id"):
        left = payment.amount
        for month in Assessment.objects.filter(group=payment.group).order_by("month"):
            part = min(left, month.owed - month.paid)
            if part > 0:
                Allocation.objects.create(
                    payment=payment,
                    assessment=month,
                    group_id=month.group_id,
                    agency_id=month.agency_id,
                    month=month.month,
                    amount=part,
                )
                left -= part


@pytest.mark.django_db
def test_a_month_of_a_hundred_thousand_workers(table: list[str], groups: list[int]) -> None:
    def month() -> None:
        done = assess(groups=groups, month=MONTH, by=access.SYSTEM)
        assert (len(done.assessments), done.hindered) == (AGENCIES, {})

    def insert_ready_lines() -> None:
        run("insert into line_copy select * from ready")

    month()
    assert AssessmentLine.objects.count() == WORKERS
    check_now()
    run("create temporary table ready as select * from contributions_assessmentline")
    run("grant select on ready to lindungi_app")
    as_owner(COPY)
    run("delete from contributions_assessmentline")
    check_now()
    run("analyze ready")
    ours, least = [], []
    for _ in range(TIMES):
        least.append(seconds_taken_back(insert_ready_lines))
        ours.append(seconds_taken_back(month))
    month()
    check_now()
    again = seconds_taken_back(month)
    ratio = min(ours) / min(least)
    table += [
        f"a month of {WORKERS:,} workers in {AGENCIES} groups",
        f"  inserting as many lines that are ready   {min(least):8.2f} s   1 x",
        f"  assessing the month                      {min(ours):8.2f} s {ratio:5.2f} x  bar {ASSESSING} x",
        f"  assessing it again                       {again:8.2f} s {again / min(least):5.2f} x",
    ]
    table += payments_over(groups)
    assert ratio <= ASSESSING


def payments_over(groups: list[int]) -> list[str]:
    """Payments of odd amounts for the month that is there, laid over it both ways."""
    owners = dict(ContributionGroup.objects.filter(pk__in=groups).values_list("pk", "agency_id"))
    Payment.objects.bulk_create(
        Payment(
            group_id=group,
            agency_id=owners[group],
            amount=Decimal(900_000) + n,
            paid_on=MONTH + dt.timedelta(days=n % 28),
        )
        for n, group in zip(range(PAYMENTS), groups * 4, strict=False)
    )
    check_now()
    laid: list[dict] = []

    def at_once() -> None:
        settle(groups)
        laid.append(dict(Assessment.objects.values_list("group", "paid")))

    def in_a_loop() -> None:
        allocate_in_a_loop(groups)
        laid.append(dict(Assessment.objects.values_list("group", "paid")))

    ours, theirs = seconds_taken_back(at_once), seconds_taken_back(in_a_loop)
    assert laid[0] == laid[1]
    return [
        f"{PAYMENTS:,} payments allocated to it",
        f"  at once                                  {ours:8.2f} s   1 x",
        f"  in a loop over the ORM                   {theirs:8.2f} s {theirs / ours:5.1f} x",
    ]


def as_owner(sql: str) -> None:
    """The application's role makes no tables."""
    run("set local role lindungi")
    run(sql)
    run("set local role lindungi_app")
