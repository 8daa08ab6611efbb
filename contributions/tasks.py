"""Background jobs of contributions. Each is safe to repeat: it looks at what still waits before it begins.

Every process reads this module. What writes papers and workbooks is imported by the job that needs it: its
libraries take a tenth of a second to load and some thirty megabytes.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from agencies.models import Agency
from contributions.billing.due import keep_due_dates
from contributions.coverage import later
from contributions.months import actions, keeping
from contributions.payments.lists import working
from contributions.reports.actions import TASK as MAKE_REPORT
from contributions.snapshots import waiting
from enrolment.jobs import user_of


@app.task(name=actions.TASK)
def assess_agency_month(*, agency: int, month: str, acting_user: int | None) -> None:
    """Compute a month that somebody asked for and that took too long for a page."""
    place = Agency.objects.get(pk=agency)
    actions.assess_owned(agency=place, month=dt.date.fromisoformat(month), by=user_of(acting_user))


@app.task(name="make_treasury_paper", queue="uploads", retry=RetryStrategy(max_attempts=3, wait=3))
def make_treasury_paper(*, paper: str, kind: str, agency: int, month: str, acting_user: int | None) -> None:
    """Make a long paper of a month; one that was made meanwhile is left."""
    from contributions.treasury import long_papers

    place, day = Agency.objects.get(pk=agency), dt.date.fromisoformat(month)
    long_papers.make(paper=paper, wanted=long_papers.Wanted(kind, place, day))


@app.periodic(cron="10 18 * * *")  # UTC: 01.10 in Jakarta, when nobody waits for a list to be saved
@app.task(name="keep_contributions", queueing_lock="keep_contributions")
def keep_contributions(timestamp: int) -> None:
    """Every night: due dates for years ahead, and a job for each region's month that waits."""
    with transaction.atomic(), later.counted_by_a_job():
        keep_due_dates()
    for region, month in keeping.regions_waiting():
        job = app.configure_task("assess_region_month", lock=f"assess region {region}")
        job.defer(region=region, month=f"{month:%Y-%m-%d}")


@app.task(name=later.TASK, lock=later.TASK, retry=RetryStrategy(max_attempts=5, wait=10))
def count_coverage() -> None:
    """Count the coverage of all agencies that a moved due date concerns."""
    later.count_waiting()


@app.task(name="assess_region_month")
def assess_region_month(*, region: int, month: str) -> None:
    """Drafts of a region's month: those that nobody computed yet, and those behind their lists."""
    keeping.assess_waiting(region=region, month=dt.date.fromisoformat(month))


@app.task(name="read_payment_list", queue="uploads", retry=RetryStrategy(max_attempts=20, wait=3))
def read_payment_list(*, payment_list: str, acting_user: int | None) -> None:
    """Read a long list of payments; one that was read or thrown away meanwhile is left."""
    working.read(payment_list=payment_list, by=user_of(acting_user))


@app.periodic(cron="* * * * * */10")
@app.task(name="end_abandoned_payment_lists", queueing_lock="end_abandoned_payment_lists")
def end_abandoned_payment_lists(timestamp: int) -> None:
    """Say why of each list of payments whose job failed or is gone."""
    working.sweep()


@app.periodic(cron="40 18 * * *")  # UTC: 01.40 in Jakarta
@app.task(name="freeze_months", queueing_lock="freeze_months")
def freeze_months(timestamp: int) -> None:
    """Every night, after the months were computed: a job for each region with months that ended and are not
    frozen. What is missing of the past is caught up a few years a night."""
    later.count_waiting()
    for region, months in waiting.months_waiting().items():
        job = app.configure_task("freeze_region_months", lock=f"freeze region {region}")
        job.defer(region=region, months=[f"{month:%Y-%m-%d}" for month in months[: waiting.A_NIGHT]])


@app.task(name="freeze_region_months")
def freeze_region_months(*, region: int, months: list[str]) -> None:
    """Freeze a region's figures at the end of each month that is still not frozen."""
    waiting.freeze_waiting(region=region, months=map(dt.date.fromisoformat, months))


@app.task(name=MAKE_REPORT, queue="uploads", pass_context=True, retry=RetryStrategy(max_attempts=3, wait=3))
def make_report(context: Any, *, report: str, acting_user: int | None) -> None:
    """Make a city's report; one that was made or deleted meanwhile is left."""
    from contributions.reports import making

    making.make(report=report, attempt=context.job.attempts)


@app.periodic(cron="* * * * * */10")
@app.task(name="end_abandoned_reports", queueing_lock="end_abandoned_reports")
def end_abandoned_reports(timestamp: int) -> None:
    """Say why of each report whose job failed or is gone."""
    from contributions.reports import making

    making.sweep()


@app.periodic(cron="37 * * * *")
@app.task(name="forget_files_of_reports", queueing_lock="forget_files_of_reports")
def forget_files_of_reports(timestamp: int) -> None:
    """Files that a worker stored and no report names."""
    from contributions.reports import making

    making.forget_left_behind()
