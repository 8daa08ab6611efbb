"""The pages of official sheets, as an operator of Dishub goes through them."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agencies import access
from enrolment.models import Enrolment, OfficialSheet, SheetCode, SheetDetail
from enrolment.sipp.making import judged, make
from enrolment.sipp.readiness import Order
from tests.enrolment.sipp.conftest import MONTH, gone

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client, dishub_operator):
    client.cookies["django_language"] = "en"
    client.force_login(dishub_operator)
    return client


def url(name, *args):
    return reverse(name, args=["36.73/dishub", *args])


def text(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return " ".join(response.content.decode().split())


def sheet_of(dishub):
    return make(agency=dishub, order=Order("data_tk_baru", MONTH), by=access.SYSTEM)[0]


def failures(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("gagal.xlsx", out.getvalue())


def test_the_overview_counts_and_links_each_sheet(operator, person):
    person()
    page = text(operator.get(url("agency_sheets")))
    assert all(url("agency_sheets_ready", kind) in page for kind in ("data_tk_baru", "data_tk_na"))


def test_readiness_names_who_cannot_go_and_links_the_mending(operator, person):
    worker = person("Budi", mother_name=None, married=None)
    page = text(operator.get(url("agency_sheets_ready", "data_tk_baru")))
    assert "The mother&#x27;s name is missing" in page
    assert url("worker_edit", worker.pk) in page
    assert url("agency_sheets_details") in page


def test_causes_narrow_the_list(operator, person):
    person("Budi", mother_name=None)
    person("Citra", wage=None)
    page = text(operator.get(url("agency_sheets_ready", "data_tk_baru") + "?cause=wage_missing"))
    assert "Citra" in page
    assert "Budi" not in page


def test_the_whole_way_from_ready_to_answered(operator, person, dishub):
    person("Asep")
    worker = person("Budi")
    ready = text(operator.get(url("agency_sheets_ready", "data_tk_baru") + "?show=ready"))
    assert "Make the sheet: 2 people" in ready
    seen = judged(dishub, Order("data_tk_baru", timezone.localdate().replace(day=1))).seen
    made = operator.post(url("agency_sheets_make", "data_tk_baru"), {"seen": seen})
    sheet = OfficialSheet.objects.get()
    assert made["Location"] == url("agency_sheet", sheet.pk)
    download = operator.get(url("agency_sheet_download", sheet.pk))
    assert "data_tk_baru.xlsx" in zipfile.ZipFile(io.BytesIO(download.content)).namelist()
    day = timezone.localdate().isoformat()
    operator.post(url("agency_sheet_uploaded", sheet.pk), {"on": day, "valid": 1, "invalid": 1})
    file = failures(["NIK", "ALASAN"], [worker.nik, "NIK tidak padan"])
    answer = operator.post(url("agency_sheet_answer", sheet.pk), {"file": file})
    assert answer.status_code == 302
    page = text(operator.get(url("agency_sheet", sheet.pk)))
    assert "NIK tidak padan" in page
    assert Enrolment.objects.get(worker=worker).state == "listed"
    waiting = text(operator.get(url("agency_sheets_ready", "data_tk_baru")))
    assert "Refused by the portal, and nothing was changed since: NIK tidak padan" in waiting


def test_mistyped_totals_are_corrected_on_the_sheets_page(operator, person, dishub):
    person("Asep")
    sheet = sheet_of(dishub)
    today = timezone.localdate().isoformat()
    operator.post(url("agency_sheet_uploaded", sheet.pk), {"on": today, "valid": 0, "invalid": 1})
    assert "Correct the portal's totals" in text(operator.get(url("agency_sheet", sheet.pk)))
    wrong = operator.post(url("agency_sheet_totals", sheet.pk), {"valid": 5, "invalid": 0})
    assert wrong.status_code == 400
    assert "as many as stand in the file" in wrong.content.decode()
    operator.post(url("agency_sheet_totals", sheet.pk), {"valid": 1, "invalid": 0})
    sheet.refresh_from_db()
    assert sheet.state == "answered"
    assert "Correct the portal's totals" not in text(operator.get(url("agency_sheet", sheet.pk)))


def test_lines_that_fit_nobody_are_shown_and_the_rest_stays_open(operator, person, dishub):
    person("Asep")
    person("Budi")
    sheet = sheet_of(dishub)
    operator.post(url("agency_sheet_uploaded", sheet.pk), {"on": timezone.localdate().isoformat()})
    file = failures(["NAMA", "ALASAN"], ["Asep", "x"], ["Zainal", "y"])
    page = text(operator.post(url("agency_sheet_answer", sheet.pk), {"file": file}))
    assert "Zainal · y" in page
    assert "The other 1 are valid" in page
    operator.post(url("agency_sheet_rest", sheet.pk))
    sheet.refresh_from_db()
    assert (sheet.state, sheet.valid, sheet.invalid) == ("answered", 1, 1)


def test_a_file_that_is_no_list_changes_nothing(operator, person, dishub):
    person()
    sheet = sheet_of(dishub)
    operator.post(url("agency_sheet_uploaded", sheet.pk), {"on": timezone.localdate().isoformat()})
    bad = SimpleUploadedFile("x.xlsx", b"PK\x03\x04")
    assert operator.post(url("agency_sheet_answer", sheet.pk), {"file": bad}).status_code == 400
    other = text(operator.post(url("agency_sheet_answer", sheet.pk), {"file": failures(["a"])}), 400)
    assert "No list of failures was recognised" in other
    assert set(sheet.people.values_list("valid", flat=True)) == {None}


def test_what_changed_since_it_was_shown_is_shown_anew(operator, person):
    person()
    response = operator.post(url("agency_sheets_make", "data_tk_baru"), {"seen": "x"})
    assert "Something changed meanwhile" in text(response, 409)
    assert not OfficialSheet.objects.exists()


def test_deaths_are_said_beside_those_who_leave(operator, person):
    person(kpj="12345678901", _enrolment=gone("died"))
    assert "1 people died" in text(operator.get(url("agency_sheets_ready", "data_tk_na")))


def test_a_sheet_is_withdrawn_after_asking(operator, person, dishub):
    person()
    sheet = sheet_of(dishub)
    assert "Withdraw this sheet?" in text(operator.get(url("agency_sheet_withdraw", sheet.pk)))
    operator.post(url("agency_sheet_withdraw", sheet.pk))
    sheet.refresh_from_db()
    assert sheet.state == "withdrawn"


def test_codes_are_kept_for_each_group(operator, group):
    name = f"group{group.pk}-SEBAB_NA.contract_ended"
    assert "SEBAB_NA" in text(operator.get(url("agency_sheets_codes")))
    operator.post(url("agency_sheets_codes"), {name: "A2"})
    assert SheetCode.objects.get(value="contract_ended").code == "A2"
    assert operator.post(url("agency_sheets_codes"), {name: "?" * 20}).status_code == 400


def test_codes_of_a_group_that_only_serves_are_its_owners(operator, group, dishub, dlh):
    shared = dlh.owned_groups.get()
    shared.agencies.add(dishub)
    SheetCode.objects.create(group=shared, agency=dlh, header="SEBAB_NA", value="contract_ended", code="A2")
    operator.post(
        reverse("agency_sheets_codes", args=[dishub.code]),
        {f"group{shared.pk}-SEBAB_NA.contract_ended": "X", f"group{group.pk}-SEBAB_NA.contract_ended": "A9"},
    )
    assert dict(SheetCode.objects.values_list("group", "code")) == {shared.pk: "A2", group.pk: "A9"}


def test_who_is_married_is_said_for_many(operator, person, dlh):
    first, second = person("Asep", married=None), person("Budi", married=None)
    assert "Asep" in text(operator.get(url("agency_sheets_details")))
    sent = {f"married-{first.pk}": "y", f"married-{second.pk}": "n", "married-x": "y"}
    operator.post(url("agency_sheets_details"), sent)
    assert dict(SheetDetail.objects.values_list("worker__name", "married")) == {"Asep": True, "Budi": False}


def test_a_portal_form_is_handed_in_and_given_up(operator, settings, tmp_path, dishub):
    settings.MEDIA_ROOT = tmp_path
    form = failures(
        ["NIK", "NO_PEGAWAI", "KPJ", "KODE_TK", "NAMA_LENGKAP", "TGL_LAHIR", "UPAH", "BLTH", "XX*"]
    )
    page = text(operator.post(url("agency_sheets_templates"), {"file": form}))
    assert "Recognised as data_upah with 9 columns." in page
    assert "left empty: XX*" in page
    assert "are missing: RAPEL, NPP" in page
    kept = dishub.pk and page
    assert "gagal.xlsx" in kept


def test_nobody_else_s_sheet_is_found(client, dlh_operator, person, dishub):
    person()
    sheet = sheet_of(dishub)
    client.force_login(dlh_operator)
    assert client.get(reverse("agency_sheet", args=["36.73/dlh", sheet.pk])).status_code == 404
    assert client.get(url("agency_sheet_download", sheet.pk)).status_code == 404


@pytest.mark.parametrize(
    ("name", "args"), [("agency_sheets", ()), ("agency_sheets_ready", ("data_tk_baru",))]
)
def test_pages_ask_as_often_for_many_as_for_few(operator, person, count_queries, name, args):
    person(mother_name=None)
    operator.get(url(name, *args))
    few = count_queries(lambda: operator.get(url(name, *args)))
    for number in range(20):
        person(f"Orang {number}", mother_name=None)
    assert count_queries(lambda: operator.get(url(name, *args))) == few


def test_a_sheet_asks_as_often_for_many_as_for_few(operator, person, count_queries, dishub):
    person()
    one = sheet_of(dishub)
    operator.get(url("agency_sheet", one.pk))
    few = count_queries(lambda: operator.get(url("agency_sheet", one.pk)))
    for number in range(20):
        person(f"Orang {number}")
    many = sheet_of(dishub)
    assert count_queries(lambda: operator.get(url("agency_sheet", many.pk))) == few


def test_a_cause_of_the_group_leads_to_that_groups_form(operator, person, group):
    group.work_location = ""
    group.save()
    person("Budi")
    page = text(operator.get(url("agency_sheets_ready", "data_tk_baru")))
    assert page.count(f'href="{url("agency_group_edit", group.pk)}"') == 2  # beside the cause and the person


def test_nobody_is_taken_as_valid_while_the_portals_failures_have_no_names(operator, person, dishub):
    person("Asep")
    person("Budi")
    sheet = sheet_of(dishub)
    day = timezone.localdate().isoformat()
    operator.post(url("agency_sheet_uploaded", sheet.pk), {"on": day, "valid": 1, "invalid": 1})
    assert url("agency_sheet_rest", sheet.pk) not in text(operator.get(url("agency_sheet", sheet.pk)))
    operator.post(url("agency_sheet_rest", sheet.pk))
    sheet.refresh_from_db()
    assert (sheet.state, sheet.valid, sheet.invalid) == ("uploaded", 1, 1)


def test_a_sheet_is_said_to_be_uploaded_today_unless_said_otherwise(operator, person, dishub):
    person()
    page = operator.get(url("agency_sheet", sheet_of(dishub).pk))
    assert page.context["uploaded_form"]["on"].value() == timezone.localdate()


def test_what_a_second_tab_says_again_is_refused_in_words(operator, person, dishub):
    person()
    sheet = sheet_of(dishub)
    said = {"on": timezone.localdate().isoformat()}
    operator.post(url("agency_sheet_uploaded", sheet.pk), said)
    page = operator.post(url("agency_sheet_uploaded", sheet.pk), said, follow=True)
    assert "Somebody was faster" in text(page)
    operator.post(url("agency_sheet_withdraw", sheet.pk))
    late = operator.post(
        url("agency_sheet_answer", sheet.pk),
        {"file": failures(["NAMA", "ALASAN"], ["Asep Sunandar", "x"])},
        follow=True,
    )
    assert "Somebody was faster" in text(late)
