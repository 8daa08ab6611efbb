"""Writing demands and answers to them."""

import datetime as dt
from typing import Any

from django.core.files import File
from django.db import transaction

from agencies.models import Agency, Compliance, Demand, Document, User
from agencies.records import files
from agencies.records.demands import removed


@transaction.atomic
def save_demand(*, demand: Demand, document: Document, by: User) -> Demand:
    """Store a new or edited demand of a document; who entered it first stays."""
    if demand.pk is None:
        demand.created_by = by
    demand.document = document
    demand.region_id = document.region_id
    demand.save()
    return demand


@transaction.atomic
def delete_demand(*, demand: Demand) -> None:
    """With its answers; the history brings all of them back (`removed.restore_demand`)."""
    removed.let_go(demand.answers.all())
    demand.delete()


@transaction.atomic
def answer(
    *,
    demand: Demand,
    agency: Agency,
    state: str,
    on: dt.date,
    note: str,
    by: User,
    file: File | None = None,
) -> Compliance:
    """What the agency, or its city for it, answers: a first answer or another in its place."""
    said: dict[str, Any] = {"state": state, "on": on, "note": note, "said_by": by, "region": agency.region}
    found, _new = Compliance.objects.update_or_create(demand=demand, agency=agency, defaults=said)
    if file is not None:
        files.attach(record=found, name=file.name or "", content=file.read(), by=by)
    return found


@transaction.atomic
def answer_for(
    *, demand: Demand, agencies: list[Agency], state: str, on: dt.date, note: str, by: User
) -> int:
    """The city's answer for many agencies at once, in one statement; files beside former answers stay.
    How many."""
    rows = [
        Compliance(
            demand=demand, region_id=demand.region_id, agency=one, state=state, on=on, note=note, said_by=by
        )
        for one in agencies
    ]
    Compliance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["demand", "agency"],
        update_fields=["state", "on", "note", "said_by", "said_at"],
    )
    return len(rows)


@transaction.atomic
def take_back(*, answer: Compliance) -> None:
    """There is no answer any more; the history brings it back (`removed.restore_answer`)."""
    removed.let_go(Compliance.objects.filter(pk=answer.pk))
    answer.delete()
