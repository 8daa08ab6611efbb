"""BPJS's lists for tests: put in force row by row, without a file."""

import datetime as dt
from typing import Any

from agencies.models import Agency, ContributionGroup
from enrolment.models import Enrolment, ListRow, ParticipantList, Worker
from enrolment.reconciliation.comparing import reconcile

MONTH = dt.date(2026, 8, 1)


def list_in_force(
    people: list[dict[str, Any]],
    *,
    agency: Agency,
    group: ContributionGroup | None = None,
    month: dt.date = MONTH,
    kind: str = "participants",
) -> ParticipantList:
    """A list in force for a group (the agency's own), with these rows."""
    group = group or agency.owned_groups.get(is_default=True)
    made = ParticipantList.objects.create(
        agency=agency,
        group=group,
        month=month,
        kind=kind,
        state="in_force",
        file_name="daftar.xlsx",
        stored_name="x",
        sha256="0" * 64,
        size=1,
    )
    rows = [
        ListRow(
            **{"list": made, "agency": agency, "ordinal": n, "row": n + 2, "name": "TANPA NAMA", **person}
        )
        for n, person in enumerate(people)
    ]
    ListRow.objects.bulk_create(rows)
    return made


def as_listed(worker: Worker, **changes: Any) -> dict[str, Any]:
    """A worker as BPJS's list would have them."""
    fields = ("nik", "name", "birth_date", "sex", "wage")
    spell = Enrolment.objects.filter(worker=worker).order_by("-listed_on").first()
    kpj = (spell and spell.kpj) or worker.kpj
    return {**{name: getattr(worker, name) for name in fields}, "kpj": kpj, **changes}


def compare(*agencies: Agency, month: dt.date = MONTH, by: object = None) -> dict[str, Any]:
    return reconcile(agencies=[agency.pk for agency in agencies], month=month, by=by)
