"""The numbers of a comparison, per agency and together; both sides must add up."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from enrolment.models import DifferenceKind
from enrolment.reconciliation import counts_sql as sql
from enrolment.reconciliation.running import rows_of, run
from enrolment.reconciliation.scope import Scope

PRINTED = ("list", "roster", "matched", "differences")
BUCKETS = ("matched", "not_on_roster", "twice_on_list", "both_lists", "ended")


def count(scope: Scope, params: Mapping[str, Any]) -> dict[str, Any]:
    """Count what was found, keep it with each agency's month, and return it for those asked about."""
    kinds: dict[int, dict[str, int]] = {}
    for agency, kind, n in rows_of(sql.KINDS):
        kinds.setdefault(agency, {})[kind] = n
    months = {line[0]: _of_agency(line[1:], kinds.get(line[0], {})) for line in rows_of(sql.COUNTS)}
    for agency, counts in months.items():
        check(counts, agency)
    keys = {"agencies": list(months), "counts": [json.dumps(counts) for counts in months.values()]}
    run(sql.SAVE, params={**keys, "first": params["first"]})
    ((pairs,),) = rows_of(sql.ON_TWO_ROSTERS, {"asked": sorted(scope.asked)})
    return total(months, scope.asked, pairs)


def _of_agency(line: tuple[int, ...], kinds: Mapping[str, int]) -> dict[str, Any]:
    rows, people, *rest = line
    buckets, (nik, kpj, name), (listed, registered, matched) = rest[:5], rest[5:8], rest[8:]
    return {
        "list": {"rows": rows, "people": people},
        "roster": {"registered": registered, "listed": listed},
        "matched": {"nik": nik, "kpj": kpj, "name": name},
        "differences": {kind: kinds.get(kind, 0) for kind in DifferenceKind.values},
        "rows": dict(zip(BUCKETS, buckets, strict=True)),
        "registered": {"matched": matched, "not_on_list": kinds.get(DifferenceKind.NOT_ON_LIST, 0)},
    }


def check(counts: Mapping[str, Any], agency: int) -> None:
    """Every row of the lists is in one bucket, every registered worker in one: else the comparison itself is
    wrong, and nothing of it is kept."""
    rows, registered, kinds = counts["rows"], counts["registered"], counts["differences"]
    adds_up = (
        sum(rows.values()) == counts["list"]["rows"]
        and rows["matched"] == sum(counts["matched"].values())
        and sum(registered.values()) == counts["roster"]["registered"]
        and registered["matched"] <= rows["matched"]
        and kinds[DifferenceKind.NOT_ON_ROSTER] == rows["not_on_roster"]
        and kinds[DifferenceKind.TWICE_ON_LIST] == rows["twice_on_list"]
    )
    if not adds_up:
        raise RuntimeError(f"The comparison of agency {agency} does not add up: {json.dumps(counts)}")


def total(months: Mapping[int, Mapping[str, Any]], asked: Collection[int], pairs: int) -> dict[str, Any]:
    """The sum over the agencies asked about. `pairs`: people on two rosters, each once."""
    names = {
        "list": ("rows", "people"),
        "roster": ("registered", "listed"),
        "matched": ("nik", "kpj", "name"),
        "differences": tuple(DifferenceKind.values),
        "rows": BUCKETS,
        "registered": ("matched", "not_on_list"),
    }
    mine = [counts for agency, counts in months.items() if agency in asked]
    summed = {part: {key: sum(c[part][key] for c in mine) for key in keys} for part, keys in names.items()}
    summed["differences"][DifferenceKind.ON_TWO_ROSTERS.value] = pairs
    return summed | {"months": dict(months)}
