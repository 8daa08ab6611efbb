"""Whoever moves between two NPPs of one agency leaves the one and continues in the other."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from agencies import access
from agencies.models import ContributionGroup
from enrolment.models import OfficialSheet, Worker
from enrolment.sipp import answering
from enrolment.sipp.making import judged, make
from enrolment.sipp.readiness import Order
from enrolment.workers.changes.actions import Decree, change_group, undo
from tests.enrolment.sipp.conftest import REGISTERED, gone

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
MONTH = TODAY.replace(day=1)


@pytest.fixture
def harbour(dishub, group):
    group.sheet_codes.create(agency=dishub, header="SEBAB_NA", value="moved", code="A9")
    return ContributionGroup.objects.create(
        agency=dishub,
        name="Terminal",
        npp="30009999",
        work_location="SRG09",
        status_codes={"honorer": "PKWT"},
    )


@pytest.fixture
def worker(person):
    return person(kpj="12345678901", _enrolment=REGISTERED)


def move(worker, group):
    people = Worker.objects.filter(pk=worker.pk)
    decree = Decree(sk_number="", sk_date=TODAY, effective_on=TODAY)
    return change_group(agency=worker.agency, workers=people, group=group, decree=decree, by=access.SYSTEM)


def found(agency, kind):
    return judged(agency, Order(kind, MONTH))


def ready(agency):
    return [len(found(agency, kind).ready) for kind in ("data_tk_na", "data_tk_lanjutan")]


def hand_in(agency, kind, both=False):
    made = make(agency=agency, order=Order(kind, MONTH), both_sides=both, by=access.SYSTEM)
    for sheet in made:
        answering.uploaded(sheet=sheet, on=TODAY, valid=sheet.rows, invalid=0, by=access.SYSTEM)
    return made


def test_both_rows_are_written_each_under_its_npp(dishub, group, harbour, worker):
    move(worker, harbour)
    (out,), (on,) = found(dishub, "data_tk_na").ready, found(dishub, "data_tk_lanjutan").ready
    assert (out.person.npp, on.person.npp) == (group.npp, harbour.npp)
    assert (out.row.values["SEBAB_NA"], out.row.values["TGL_KEJADIAN"]) == ("A9", f"{TODAY:%d-%m-%Y}")
    assert (on.row.values["NOMOR_IDENTITAS_KPJ"], on.row.values["LOKASI_PEKERJAAN"]) == (
        "12345678901",
        "SRG09",
    )


def test_bpjs_reads_the_reason_in_its_own_language(dishub, group, harbour, worker, person):
    left = person("Cici", kpj="12345678902", _enrolment=gone("resigned"))
    with translation.override("en"):
        rows = {one.person.worker: one.row.values for one in found(dishub, "data_tk_na").ready}
    assert rows[left.pk]["KETERANGAN"] == "Mengundurkan diri"


def test_one_click_makes_both_in_one_batch_and_ends_it(
    client, dishub, dishub_operator, group, harbour, worker
):
    move(worker, harbour)
    client.force_login(dishub_operator)
    page = client.get(reverse("agency_sheets_ready", args=[dishub.code, "data_tk_na"]))
    assert page.context["offer_both"]
    sent = {"seen": page.context["found"].seen, "both_sides": "on", "month": f"{MONTH:%Y-%m}"}
    client.post(reverse("agency_sheets_make", args=[dishub.code, "data_tk_na"]), sent)
    made = list(OfficialSheet.objects.order_by("number"))
    assert [(s.kind, s.group) for s in made] == [("data_tk_na", group), ("data_tk_lanjutan", harbour)]
    assert len({s.batch for s in made}) == 1
    assert ready(dishub) == [0, 0]
    for sheet in made:
        answering.uploaded(sheet=sheet, on=TODAY, valid=1, invalid=0, by=access.SYSTEM)
    assert ready(dishub) == [0, 0]
    worker.refresh_from_db()
    assert worker.enrolments.get().state == "registered"


@pytest.mark.parametrize(("kind", "left"), [("data_tk_na", [0, 1]), ("data_tk_lanjutan", [1, 0])])
def test_either_row_may_go_first(dishub, harbour, worker, kind, left):
    move(worker, harbour)
    hand_in(dishub, kind)
    assert ready(dishub) == left


def test_a_move_undone_before_it_was_told_is_no_move(dishub, harbour, worker):
    batch = move(worker, harbour)
    undo(batch=batch, by=access.SYSTEM)
    assert ready(dishub) == [0, 0]


def test_a_way_back_that_was_told_is_told_too(dishub, group, harbour, worker):
    harbour.sheet_codes.create(agency=dishub, header="SEBAB_NA", value="moved", code="A9")
    batch = move(worker, harbour)
    hand_in(dishub, "data_tk_na", both=True)
    undo(batch=batch, by=access.SYSTEM)
    assert ready(dishub) == [1, 1]
    (out,), (on,) = found(dishub, "data_tk_na").ready, found(dishub, "data_tk_lanjutan").ready
    assert (out.person.npp, on.person.npp) == (harbour.npp, group.npp)


def test_nobody_is_told_who_was_not_registered_or_stays_in_the_npp(dishub, group, harbour, person, worker):
    listed = person("Budi", nik="3673011203859999")
    move(listed, harbour)
    same = ContributionGroup.objects.create(agency=dishub, name="Pusat", npp=group.npp, division="02")
    move(worker, same)
    assert ready(dishub) == [0, 0]


def test_the_refused_row_comes_back(dishub, harbour, worker):
    move(worker, harbour)
    (sheet,) = make(agency=dishub, order=Order("data_tk_lanjutan", MONTH), by=access.SYSTEM)
    answering.uploaded(sheet=sheet, on=TODAY, valid=0, invalid=1, by=access.SYSTEM)
    answering.refused(sheet=sheet, reasons={1: "Salah"}, complete=True, by=access.SYSTEM)
    (waiting,) = found(dishub, "data_tk_lanjutan").waiting
    assert [cause.code for cause in waiting.causes] == ["refused"]
    assert dt.date.today() >= waiting.person.start_date
