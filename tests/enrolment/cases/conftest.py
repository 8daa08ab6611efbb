"""Two lists and one person on both."""

import datetime as dt

import pytest
from django.utils import timezone

from enrolment import figures
from enrolment.cases import opening
from enrolment.models import Enrolment, ListingCase, Upload, Worker
from tests.factories import WorkerFactory, nik

SINCE, MOVED = dt.date(2020, 1, 1), dt.date(2020, 3, 1)


@pytest.fixture
def twice():
    """Put the same NIK on two lists, the first registered with a KPJ; returns the case."""

    def twice(first, second, **more) -> ListingCase:
        number = more.pop("nik", None) or nik()
        registered = {"state": "registered", "registered_on": dt.date(2019, 6, 1), "basis": "confirmed"}
        registered |= {"listed_on": dt.date(2019, 1, 1), "confirmed_month": dt.date(2020, 1, 1)}
        registered |= {"kpj": "20012345678"}
        WorkerFactory(agency=first, nik=number, name="Asep Sunandar", _enrolment=registered)
        WorkerFactory(agency=second, nik=number, name="Asep S.", _enrolment={"listed_on": MOVED} | more)
        opening.refresh([second.pk], niks=[number])
        figures.recount([first.pk, second.pk])
        return ListingCase.objects.get(nik=number)

    return twice


def spells(nik: str) -> list[tuple]:
    """Every spell of a NIK, as rows to compare."""
    found = Enrolment.objects.filter(worker__nik=nik).order_by("pk")
    return [
        (e.agency_id, e.state, e.listed_on, e.submitted_on, e.registered_on, e.basis, e.confirmed_month,
         e.kpj, e.ended_on, e.end_reason, e.moved_from_id)
        for e in found
    ]  # fmt: skip


def spell_at(agency, number: str) -> Enrolment:
    return Enrolment.objects.filter(agency=agency, worker__nik=number).latest("pk")


def worker_at(agency, number: str) -> Worker:
    return Worker.objects.get(agency=agency, nik=number)


@pytest.fixture
def upload_of():
    """A saved whole list of an agency, without its rows."""

    def upload_of(agency) -> Upload:
        return Upload.objects.create(
            region=agency.region,
            agency=agency,
            state="applied",
            file_name="daftar.xlsx",
            size=1,
            roster_date=MOVED,
            applied_at=timezone.now(),
        )

    return upload_of
