"""Who can go into a sheet, and why somebody cannot."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from agencies import access
from enrolment.claims.opening import Event, open_claim
from enrolment.models import SheetCode, WorkerTerm
from enrolment.sipp.candidates import Whom
from enrolment.sipp.making import judged
from enrolment.sipp.readiness import Order
from tests.enrolment.sipp.conftest import MONTH, REGISTERED, gone
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db


def found(agency, kind="data_tk_baru", **order):
    return judged(agency, Order(kind, MONTH, **order))


def names(judged):
    return [one.person.name for one in judged]


def why(found):
    return {cause.code: count for cause, count in found.causes}


def test_who_lacks_nothing_can_go(dishub, person):
    person()
    assert names(found(dishub).ready) == ["Asep Sunandar"]


def test_who_has_a_kpj_goes_to_the_continuing(dishub, person):
    person("Asep")
    person("Budi", kpj="12345678901")
    assert names(found(dishub).ready) == ["Asep"]
    assert names(found(dishub, "data_tk_lanjutan").ready) == ["Budi"]


def test_a_kpj_known_from_earlier_counts_too(dishub, person):
    worker = person("Budi", kpj="12345678901")
    worker.kpj = None
    worker.save()
    assert names(found(dishub, "data_tk_lanjutan").ready) == ["Budi"]
    assert found(dishub).ready == []


def test_who_is_insured_by_taspen_stands_in_no_sheet(dishub, person):
    person(guarantor="taspen")
    nobody = found(dishub)
    assert (nobody.ready, nobody.waiting) == ([], [])


def test_category_and_guarantor_are_those_of_the_sheets_month(dishub, person):
    person("Asep", guarantor="taspen", category="pppk_pw")
    worker = person("Budi", guarantor="taspen", category="pppk_pw")
    april = dt.date(2020, 4, 1)
    for category, guarantor, period in (
        ("honorer", "bpjs", (None, april)),
        ("pppk_pw", "taspen", (april, None)),
    ):
        WorkerTerm.objects.create(
            worker=worker, agency=dishub, category=category, guarantor=guarantor, period=DateRange(*period)
        )
    (one,) = found(dishub).ready
    assert (one.person.name, one.row.values["STATUS_PEGAWAI"]) == ("Budi", "PKWT")
    later = judged(dishub, Order("data_tk_baru", april))
    assert (later.ready, later.waiting) == ([], [])


@pytest.mark.parametrize(
    ("values", "cause"),
    [
        ({"mother_name": None}, "mother_name_missing"),
        ({"married": None}, "married_missing"),
        ({"birth_date": None}, "birth_date_missing"),
        ({"sex": None}, "sex_missing"),
        ({"wage": None}, "wage_missing"),
        ({"wage": 0}, "wage_missing"),
        ({"start_date": None}, "start_date_missing"),
        ({"category": "thl"}, "status_code_missing"),
        ({"phone": "0254123456"}, "phone_shape"),
        ({"name": "Asep, S.Pd"}, "title_in_name"),
        ({"employee_no": "9" * 31}, "too_long"),
    ],
)
def test_each_thing_that_is_missing_is_counted(dishub, person, values, cause):
    person(**values)
    assert (found(dishub).ready, why(found(dishub))) == ([], {cause: 1})


@pytest.mark.parametrize(
    ("field", "value", "cause"),
    [
        ("npp", "", "npp_missing"),
        ("work_location", "", "work_location_missing"),
        ("segment", "BPU", "segment_bpu"),
    ],
)
def test_what_the_group_lacks_is_counted_for_all_its_people(dishub, person, group, field, value, cause):
    person("Asep")
    person("Budi")
    setattr(group, field, value)
    group.save()
    assert why(found(dishub)) == {cause: 2}


def test_titles_go_into_their_own_column_when_asked(dishub, person):
    person("Asep Sunandar, S.Pd")
    (one,) = found(dishub, split=True).ready
    assert (one.row.values["NAMA_LENGKAP"], one.row.values["GELAR"]) == ("Asep Sunandar", "S.Pd")


def test_the_dead_are_named_apart_and_never_leave(dishub, person):
    person("Asep", kpj="12345678901", _enrolment=gone("died"))
    person("Budi", kpj="12345678902", _enrolment=gone())
    leaving = found(dishub, "data_tk_na")
    assert names(leaving.ready) == ["Budi"]
    assert [one.name for one in leaving.dead] == ["Asep"]


def test_whose_death_is_claimed_is_not_deactivated_whatever_the_end_said(dishub, person):
    worker = person("Asep", kpj="12345678901", _enrolment=gone("resigned"))
    day = dt.date(2020, 2, 20)
    claim = open_claim(worker=worker, event=Event("death", day, day), by=access.SYSTEM)
    leaving = found(dishub, "data_tk_na")
    assert (leaving.ready, [one.name for one in leaving.dead]) == ([], ["Asep"])
    claim.state, claim.closing_reason, claim.closed_on = "closed", "mistake", day
    claim.save()
    assert names(found(dishub, "data_tk_na").ready) == ["Asep"]


def test_who_was_registered_twice_leaves_once(dishub, person):
    worker = person("Asep", kpj="12345678901", _enrolment=gone(on=dt.date(2020, 1, 20)))
    worker.enrolments.create(
        agency=dishub, listed_on="2020-02-01", **(gone() | {"registered_on": "2020-02-01"})
    )
    (one,) = found(dishub, "data_tk_na").ready
    assert one.row.values["TGL_KEJADIAN"] == "20-02-2020"


def test_a_reason_without_a_code_stays_behind_until_the_branch_tells_it(dishub, person, group):
    person(kpj="12345678901", _enrolment=gone("contract_ended"))
    assert [cause for cause, _n in found(dishub, "data_tk_na").causes] == [
        ("end_reason_missing", "contract_ended")
    ]
    SheetCode.objects.create(group=group, agency=dishub, header="SEBAB_NA", value="contract_ended", code="A2")
    (one,) = found(dishub, "data_tk_na").ready
    assert one.row.values["SEBAB_NA"] == "A2"


def test_who_left_before_the_day_asked_for_is_left_out(dishub, person):
    person(kpj="12345678901", _enrolment=gone(on=dt.date(2020, 1, 20)))
    late = found(dishub, "data_tk_na", whom=Whom(since=dt.date(2020, 2, 1)))
    assert (late.ready, late.waiting) == ([], [])


def test_who_was_never_registered_has_nothing_to_leave(dishub, person):
    person(
        kpj="12345678901", _enrolment={"state": "ended", "ended_on": "2020-02-01", "end_reason": "resigned"}
    )
    assert found(dishub, "data_tk_na").ready == []


def test_wages_of_all_can_be_asked_for(dishub, person):
    person(kpj="12345678901", _enrolment=REGISTERED)
    assert found(dishub, "data_upah").ready == []
    (one,) = found(dishub, "data_upah", whom=Whom(everybody=True)).ready
    assert one.row.values == {
        "NIK": one.person.nik,
        "NO_PEGAWAI": "00123",
        "KPJ": "12345678901",
        "KODE_TK": "",
        "NAMA_LENGKAP": "Asep Sunandar",
        "TGL_LAHIR": "12-03-1985",
        "UPAH": "3000000",
        "RAPEL": "0",
        "BLTH": "03/2020",
        "NPP": "10001234",
    }


def test_changed_contacts_are_found(dishub, person):
    worker = person(kpj="12345678901", _enrolment=REGISTERED)
    assert found(dishub, "update_data_tk").ready == []
    worker.phone = "081299998888"
    worker.save()
    (one,) = found(dishub, "update_data_tk").ready
    assert (one.row.values["KODE"], one.row.values["HANDPHONE"]) == ("12345678901", "081299998888")


def test_statements_do_not_grow_with_people(dishub, person, count_queries):
    person()
    few = count_queries(lambda: found(dishub))
    for number in range(20):
        person(f"Orang {number}", mother_name=None)
    assert count_queries(lambda: found(dishub)) == few


def test_another_agency_sees_nobody(dishub, person, dlh_operator):
    person()
    with access.acting(dlh_operator):
        assert found(dishub).ready == []


def test_people_of_another_agency_are_never_in_it(dishub, dlh, person):
    WorkerFactory(agency=dlh)
    person()
    assert len(found(dishub).ready) == 1
    assert found(dishub).waiting == []
