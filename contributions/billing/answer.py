"""What the command `assess` prints of an agency's month."""

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, Sum

from agencies.models import Agency
from contributions.billing.due import due_date
from contributions.billing.standing import ZERO, Standing, standing_of
from contributions.models import Assessment, AssessmentLine

SUMS = ("base", "jkk", "jkm", "jht", "total")
BEHIND = (
    Standing.IN_ARREARS,
    Standing.MISSING,
    Standing.DRAFT,
    Standing.FINAL,
    Standing.BILLED,
    Standing.PARTLY_PAID,
    Standing.PAID,
    Standing.NOT_OWED,
)
"""Of several groups the month stands where the one stands that is furthest behind."""


def of_agencies(agencies: Sequence[Agency], month: dt.date, day: dt.date) -> list[dict[str, Any]]:
    """The month of each agency's own groups: `billed` is null where BPJS has not billed, `due` an ISO day,
    money a decimal text. Of an agency that another one's group serves, its own people's lines; what is billed
    and paid is that group's, and null here. Three queries, however many agencies."""
    owned: dict[int, list[Assessment]] = {}
    for one in Assessment.objects.filter(agency__in=agencies, month=month).order_by("group"):
        owned.setdefault(one.agency_id, []).append(one)
    served = _served([agency.pk for agency in agencies if agency.pk not in owned], month, day)
    return [
        _answer(agency, month, _of_groups(owned[agency.pk], day) if agency.pk in owned else served[agency.pk])
        for agency in agencies
    ]


def furthest_behind(states: Collection[Standing]) -> Standing:
    """Where a month of several groups stands; there is at least one."""
    return next(state for state in BEHIND if state in states)


def _of_groups(owned: Sequence[Assessment], day: dt.date) -> dict[str, Any]:
    billed = [one.billed for one in owned if one.billed is not None]
    states = {standing_of(one, day) for one in owned}
    return {
        "state": furthest_behind(states),
        "workers": sum(one.workers for one in owned),
        "base": sum(one.base for one in owned),
        "jkk": sum(one.jkk for one in owned),
        "jkm": sum(one.jkm for one in owned),
        "jht": sum(one.jht_employer + one.jht_worker for one in owned),
        "total": sum(one.total for one in owned),
        "billed": sum(billed) if billed else None,
        "paid": sum(one.paid for one in owned),
        "balance": sum(one.balance for one in owned),
        "due": min(one.due_on for one in owned),
    }


def _served(agencies: Sequence[int], month: dt.date, day: dt.date) -> dict[int, dict[str, Any]]:
    """By agency (id), of its people's lines; empty where there are none."""
    found: dict[int, dict[str, Any]] = {agency: {} for agency in agencies}
    lines = AssessmentLine.objects.filter(agency__in=agencies, month=month).order_by().values("agency")
    rows = lines.annotate(
        **{f"sum_{name}": Sum(name) for name in ("base", "jkk", "jkm", "total")},
        jht=Sum(F("jht_employer") + F("jht_worker")),
        workers=Count("pk", filter=Q(kind="regular")),
        group_month=Min("assessment"),
    )
    months = Assessment.objects.in_bulk({row["group_month"] for row in rows})
    for row in rows:
        one = months[row["group_month"]]
        found[row["agency"]] = {
            "state": standing_of(one, day),
            "workers": row["workers"],
            "jht": row["jht"],
            "due": one.due_on,
            "paid": None,
            "balance": None,
            **{name: row[f"sum_{name}"] for name in ("base", "jkk", "jkm", "total")},
        }
    return found


def _answer(agency: Agency, month: dt.date, found: dict[str, Any]) -> dict[str, Any]:
    empty = {"state": Standing.MISSING, "workers": 0, "billed": None, "paid": ZERO, "balance": ZERO}
    values = {**empty, **dict.fromkeys(SUMS, ZERO), "due": due_date(month), **found}
    answer: dict[str, Any] = {"agency": agency.code, "month": f"{month:%Y-%m}"}
    for name in ("state", "workers", *SUMS, "billed", "paid", "balance", "due"):
        value = values[name]
        if isinstance(value, Decimal):
            value = f"{value:.2f}"
        answer[name] = value.isoformat() if isinstance(value, dt.date) else value
    return answer


def of_region(code: str, month: dt.date, answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All agencies of a region, and their sums."""
    money = ("base", "jkk", "jkm", "jht", "total", "billed", "paid", "balance")
    sums = {name: f"{sum(Decimal(one[name] or 0) for one in answers):.2f}" for name in money}
    workers = sum(one["workers"] for one in answers)
    return {"region": code, "month": f"{month:%Y-%m}", "workers": workers, **sums, "agencies": list(answers)}


def in_words(one: dict[str, Any]) -> str:
    """One line for people."""
    billed = one["billed"] or "-"
    return (
        f"{one['agency']} {one['month']} {one['state']}: {one['workers']} workers, total {one['total']},"
        f" billed {billed}, paid {one['paid'] or '-'}, balance {one['balance'] or '-'}, due {one['due']}"
    )
