"""Whoever moves between two NPPs leaves one and continues at the other, in the same month."""

import datetime as dt

import pytest
from django.db import connection

from agencies import access
from enrolment.cases import opening
from enrolment.cases.deciding import Decision, decide, seen_of
from enrolment.cases.queries import sides_of as case_sides
from enrolment.models import ListingCase
from enrolment.sipp.making import judged, make, together
from enrolment.sipp.readiness import Order
from enrolment.sipp.transfers import sides_of
from tests.enrolment.sipp.conftest import MONTH, REGISTERED, WHOLE
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_group(dlh):
    found = dlh.owned_groups.get(is_default=True)
    found.npp, found.work_location, found.status_codes = "20005678", "SRG02", {"honorer": "PKWT"}
    found.save()
    return found


@pytest.fixture
def moved(dishub, dlh, group, other_group, person, city_manager):
    """Registered at Dishub, transferred to DLH by the city."""
    first = person(kpj="12345678901", _enrolment=REGISTERED)
    second = WorkerFactory(agency=dlh, nik=first.nik, **(WHOLE | {"name": first.name}))
    opening.refresh([dlh.pk])
    case = ListingCase.objects.get(nik=first.nik)
    made = Decision("transferred", moved_on=dt.date(2020, 3, 1))
    decide(case=case, made=made, seen=seen_of(case_sides(case)), by=city_manager)
    return second


def leaving(agency):
    return judged(agency, Order("data_tk_na", MONTH))


def continuing(agency):
    return judged(agency, Order("data_tk_lanjutan", MONTH))


@pytest.fixture
def coded(group, dishub):
    group.sheet_codes.create(agency=dishub, header="SEBAB_NA", value="moved", code="A9")


def test_both_agencies_have_a_row_to_write(moved, dishub, dlh, coded):
    (old,), (new,) = leaving(dishub).ready, continuing(dlh).ready
    assert old.row.values["SEBAB_NA"] == "A9"
    assert new.row.values["NOMOR_IDENTITAS_KPJ"] == "12345678901"
    assert old.person.changes_npp and new.person.changes_npp


def test_within_one_npp_nothing_is_written(moved, dishub, dlh, coded, group, other_group):
    other_group.npp = group.npp
    other_group.save()
    assert (leaving(dishub).ready, continuing(dlh).ready) == ([], [])


@pytest.mark.parametrize("kind", ["data_tk_na", "data_tk_lanjutan"])
def test_the_city_makes_both_in_one_batch(moved, dishub, dlh, coded, city_manager, kind):
    agency = dishub if kind == "data_tk_na" else dlh
    with access.acting(city_manager):
        found = judged(agency, Order(kind, MONTH))
        (side,) = sides_of(agency, Order(kind, MONTH), found, city_manager)
        assert (side.may, side.ready, side.blocked) == (True, 1, 0)
        made = make(agency=agency, order=Order(kind, MONTH), both_sides=True, by=city_manager)
        assert {(sheet.agency, sheet.kind) for sheet in made} == {
            (dishub, "data_tk_na"),
            (dlh, "data_tk_lanjutan"),
        }
        assert {sheet.month for sheet in made} == {MONTH}
        assert together(made[0], city_manager) == made


def test_an_agency_alone_is_told_whose_the_other_row_is(moved, dishub, dlh, coded, dishub_operator):
    with access.acting(dishub_operator):
        (side,) = sides_of(dishub, Order("data_tk_na", MONTH), leaving(dishub), dishub_operator)
        assert (side.agency, side.kind, side.may) == (dlh, "data_tk_lanjutan", False)
        made = make(agency=dishub, order=Order("data_tk_na", MONTH), both_sides=True, by=dishub_operator)
        assert [sheet.kind for sheet in made] == ["data_tk_na"]


def test_the_new_agency_alone_continues_its_own(moved, dlh, coded, dlh_operator):
    with access.acting(dlh_operator):
        assert len(continuing(dlh).ready) == 1


def test_nobody_learns_of_transfers_of_agencies_they_do_not_see(moved, dishub, dlh_operator):
    with access.acting(dlh_operator), connection.cursor() as cursor:
        cursor.execute("select * from npp_of_transfers(%s)", [dishub.pk])
        assert cursor.fetchall() == []
