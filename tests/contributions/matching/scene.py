"""A month with all three sides: who is on our list, what BPJS bills, what was paid."""

import datetime as dt
from decimal import Decimal
from typing import Any

from agencies.models import Agency
from contributions.matching.reading import entries, summaries
from enrolment.models import Worker
from tests.contributions.billing.money import FEB, assessed, pay, terms, workers
from tests.enrolment.reconciliation.making import as_listed, compare, list_in_force

DUE = Decimal("16200")


def billed(worker: Worker, total: object = DUE, **changes: Any) -> dict[str, Any]:
    """A row of Formulir 2a: JKK 7,200 and JKM the rest."""
    row = as_listed(worker, **changes)
    if total is not None:
        row |= {"total": Decimal(str(total)), "jkk": Decimal(7200), "jkm": Decimal(str(total)) - 7200}
    return row


def stranger(number: str = "3673011203859999", **changes: Any) -> dict[str, Any]:
    person = {"nik": number, "name": "ORANG LAIN", "birth_date": dt.date(1970, 1, 1), "total": DUE}
    return person | changes


def bill_of(
    agency: Agency, rows: list[dict[str, Any]], *, kind: str = "2a", month: dt.date = FEB, **more: Any
):
    """A list in force and compared; as a bill its sum counts."""
    made = list_in_force(rows, agency=agency, kind=kind, month=month, **more)
    total = sum((row.get("total") or Decimal(0) for row in rows), Decimal(0))
    if kind == "2a":
        type(made).objects.filter(pk=made.pk).update(state="ready")
        made.totals = {"summed": {"total": f"{total:.2f}"}}
        made.state = "in_force"
        made.save()
    compare(agency, month=month)
    return made


def ended(agency: Agency, on: dt.date = dt.date(2020, 1, 15), reason: str = "resigned") -> Worker:
    """Registered in 2019, gone before February 2020."""
    since = dt.date(2019, 1, 1)
    spell = {"state": "ended", "ended_on": on, "end_reason": reason}
    return workers(agency, since=since, spell=spell)[0]


def agreeing(agency: Agency, count: int = 2) -> list[Worker]:
    """Everything of February agrees and is paid."""
    terms(agency)
    people = workers(agency, count)
    assessed(agency)
    bill_of(agency, [billed(one) for one in people])
    pay(agency, DUE * count)
    return people


def of(agency: Agency, month: dt.date = FEB):
    return summaries([agency.pk], month)[agency.pk]


def people_in(agency: Agency, bucket: str, month: dt.date = FEB) -> list[str]:
    return [entry.name for entry in entries(agency.pk, month, bucket)]


def filled(agency: Agency, month: dt.date = FEB) -> dict[str, int]:
    """How many entries each bucket has."""
    return {bucket.value: sums.people for bucket, sums in of(agency, month).buckets.items()}
