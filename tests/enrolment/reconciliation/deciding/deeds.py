"""Situations with one difference each, and what stands in the database, to be compared."""

import datetime as dt
import itertools

from enrolment import figures
from enrolment.models import (
    AgencyFigures,
    Difference,
    Enrolment,
    ListingCase,
    ParticipantMatch,
    ParticipantNumber,
    Worker,
)
from enrolment.reconciliation.deciding import actions
from tests.enrolment.reconciliation import making
from tests.enrolment.reconciliation.making import as_listed, list_in_force
from tests.factories import WorkerFactory, nik

CONFIRMED = {
    "state": "registered",
    "registered_on": dt.date(2020, 2, 1),
    "basis": "confirmed",
    "confirmed_month": dt.date(2026, 7, 1),
}
_numbers = itertools.count(20011112222)


def compare(agency) -> None:
    figures.recount([agency.pk])  # rows of factories are not counted by any action
    making.compare(agency)


def registered(agency, **fields) -> Worker:
    spell = CONFIRMED | {"kpj": str(next(_numbers)), **fields.pop("_enrolment", {})}
    return WorkerFactory(agency=agency, _enrolment=spell, **{"wage": 2_000_000, **fields})


def differing(agency, **theirs) -> Worker:
    """A confirmed worker of whom BPJS's list says something else."""
    worker = registered(agency)
    list_in_force([as_listed(worker, **theirs)], agency=agency)
    compare(agency)
    return worker


def unlisted(agency) -> Worker:
    worker = registered(agency)
    list_in_force([], agency=agency)
    compare(agency)
    return worker


def unknown(agency, **fields) -> str:
    """Somebody on the list alone; returns the NIK."""
    number = nik()
    person = {"nik": number, "name": "BUDI SANTOSO", "kpj": "20012345678", "wage": 2_500_000, "sex": "L"}
    list_in_force([{**person, "participant_since": dt.date(2026, 3, 1), **fields}], agency=agency)
    compare(agency)
    return number


def ended(agency, reason: str = "resigned") -> Worker:
    """Ended with us, active with BPJS."""
    spell = {"state": "ended", "ended_on": dt.date(2026, 2, 1), "end_reason": reason}
    worker = registered(agency, _enrolment=spell)
    list_in_force([as_listed(worker)], agency=agency)
    compare(agency)
    return worker


def alike(agency, registered_with_us: bool = False) -> Worker:
    """A worker whom the list has under a mistyped NIK and another KPJ: found by the name alone."""
    worker = WorkerFactory(agency=agency, name="Siti Nurhaliza", registered=registered_with_us)
    wrong = worker.nik[:10] + ("1" if worker.nik[10] != "1" else "2") + worker.nik[11:]
    list_in_force([as_listed(worker, nik=wrong, kpj="20099998888")], agency=agency)
    compare(agency)
    return worker


def decide(differences, decision: str, **more):
    return actions.decide(differences=differences, decision=decision, **{"by": None, **more})


def everything() -> dict:
    """All that a decision may touch; numbers that only count changes are left out."""
    fleeting = {"revision"}
    rows = {}
    for model in (Worker, Enrolment, AgencyFigures, ListingCase):
        names = [f.attname for f in model._meta.concrete_fields if f.name not in fleeting]
        names = [n for n in names if not (model is AgencyFigures and n == "id")]
        rows[model.__name__] = sorted(map(repr, model.objects.values_list(*names)))
    rows["numbers"] = sorted(ParticipantNumber.objects.values_list("agency", "nik", "kpj"))
    rows["pairs"] = sorted(ParticipantMatch.objects.values_list("row", "worker", "found_by", "is_refused"))
    told = Difference.objects.values_list("kind", "fingerprint", "state", "decision")
    rows["differences"] = sorted(map(repr, told))
    return rows
