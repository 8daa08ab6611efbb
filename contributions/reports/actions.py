"""Asking for a report, having it made again, deleting it."""

import datetime as dt
from functools import partial
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from agencies.models import Region
from contributions.models import Report, ReportState
from contributions.reports import progress

TASK = "make_report"


@transaction.atomic
def ask(
    *, region: Region, as_of: dt.date, language: str, decision: str, signer: dict[str, str], recipient: str,
    by: Any,
) -> Report:  # fmt: skip
    """Let the worker make a report; it is found again by its id."""
    report = Report.objects.create(
        region=region, as_of=as_of, language=language, decision=decision, signer=signer,
        recipient=recipient, steps=progress.STEPS, asked_by=by if getattr(by, "pk", None) else None,
    )  # fmt: skip
    _hand_over(report, by)
    return report


@transaction.atomic
def make_again(*, report: Report, by: Any) -> bool:
    """Have a report that failed made once more. False for any other: what a report said stays, a
    newer one of the same day is a report of its own."""
    found = _locked(report)
    if found is None or found.state != ReportState.FAILED:
        return False
    found.state, found.error, found.done = ReportState.WAITING, "", 0
    found.save(update_fields=["state", "error", "done"])
    _hand_over(found, by)
    return True


@transaction.atomic
def delete(*, report: Report, by: Any) -> None:
    """The report with its files; whoever makes it just now finds that nobody wants it. One that is gone
    already is left."""
    if found := _locked(report):
        for name in found.files.values():
            transaction.on_commit(partial(progress.REPORTS.drop, name))
        found.delete()


def _locked(report: Report) -> Report | None:
    return Report.objects.select_for_update(of=("self",)).filter(pk=report.pk).first()


def _hand_over(report: Report, by: Any) -> None:
    progress.tell(report.pk, 0)
    job = app.configure_task(TASK, queue="uploads", lock=f"report {report.pk}")
    job.defer(report=str(report.pk), acting_user=getattr(by, "pk", None))
