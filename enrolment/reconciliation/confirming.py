"""Who was found on BPJS's list becomes registered and confirmed, with the KPJ that the list gives."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pghistory
from django.utils import timezone

from enrolment.models import Basis, Enrolment
from enrolment.reconciliation import counts_sql as sql
from enrolment.reconciliation import laying_sql as laid
from enrolment.reconciliation.running import rows_of, run
from enrolment.workers.registering import per_worker, register


def confirm(params: Mapping[str, Any], by: Any) -> None:
    """Register those whom their NIK, their KPJ or somebody's decision found on the list and who are active
    there; fill in the KPJs that are missing. Where both sides have one and they differ, ours stays: that is
    a difference to decide. A list of a month to come confirms nobody."""
    today = timezone.localdate()
    if params["first"] > today:
        return
    told = rows_of(sql.TO_REGISTER, {**params, "today": today})
    if told:
        _register(told, params, by, today)
    numbers = rows_of(sql.WITHOUT_KPJ)
    if numbers:
        _fill_in(numbers, by)
    if told or numbers:
        run(laid.RENEW_WORKERS, "analyze rec_workers", params=params)


def _register(told: list[tuple], params: Mapping[str, Any], by: Any, today: dt.date) -> None:
    register(
        enrolments=Enrolment.objects.filter(pk__in=[spell for _, spell, _, _ in told]),
        registered_on=min(params["last"], today),
        basis=Basis.CONFIRMED,
        confirmed_month=params["first"],
        kpj={worker: kpj for worker, _, kpj, _ in told if kpj},
        days={worker: day for worker, _, _, day in told},
        by=by,
    )


def _fill_in(numbers: list[tuple], by: Any) -> None:
    with pghistory.context(user=getattr(by, "pk", None), action="kpj_from_list"):
        spells = Enrolment.objects.filter(pk__in=[spell for _, spell, _ in numbers])
        spells.update(kpj=per_worker({worker: kpj for worker, _, kpj in numbers}))
