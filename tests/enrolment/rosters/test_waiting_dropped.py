"""Rows dropped with a reason: nothing of them is saved, all of them come back."""

import datetime as dt

import pytest

from agencies import access
from enrolment.models import DropReason, RowKind, StagedRow, Upload, Worker
from enrolment.rosters import applying, fixing, undoing
from enrolment.rosters.waiting import dropping
from tests.enrolment.rosters.books import person
from tests.enrolment.rosters.test_waiting_answers import checked, rows_of, sums_up
from tests.factories import WorkerFactory, nik

pytestmark = pytest.mark.django_db


def drop(upload, *names, reason="no_person", by=None, note=""):
    rows = StagedRow.objects.filter(upload=upload, name__in=names).values_list("ordinal", flat=True)
    return dropping.drop(upload=upload, rows=list(rows), reason=reason, note=note, by=by)


def counts_of(upload):
    return Upload.objects.get(pk=upload.pk).counts


@pytest.fixture
def upload(dishub):
    return checked(dishub, person("Asep"), person("Budi", number="12"), person("Cici", number="13"))


def test_a_dropped_row_waits_no_longer_and_says_who_and_why(upload, dishub_operator):
    assert drop(upload, "Budi", reason="left", by=dishub_operator, note="Pindah") == 1
    assert (counts_of(upload)["needs_fix"], counts_of(upload)["dropped"]) == (1, 1)
    assert sums_up(upload)
    budi = StagedRow.objects.get(name="Budi")
    assert (budi.dropped_by, budi.drop_note, budi.get_drop_reason_display()) == (
        dishub_operator,
        "Pindah",
        DropReason.LEFT.label,
    )
    assert budi.has_errors


def test_a_dropped_row_is_never_saved_and_comes_back_whole(upload):
    before = rows_of(upload)
    drop(upload, "Asep", "Budi")
    applying.apply(upload=upload, by=access.SYSTEM)
    assert not Worker.objects.exists()
    everything = list(StagedRow.objects.values_list("ordinal", flat=True))
    assert dropping.take_back(upload=upload, rows=everything) == 2
    assert rows_of(upload) == before
    assert counts_of(upload)["new"] == 1
    upload.refresh_from_db()
    applying.apply(upload=upload, by=access.SYSTEM)
    assert Worker.objects.get().name == "Asep"


def test_a_row_on_the_list_is_not_dropped(upload):
    applying.apply(upload=upload, by=access.SYSTEM)
    assert drop(upload, "Asep", "Budi") == 1
    assert counts_of(upload)["new"] == 1
    assert sums_up(upload)


def test_dropped_rows_are_not_registered(dishub):
    upload = checked(dishub, person("Asep", **{"NO KPJ": "12345678901"}))
    WorkerFactory(agency=dishub, nik=StagedRow.objects.get().nik)
    drop(upload, "Asep")
    upload.refresh_from_db()
    applying.apply(upload=upload, by=access.SYSTEM, answers={"registered_on": dt.date(2020, 2, 1)})
    assert counts_of(upload)["registration"]["registered"] == 0


@pytest.mark.parametrize(
    ("reason", "missing"), [("left", 1), ("not_ours", 1), ("other", 0), ("duplicate", 0)]
)
def test_who_is_said_to_be_gone_may_be_missing(dishub, reason, missing):
    number = nik()
    WorkerFactory(agency=dishub, nik=number, name="Budi")
    upload = checked(dishub, person("Asep"), person("Budi", number=number, **{"TGL LAHIR": "??"}))
    assert upload.counts["missing"] == 0
    drop(upload, "Budi", reason=reason)
    assert counts_of(upload)["missing"] == missing


def test_a_good_row_comes_back_only_while_its_nik_is_free(dishub):
    number = nik(dt.date(1985, 3, 12))
    upload = checked(dishub, person("Asep", number=number), person("Asep Dua", number=number))
    drop(upload, "Asep", reason="duplicate")
    second = StagedRow.objects.get(name="Asep Dua")
    fixing.fix(row=second, reading=fixing.read_texts({"nik": number, "name": "Asep Dua"}), by=None)
    assert dropping.take_back(upload=upload, rows=[1, 2]) == 0
    drop(upload, "Asep Dua")
    assert dropping.take_back(upload=upload, rows=[1, 2]) == 1
    assert StagedRow.objects.dropped().get().name == "Asep Dua"


def test_dropping_wants_an_upload_that_is_open(upload):
    applying.discard(upload=upload)
    with pytest.raises(applying.NotApplicable):
        drop(upload, "Budi")


# --- a newer whole list --------------------------------------------------------------------------------


def waiting(upload):
    return StagedRow.objects.waiting().filter(upload=upload).count()


@pytest.fixture
def newer(dishub, upload):
    """`upload` is saved, with two rows waiting; a newer list is checked."""
    applying.apply(upload=upload, by=access.SYSTEM)
    return checked(dishub, *(person(f"Orang {n}") for n in range(3)), person("Eko", number="1"))


def test_a_newer_whole_list_takes_the_place_of_what_waited(upload, newer):
    applying.apply(upload=newer, by=access.SYSTEM, answers={"mode": "full"})
    assert (waiting(upload), waiting(newer)) == (0, 1)
    dropped = StagedRow.objects.dropped().filter(upload=upload)
    assert {(r.drop_reason, r.dropped_by, r.superseded_by) for r in dropped} == {("superseded", None, newer)}
    assert (counts_of(upload)["needs_fix"], counts_of(upload)["dropped"]) == (0, 2)
    assert upload.kinds.filter(kind=RowKind.DROPPED).count() == 2
    assert sums_up(upload)


def test_undoing_the_newer_list_lets_them_wait_again(upload, newer):
    before = rows_of(upload)
    applying.apply(upload=newer, by=access.SYSTEM, answers={"mode": "full"})
    undoing.undo(upload=newer, by=access.SYSTEM)
    assert rows_of(upload) == before
    assert (counts_of(upload)["needs_fix"], counts_of(upload)["dropped"]) == (2, 0)
    assert upload.kinds.filter(kind=RowKind.NEEDS_FIX).count() == 2
    undoing.redo(upload=newer, by=access.SYSTEM)
    assert waiting(upload) == 0


def test_a_part_of_the_list_takes_nobodys_place(upload, newer):
    applying.apply(upload=newer, by=access.SYSTEM, answers={"mode": "partial"})
    assert waiting(upload) == 2


def test_a_list_of_an_earlier_day_takes_nobodys_place(upload, newer):
    applying.apply(
        upload=newer, by=access.SYSTEM, answers={"mode": "full", "roster_date": dt.date(2019, 1, 1)}
    )
    assert waiting(upload) == 2


def test_rows_taken_back_after_a_newer_list_stay(upload, newer):
    applying.apply(upload=newer, by=access.SYSTEM, answers={"mode": "full"})
    assert dropping.take_back(upload=upload, rows=dropping.of_reason(upload, "superseded")) == 2
    eko = StagedRow.objects.waiting().get(upload=newer)
    fixing.fix(row=eko, reading=fixing.read_texts({"nik": nik(), "name": "Eko"}), by=None)
    applying.apply(upload=newer, by=access.SYSTEM)
    assert waiting(upload) == 2
    assert sums_up(upload)
