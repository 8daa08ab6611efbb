"""Uploaded, valid, not valid, withdrawn: people move along with their sheet."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies import access
from enrolment.models import AgencyFigures, Enrolment, SheetRow, SheetState
from enrolment.sipp import answering
from enrolment.sipp.making import judged, make
from enrolment.sipp.readiness import Order
from tests.enrolment.sipp.conftest import MONTH, REGISTERED, gone

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(dishub, person):
    """Asep, Budi and Citra in one sheet of new participants."""
    for name in ("Asep", "Budi", "Citra"):
        person(name)
    (made,) = make(agency=dishub, order=Order("data_tk_baru", MONTH), by=access.SYSTEM)
    return made


def today():
    return timezone.localdate()


def said_uploaded(sheet, valid=None, invalid=None, on=None):
    return answering.uploaded(sheet=sheet, on=on or today(), valid=valid, invalid=invalid, by=access.SYSTEM)


def said_refused(sheet, reasons, complete=True):
    return answering.refused(sheet=sheet, reasons=reasons, complete=complete, by=access.SYSTEM)


def states():
    return dict(Enrolment.objects.values_list("worker__name", "state"))


def test_uploading_submits_its_people(sheet, dishub):
    assert said_uploaded(sheet) == {"submitted": 3, "left": 0}
    assert set(states().values()) == {"submitted"}
    assert set(Enrolment.objects.values_list("submitted_on", flat=True)) == {today()}
    last = AgencyFigures.objects.filter(agency=dishub, population="staff").order_by("day").last()
    assert last.submitted == 3


def test_all_valid_is_an_answer(sheet):
    said_uploaded(sheet, valid=3, invalid=0)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.valid, sheet.invalid) == (SheetState.ANSWERED, 3, 0)
    assert set(sheet.people.values_list("valid", flat=True)) == {True}


def test_totals_that_do_not_add_up_are_refused(sheet):
    with pytest.raises(ValidationError) as wrong:
        said_uploaded(sheet, valid=3, invalid=1)
    assert wrong.value.code == "sum"


@pytest.mark.parametrize(("days", "code"), [(1, "future"), (-1, "too_early")])
def test_a_day_that_cannot_be_is_refused(sheet, days, code):
    with pytest.raises(ValidationError) as wrong:
        said_uploaded(sheet, on=today() + dt.timedelta(days))
    assert wrong.value.code == code


def test_it_is_said_once(sheet):
    said_uploaded(sheet)
    with pytest.raises(ValidationError):
        said_uploaded(sheet)


def test_whoever_left_meanwhile_is_not_submitted(sheet):
    Enrolment.objects.filter(worker__name="Budi").update(
        state="ended", ended_on=today(), end_reason="resigned"
    )
    assert said_uploaded(sheet) == {"submitted": 2, "left": 1}


def test_refused_people_are_listed_again_with_the_portal_s_words(sheet, dishub):
    said_uploaded(sheet, valid=2, invalid=1)
    assert said_refused(sheet, {2: "NIK tidak padan"}) == {"refused": 1, "back": 1}
    assert states() == {"Asep": "submitted", "Budi": "listed", "Citra": "submitted"}
    found = judged(dishub, Order("data_tk_baru", MONTH))
    assert [(one.person.name, one.causes) for one in found.waiting] == [
        ("Budi", [("refused", "NIK tidak padan")])
    ]


def test_refused_people_go_again_once_mended_or_when_asked(sheet, dishub):
    said_uploaded(sheet)
    said_refused(sheet, {1: "x", 2: "y"})
    row = sheet.people.get(ordinal=2)
    row.worker.mother_name = "Aminah"
    row.worker.save()
    assert [one.person.name for one in judged(dishub, Order("data_tk_baru", MONTH)).ready] == ["Budi"]
    again = judged(dishub, Order("data_tk_baru", MONTH, again=True)).ready
    assert [one.person.name for one in again] == ["Asep", "Budi"]


def test_an_incomplete_answer_says_nothing_of_the_others(sheet):
    said_uploaded(sheet)
    said_refused(sheet, {1: "x"}, complete=False)
    sheet.refresh_from_db()
    assert sheet.state == SheetState.UPLOADED
    assert list(sheet.people.values_list("valid", flat=True)) == [False, None, None]
    assert answering.rest_valid(sheet=sheet, by=access.SYSTEM) == 2
    sheet.refresh_from_db()
    assert (sheet.state, sheet.valid, sheet.invalid) == (SheetState.ANSWERED, 2, 1)


def test_an_answer_can_be_corrected(sheet):
    said_uploaded(sheet)
    said_refused(sheet, {1: "x"})
    said_refused(sheet, {2: "y"})
    assert states() == {"Asep": "submitted", "Budi": "listed", "Citra": "submitted"}


def test_a_correction_that_leaves_some_open_makes_the_sheet_wait_again(sheet):
    said_uploaded(sheet, valid=3, invalid=0)
    said_refused(sheet, {2: "y"}, complete=False)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.answered_at) == (SheetState.UPLOADED, None)
    assert answering.rest_valid(sheet=sheet, by=access.SYSTEM) == 2
    sheet.refresh_from_db()
    assert (sheet.state, sheet.valid, sheet.invalid) == (SheetState.ANSWERED, 2, 1)


def test_totals_are_told_later_and_corrected_until_somebody_is_named(sheet):
    said_uploaded(sheet)
    say = {"sheet": sheet, "by": access.SYSTEM}
    assert answering.totals(valid=1, invalid=2, **say).state == SheetState.UPLOADED
    with pytest.raises(ValidationError):
        answering.totals(valid=2, invalid=2, **say)
    said_refused(sheet, {2: "y"}, complete=False)
    with pytest.raises(ValidationError) as named:
        answering.totals(valid=3, invalid=0, **say)
    assert named.value.code == "moved"
    said_refused(sheet, {}, complete=False)
    assert answering.totals(valid=3, invalid=0, **say).state == SheetState.ANSWERED
    assert sheet.people.filter(valid=True).count() == 3


def test_withdrawing_puts_everything_back(sheet):
    before = states()
    said_uploaded(sheet, valid=3, invalid=0)
    assert answering.withdraw(sheet=sheet, by=access.SYSTEM) == {"back": 3, "kept": 0}
    assert states() == before
    assert set(Enrolment.objects.values_list("submitted_on", flat=True)) == {None}


def test_withdrawing_keeps_who_went_on(sheet):
    said_uploaded(sheet)
    Enrolment.objects.filter(worker__name="Budi").update(
        state="registered", registered_on=today(), basis="stated"
    )
    assert answering.withdraw(sheet=sheet, by=access.SYSTEM) == {"back": 2, "kept": 1}
    assert states()["Budi"] == "registered"


def test_a_withdrawn_sheet_leaves_its_people_ready(sheet, dishub):
    answering.withdraw(sheet=sheet, by=access.SYSTEM)
    assert len(judged(dishub, Order("data_tk_baru", MONTH)).ready) == 3
    with pytest.raises(ValidationError):
        answering.withdraw(sheet=sheet, by=access.SYSTEM)


def test_an_end_is_told_once(dishub, person):
    person(kpj="12345678901", _enrolment=gone())
    (leaving,) = make(agency=dishub, order=Order("data_tk_na", MONTH), by=access.SYSTEM)
    said_uploaded(leaving, valid=1, invalid=0)
    assert judged(dishub, Order("data_tk_na", MONTH)).ready == []


def test_a_wage_told_is_no_change_until_it_changes(dishub, person):
    worker = person(kpj="12345678901", _enrolment=REGISTERED)
    order = Order("data_upah", MONTH)
    told = SheetRow.objects.create(
        sheet=_past_sheet(dishub, worker), agency=dishub, ordinal=1, worker=worker, values={"UPAH": "3000000"}
    )
    assert judged(dishub, order).ready == []
    worker.wage = 3_500_000
    worker.save()
    assert [one.row.values["UPAH"] for one in judged(dishub, order).ready] == ["3500000"]
    told.valid = False
    told.save()
    assert judged(dishub, order).ready == []


def _past_sheet(agency, worker):
    return agency.sheets.create(
        group=worker.contribution_group, kind="data_upah", layout="10", month="2020-02-01", rows=1,
        batch="00000000-0000-4000-8000-000000000001", file_name="data_upah.xlsx", state="uploaded",
        uploaded_on="2020-02-03",
    )  # fmt: skip
