"""When a NIK stands on two lists there is one case, whoever wrote last; it settles when a side is gone."""

import datetime as dt

import pytest

from agencies import access
from enrolment.cases import opening
from enrolment.models import Enrolment, ListingCase, Worker
from enrolment.rosters import applying, receiving
from enrolment.workers import actions
from tests.enrolment.rosters.books import person, workbook
from tests.factories import AgencyFactory, WorkerFactory, nik

pytestmark = pytest.mark.django_db
TODAY = dt.date(2020, 3, 1)


def add(agency, number, by=access.SYSTEM):
    people = [{"nik": number, "name": "Siti"}]
    return actions.add_workers(agency=agency, people=people, listed_on=TODAY, by=by)[0]


def end(worker):
    spell = Enrolment.objects.get(worker=worker, ended_on=None)
    return actions.end_enrolment(enrolment=spell, ended_on=TODAY, reason="resigned", by=None)


def test_adding_by_hand_opens_one_case_with_who_was_first(dishub, dlh, serang):
    first = WorkerFactory(agency=dishub)
    second = add(dlh, first.nik)
    case = ListingCase.objects.get()
    assert (case.worker_id, case.other_worker_id, case.region) == (first.pk, second.pk, serang)
    assert (case.agency, case.other_agency, case.decided_at) == (dishub, dlh, None)


def test_opening_again_makes_no_second_case(twice, dishub, dlh):
    twice(dishub, dlh)
    opening.refresh([dishub.pk])
    opening.refresh([dlh.pk])
    assert ListingCase.objects.count() == 1


def test_across_cities_the_case_has_no_region(twice, dishub, cirebon):
    other = AgencyFactory(region=cirebon, code="32.74/dlh")
    assert twice(dishub, other).region is None


def test_an_agency_that_sees_no_foreign_row_opens_the_case_all_the_same(dishub, dlh, dlh_operator):
    number = WorkerFactory(agency=dishub).nik
    with access.acting(dlh_operator):
        assert not Worker.objects.filter(nik=number).exists()
        add(dlh, number, by=dlh_operator)
    assert ListingCase.objects.get().opened_by == dlh_operator


def test_a_saved_upload_opens_cases_for_its_new_rows(dishub, dlh):
    numbers = [WorkerFactory(agency=dishub, birth_date=None).nik for _n in range(3)]
    rows = [person(f"Orang {n}", number=number) for n, number in enumerate(numbers)] + [person("Lain")]
    upload = receiving.receive(agency=dlh, chunks=[workbook(rows)], file_name="a.xlsx", by=access.SYSTEM)
    upload = receiving.check(upload=upload)
    applying.apply(upload=upload, by=access.SYSTEM)
    assert sorted(ListingCase.objects.values_list("nik", flat=True)) == sorted(numbers)
    assert {case.upload_id for case in ListingCase.objects.all()} == {upload.pk}


@pytest.mark.parametrize("leaves", ["dishub", "dlh"])
def test_a_case_settles_when_one_side_leaves(twice, dishub, dlh, leaves):
    case = twice(dishub, dlh)
    end(Worker.objects.get(pk=case.worker_id if leaves == "dishub" else case.other_worker_id))
    case.refresh_from_db()
    assert case.decision == "settled"
    assert case.decided_by is None


def test_a_case_settles_when_a_nik_is_corrected_and_comes_back_with_the_mistake(twice, dishub, dlh):
    case = twice(dishub, dlh)
    worker = Worker.objects.get(pk=case.other_worker_id)
    right = nik()
    actions.edit_worker(worker=worker, values={"nik": right}, revision=worker.revision, by=None)
    case.refresh_from_db()
    assert case.decision == "settled"
    worker.refresh_from_db()
    actions.edit_worker(worker=worker, values={"nik": case.nik}, revision=worker.revision, by=None)
    assert ListingCase.objects.filter(decided_at=None).count() == 1


def test_taking_an_end_back_and_returning_open_a_case_anew(twice, dishub, dlh):
    case = twice(dishub, dlh)
    spell = end(Worker.objects.get(pk=case.other_worker_id))
    actions.reopen_enrolment(enrolment=spell, by=None)
    assert ListingCase.objects.filter(decided_at=None).count() == 1
    end(Worker.objects.get(pk=case.other_worker_id))
    actions.return_worker(worker=spell.worker, listed_on=TODAY, by=None)
    assert ListingCase.objects.filter(decided_at=None).count() == 1


def test_three_lists_are_three_pairs(twice, dishub, dlh, serang):
    case = twice(dishub, dlh)
    add(AgencyFactory(region=serang), case.nik)
    assert ListingCase.objects.filter(decided_at=None).count() == 3
