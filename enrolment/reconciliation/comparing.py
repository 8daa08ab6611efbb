"""Laying a month's lists beside the rosters: who is who, what differs, who is newly confirmed."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from agencies import access
from enrolment.models import AgencyMonth
from enrolment.reconciliation import counting, passes
from enrolment.reconciliation import differences_sql as found
from enrolment.reconciliation import laying_sql as laid
from enrolment.reconciliation.confirming import confirm
from enrolment.reconciliation.likeness import same_name
from enrolment.reconciliation.months import check_open, closed_ones
from enrolment.reconciliation.running import run
from enrolment.reconciliation.scope import Scope, scope_of
from enrolment.workers.registering import last_day
from enrolment.workers.sql import lock_rosters, many_rows

__all__ = ["reconcile"]


@transaction.atomic
def reconcile(*, agencies: Iterable[int], month: dt.date, by: Any) -> dict[str, Any]:
    """Compare the rosters of these agencies (ids) with BPJS's lists in force for a month.

    Makes or renews their `AgencyMonth`, matches and differences, and confirms those who were found by NIK or
    KPJ (or by name, once somebody said so). Agencies that share a contribution group with them are compared
    along. Doing it again changes nothing; decisions stay. It reads and writes as the system, because a list
    may be about agencies that `by` does not see: check the right to P.RECONCILE before.

    Returns the counts over `agencies` as the command `reconcile` prints them (README, Words; `roster` is the
    funnel at the month's end: registered people are listed, too), and `months`, the counts of each agency
    compared, by its id. Raises MonthClosed when one of `agencies` has closed the month; where an agency that
    is compared along has, its pairs and differences stay as they are.
    """
    with access.acting(access.SYSTEM), many_rows():
        scope = scope_of(agencies, month)
        lock_rosters(scope.everybody)
        check_open(scope.asked, scope.month)
        closed = closed_ones(scope.agencies, scope.month)
        covered = sorted(scope.agencies - set(closed))
        params = _parameters(scope, covered, closed)
        _make_months(covered, params)
        _clear(sorted(scope.asked - scope.agencies), scope.month)
        if not covered:
            return counting.total({}, scope.asked, 0)
        _lay_out(params)
        passes.find_pairs(scope, params)
        confirm(params, by)
        _find_differences(params)
        _merge(params)
        return counting.count(scope, params)


def _parameters(scope: Scope, covered: list[int], closed: list[int]) -> dict[str, Any]:
    return {
        "first": scope.month,
        "last": last_day(scope.month),
        "agencies": covered,
        "closed": closed,
        "groups": sorted(scope.serves),
    }


def _make_months(covered: Sequence[int], params: dict[str, Any]) -> None:
    """Each agency's month, made where there is none; `params` learns their ids."""
    month = params["first"]
    made = [AgencyMonth(agency_id=agency, month=month) for agency in covered]
    AgencyMonth.objects.bulk_create(made, ignore_conflicts=True)
    months = AgencyMonth.objects.filter(agency__in=covered, month=month)
    params["months"] = list(months.order_by().values_list("pk", flat=True))


def _clear(agencies: list[int], month: dt.date) -> None:
    """Agencies without a list of this month: nothing is compared, what was decided stays."""
    months = list(AgencyMonth.objects.filter(agency__in=agencies, month=month).values_list("pk", flat=True))
    if not months:
        return
    run(laid.CLEAR, found.DIFFS, passes.sql.PAIRS)
    run(*found.FORGET, found.LEAVE_PAIRS, params={"months": months})
    AgencyMonth.objects.filter(pk__in=months).update(counts={}, reconciled_at=None, roster_version=None)


def _lay_out(params: Mapping[str, Any]) -> None:
    """Fill the temporary tables with both sides."""
    run(laid.CLEAR, laid.AGENCIES, params=params)
    run(laid.ROWS, params=params)
    if params["closed"]:
        run(laid.LEAVE_TO_CLOSED, params=params)
    run(laid.TWINS_BY_KPJ, laid.TWINS_OF_TWINS, laid.COMPLETE, laid.WORKERS, params=params)
    run("analyze rec_agencies, rec_rows, rec_workers")


def _find_differences(params: Mapping[str, Any]) -> None:
    """Everything that both sides do not say alike, into a temporary table."""
    run(found.MATCHED, "analyze rec_matched")
    with connection.cursor() as cursor:
        cursor.execute(found.UNLIKE_NAMES)
        same = [worker for worker, ours, theirs in cursor.fetchall() if same_name(ours, theirs)]
        cursor.execute(found.SAME_NAMES, {"same": same})
    run(found.DIFFS, found.FIND, found.FINGERPRINTS, found.FOREIGN, "analyze rec_diffs", params=params)
    run("set local enable_nestloop = on", found.ELSEWHERE, "set local enable_nestloop = off")


def _merge(params: Mapping[str, Any]) -> None:
    """Bring what is kept up to date with what was found."""
    run(*found.FORGET, found.RENEW, found.ADD, found.CARRY, params=params)
    run(found.LEAVE_PAIRS, found.RENEW_PAIRS, found.ADD_PAIRS, params=params)


def as_json(counts: Mapping[str, Any]) -> str:
    """The counts as the command prints them."""
    return json.dumps({name: counts[name] for name in counting.PRINTED})
