"""Pages of cases: who decides sees both sides, an agency its own row alone."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from agencies.pages.figures import masked_nik
from enrolment.cases import deciding, queries
from enrolment.cases.deciding import Decision
from enrolment.models import ListingCase
from tests.enrolment.cases.conftest import MOVED, spell_at
from tests.factories import AgencyFactory, BranchFactory, member, nik

pytestmark = pytest.mark.django_db

SINCE_LONG = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def as_(client):
    def as_(user):
        client.force_login(user)
        client.cookies["django_language"] = "en"
        return client

    return as_


def text(response) -> str:
    return response.content.decode()


def open_case(client, name, place, case, **data):
    address = reverse(name, args=[place.code, case.pk])
    return client.post(address, data) if data else client.get(address)


def seen(case) -> str:
    return deciding.seen_of(queries.sides_of(case))


def test_the_city_sees_both_sides_with_what_differs_and_decides(
    as_, twice, dishub, dlh, serang, city_manager
):
    case = twice(dishub, dlh)
    browser = as_(city_manager)
    assert "Asep" in text(browser.get(reverse("region_cases", args=[serang.code])))
    shown = text(open_case(browser, "region_case", serang, case))
    assert "Asep Sunandar" in shown
    assert "Asep S." in shown
    assert shown.count("is-different") == 1
    assert case.nik not in shown
    answer = {"decision": "transferred", "moved_on": "2020-02-10", "seen": seen(case)}
    assert open_case(browser, "region_case", serang, case, **answer).status_code == 302
    assert spell_at(dishub, case.nik).end_reason == "moved"
    assert "Take the decision back" in text(open_case(browser, "region_case", serang, case))
    browser.post(reverse("region_case_undo", args=[serang.code, case.pk]))
    assert spell_at(dishub, case.nik).ended_on is None


@pytest.mark.parametrize(
    "answer",
    [{"decision": "transferred"}, {"decision": "wrong_nik"}, {"decision": "settled"}, {"decision": ""}],
)
def test_half_a_decision_changes_nothing(as_, twice, dishub, dlh, serang, city_manager, answer):
    case = twice(dishub, dlh)
    response = open_case(as_(city_manager), "region_case", serang, case, seen=seen(case), **answer)
    assert response.status_code == 400
    assert ListingCase.objects.open().count() == 1


def test_a_decision_on_a_page_that_is_out_of_date_is_refused(as_, twice, dishub, dlh, serang, city_manager):
    case = twice(dishub, dlh)
    answer = {"decision": "both", "seen": "1.1.1.1/2.2.2.2"}
    shown = open_case(as_(city_manager), "region_case", serang, case, **answer)
    assert shown.status_code == 400
    assert "Look at it again" in text(shown)


# What must not reach an agency before the decision: the other agency's name in any form, its row, its person.
@pytest.mark.parametrize("side", ["first", "second"])
def test_an_agency_learns_nothing_of_the_other_side(as_, twice, serang, side):
    first = AgencyFactory(region=serang, code="36.73/aaa", name="Dinas Rahasia Pertama", short_name="Ratama")
    second = AgencyFactory(region=serang, code="36.73/bbb", name="Dinas Rahasia Kedua", short_name="Raduwa")
    case = twice(first, second)
    own, other = (first, second) if side == "first" else (second, first)
    foreign = "Asep S." if side == "first" else "Asep Sunandar"
    browser = as_(member("agency_operator", agency=own))
    case.agency_note = case.other_note = "tidak terlihat"
    setattr(case, "agency_note" if own == first else "other_note", "catatan sendiri")
    case.save()
    for address in (
        reverse("agency_cases", args=[own.code]),
        reverse("agency_case", args=[own.code, case.pk]),
        reverse("agency_home", args=[own.code]),
        reverse("agency_workers", args=[own.code]),
    ):
        shown = text(browser.get(address))
        for secret in (other.name, other.short_name, other.code, foreign, "tidak terlihat", case.nik):
            assert secret not in shown, (address, secret)
    assert masked_nik(case.nik) in text(browser.get(reverse("agency_cases", args=[own.code])))


def test_an_agency_adds_its_note_for_whoever_decides(
    as_, twice, dishub, dlh, serang, dlh_operator, city_manager
):
    case = twice(dishub, dlh)
    open_case(as_(dlh_operator), "agency_case", dlh, case, note="Bekerja di sini sejak Maret")
    case.refresh_from_db()
    assert (case.agency_note, case.other_note) == ("", "Bekerja di sini sejak Maret")
    assert "sejak Maret" in text(open_case(as_(city_manager), "region_case", serang, case))


def test_who_may_only_look_adds_no_note(as_, twice, dishub, dlh):
    case = twice(dishub, dlh)
    open_case(as_(member("agency_head", agency=dlh)), "agency_case", dlh, case, note="Catatan")
    case.refresh_from_db()
    assert case.other_note == ""


def test_after_a_transfer_both_agencies_know_where_the_person_went(
    as_, twice, dishub, dlh, dishub_operator, dlh_operator
):
    case = twice(dishub, dlh)
    made = Decision("transferred", moved_on=MOVED)
    deciding.decide(case=case, made=made, seen=seen(case), by=None)
    assert "moved to DLH" in text(open_case(as_(dishub_operator), "agency_case", dishub, case))
    assert "moved here from Dishub" in text(open_case(as_(dlh_operator), "agency_case", dlh, case))


def test_a_wrong_nik_is_shown_to_the_side_that_corrects_it(as_, twice, dishub, dlh, dlh_operator):
    case = twice(dishub, dlh)
    made = Decision("wrong_nik", wrong_agency=dlh.pk)
    deciding.decide(case=case, made=made, seen=seen(case), by=None)
    assert "Compare it with the KTP" in text(as_(dlh_operator).get(reverse("agency_cases", args=[dlh.code])))


@pytest.fixture
def across(twice, dishub, cirebon):
    return twice(dishub, AgencyFactory(region=cirebon, code="32.74/dlh", name="DLH Kota Cirebon"))


def test_across_cities_the_branch_decides_with_both_sides_before_it(
    as_, across, branch_serang, branch_officer, serang, city_manager, dishub
):
    browser = as_(branch_officer)
    assert "Asep Sunandar" in text(browser.get(reverse("branch_cases", args=["serang"])))
    shown = text(open_case(browser, "branch_case", branch_serang, across))
    assert "Asep S." in shown
    open_case(browser, "branch_case", branch_serang, across, decision="stays", seen=seen(across))
    assert spell_at(dishub, across.nik).ended_on is None
    assert spell_at(across.other_agency, across.nik).end_reason == "error"
    assert open_case(as_(city_manager), "region_case", serang, across).status_code == 404


def test_the_branchs_own_cases_come_first_and_lead_to_each_other_alone(
    as_, twice, dishub, dlh, across, branch_serang, branch_officer
):
    citys = twice(dishub, dlh)
    ListingCase.objects.filter(pk=citys.pk).update(opened_at=SINCE_LONG)
    listed = as_(branch_officer).get(reverse("branch_cases", args=["serang"]))
    assert [row.record.pk for row in listed.context["table"].rows] == [across.pk, citys.pk]
    shown = text(open_case(as_(branch_officer), "branch_case", branch_serang, across))
    assert 'rel="prev"' not in shown
    assert 'rel="next"' not in shown


def test_the_branch_looks_at_a_citys_case_but_does_not_decide_it(
    as_, twice, dishub, dlh, branch_serang, branch_officer
):
    case = twice(dishub, dlh)
    browser = as_(branch_officer)
    assert "the city decides this case" in text(open_case(browser, "branch_case", branch_serang, case))
    answer = {"decision": "both", "seen": seen(case)}
    assert open_case(browser, "branch_case", branch_serang, case, **answer).status_code == 403


def test_a_branch_of_neither_city_does_not_find_the_case(as_, across):
    other = BranchFactory(code="lain")
    browser = as_(member("branch_officer", branch=other))
    assert open_case(browser, "branch_case", other, across).status_code == 404


def test_the_workbook_of_cases_names_nobody(as_, twice, dishub, dlh, serang, city_manager):
    case = twice(dishub, dlh)
    answer = as_(city_manager).get(reverse("region_cases_export", args=[serang.code]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert {"Dishub", "DLH"} <= set(cells)
    assert not [c for c in cells if "Asep" in c or case.nik in c]


def test_next_and_previous_lead_through_what_waits(as_, twice, dishub, dlh, serang, city_manager):
    first, second, third = (twice(dishub, dlh) for _n in range(3))
    shown = text(open_case(as_(city_manager), "region_case", serang, second))
    for rel, case in (("prev", first), ("next", third)):
        address = reverse("region_case", args=[serang.code, case.pk])
        assert f'rel="{rel}"' in shown
        assert f'href="{address}"' in shown


@pytest.mark.parametrize("name", ["region_cases", "agency_cases"])
def test_lists_ask_as_often_for_many_as_for_one(
    as_, twice, dishub, dlh, serang, city_manager, count_queries, name
):
    browser = as_(city_manager)
    address = reverse(name, args=[serang.code if name == "region_cases" else dlh.code])
    twice(dishub, dlh, nik=nik())
    browser.get(address)
    few = count_queries(lambda: browser.get(address))
    for _n in range(24):
        twice(dishub, dlh)
    assert count_queries(lambda: browser.get(address)) == few
