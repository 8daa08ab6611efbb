"""The form of a bad row reads what stands beside the fields too: the contract's end, and the status."""

import datetime as dt

import pytest

from enrolment.models import StagedRow
from enrolment.rosters import fixing
from enrolment.rosters.matching import values
from tests.enrolment.rosters.books import page, person, workbook
from tests.factories import nik

pytestmark = pytest.mark.django_db


@pytest.fixture
def bad(hand_in):
    """A row whose NIK is too short, with a contract's end and a status."""
    budi = person("Budi", number="36730112", **{"STATUS PEGAWAI": "THL", "AKHIR KONTRAK": "31-12-2026"})
    hand_in(workbook([budi]))
    return StagedRow.objects.get()


@pytest.fixture
def post(client, dishub, bad):
    def post(**typed):
        asked = client.get(page(dishub, "upload_row", bad.upload_id, bad.ordinal)).context["form"]
        sent = {name: field.initial for name, field in asked.fields.items() if field.initial is not None}
        return client.post(page(dishub, "upload_row", bad.upload_id, bad.ordinal), sent | typed)

    return post


def test_contracts_end_and_status_are_in_the_form_and_kept(post, bad):
    assert post(nik=nik()).status_code == 302
    bad.refresh_from_db()
    assert (bad.contract_until, bad.status, bad.category) == (dt.date(2026, 12, 31), "THL", "thl")


def test_contracts_end_and_status_are_mended(post, bad):
    assert post(nik=nik(), contract_until="31-12-2027", status="honorer").status_code == 302
    bad.refresh_from_db()
    assert (bad.contract_until, bad.category) == (dt.date(2027, 12, 31), "honorer")


def test_a_day_that_is_none_is_told_at_its_field(post, bad):
    refused = post(nik=nik(), contract_until="32-13-2027")
    assert refused.status_code == 400
    assert "contract_until" in refused.context["form"].errors


def test_a_status_means_what_the_agency_said_of_it(post, bad, dishub):
    values.remember(owner=dishub, given={"category": {"mitra": "other"}}, by=None)
    post(nik=nik(), status="Mitra")
    bad.refresh_from_db()
    assert (bad.status, bad.category) == ("Mitra", "other")


def test_what_was_not_asked_stays(bad):
    fixing.fix(row=bad, reading=fixing.read_texts({"nik": nik(), "name": "Budi"}), by=None)
    bad.refresh_from_db()
    assert (bad.contract_until, bad.category) == (dt.date(2026, 12, 31), "thl")
