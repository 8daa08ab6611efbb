"""The passes in their order: what people decided, NIK, KPJ, then names and days of birth."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection

from enrolment.models import Pass
from enrolment.reconciliation import laying_sql as laid
from enrolment.reconciliation import passes_sql as sql
from enrolment.reconciliation.likeness import Person
from enrolment.reconciliation.pairing import best_pairs
from enrolment.reconciliation.running import rows_of, run
from enrolment.reconciliation.scope import Scope


def find_pairs(scope: Scope, params: Mapping[str, Any]) -> None:
    """Fill `rec_pairs`: each row and each worker in one pair at most."""
    served = [(group, agency) for group, agencies in scope.serves.items() for agency in sorted(agencies)]
    groups, agencies = zip(*served, strict=True)
    run(laid.ALLOWED, params={"groups": list(groups), "served": list(agencies)})
    run(sql.PAIRS, sql.REFUSED, sql.ACCEPTED, "analyze rec_allowed, rec_refused, rec_pairs", params=params)
    _take_all(sql.BY_NIK, Pass.NIK)
    run("analyze rec_pairs", sql.NUMBERS, "analyze rec_numbers", params=params)
    _take_all(sql.BY_KPJ, Pass.KPJ)
    _by_name(scope)
    run("analyze rec_pairs", sql.TWICE_IN_TWO_GROUPS, sql.ENDS, "analyze rec_ends")


def _take_all(statement: str, found_by: Pass) -> None:
    """Take the best pairs until none is left: once, unless a number is found several times on both sides."""
    while True:
        ((taken, there),) = rows_of(statement, {"pass": found_by.value})
        if taken == there or not taken:
            return


def _by_name(scope: Scope) -> None:
    """Propose who the rest are. Only rows and workers whose group and agency belong together are compared."""
    rows, workers = rows_of(sql.LEFT_ROWS), rows_of(sql.LEFT_WORKERS)
    if not rows or not workers:
        return
    pools = scope.pools()
    pool_of_group = {group: pools[min(agencies)] for group, agencies in scope.serves.items()}
    group_of = {row[0]: row[1] for row in rows}
    agency_of = {worker[0]: worker[1] for worker in workers}
    refused = set(rows_of(sql.REFUSED_PAIRS))
    pairs = best_pairs(
        [Person(key, pool_of_group[group], *rest) for key, group, *rest in rows],
        [Person(key, pools[agency], *rest) for key, agency, *rest in workers],
        lambda row, worker: agency_of[worker] in scope.serves[group_of[row]] and (row, worker) not in refused,
    )
    with (
        connection.cursor() as cursor,
        cursor.copy("copy rec_pairs (row_id, worker_id, found_by, score, reasons) from stdin") as copy,
    ):
        for pair in pairs:
            copy.write_row((pair.row, pair.worker, Pass.NAME.value, pair.score, json.dumps(pair.reasons)))
