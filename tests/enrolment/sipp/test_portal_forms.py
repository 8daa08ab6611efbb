"""Empty forms of the portal: recognised, kept, filled as they are."""

import io
import zipfile

import openpyxl
import pytest
import xlwt

from agencies import access
from enrolment.models import SheetTemplate
from enrolment.sipp import portal_forms
from enrolment.sipp.archive import content_of
from enrolment.sipp.layout import current, of_version
from enrolment.sipp.making import make
from enrolment.sipp.readiness import Order
from enrolment.spreadsheets.refusals import Unreadable
from tests.enrolment.sipp.conftest import MONTH

pytestmark = pytest.mark.django_db
NEW = current("data_tk_baru").headers


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def form(headers, row=1, sheet="data_tk_baru", below=()):
    book = openpyxl.Workbook()
    book.active.title = "Petunjuk"
    book.active["A1"] = "Jangan diubah"
    page = book.create_sheet(sheet)
    for number, header in enumerate(headers, start=1):
        page.cell(row, number, header)
    for number, text in enumerate(below, start=1):
        page.cell(row + 1, number, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def keep(agency, content, name="data_tk_baru.xlsx"):
    return portal_forms.keep(agency=agency, name=name, content=content, by=access.SYSTEM)


def filled(agency):
    (sheet,) = make(agency=agency, order=Order("data_tk_baru", MONTH), by=access.SYSTEM)
    book = openpyxl.load_workbook(io.BytesIO(content_of(sheet)))
    return sheet, book


def test_a_form_is_filled_under_its_header_and_the_rest_stays(dishub, person):
    worker = person()
    keep(dishub, form(["Catatan Portal", *reversed(NEW)], row=4), name="DATA TK BARU.xlsx")
    sheet, book = filled(dishub)
    page = book["data_tk_baru"]
    assert book["Petunjuk"]["A1"].value == "Jangan diubah"
    assert [cell.value for cell in page[4]] == ["Catatan Portal", *reversed(NEW)]
    row = {head.value: cell for head, cell in zip(page[4], page[5], strict=True)}
    assert (row["NOMOR_IDENTITAS"].value, row["NOMOR_IDENTITAS"].data_type) == (worker.nik, "s")
    assert (row["UPAH"].value, row["UPAH"].number_format) == ("3000000", "@")
    assert row["Catatan Portal"].value is None
    assert sheet.file_name == "DATA TK BARU.xlsx"


def test_the_older_form_with_three_names_is_filled(dishub, person):
    person("Asep Budi Sunandar")
    keep(dishub, form(of_version("data_tk_baru", "32").headers))
    page = filled(dishub)[1]["data_tk_baru"]
    assert [page.cell(2, n).value for n in (2, 3, 4)] == ["Asep", "Budi", "Sunandar"]


def test_a_required_heading_that_we_do_not_know_is_said(dishub):
    _kept, found = keep(dishub, form([f"{header}*" for header in NEW] + ["KODE_RAHASIA*"]))
    assert (found.kind, found.unknown, found.lacking) == ("data_tk_baru", ["KODE_RAHASIA*"], [])


def test_a_required_column_that_is_missing_is_said(dishub):
    _kept, found = keep(dishub, form([header for header in NEW if header != "UPAH"]))
    assert found.lacking == ["UPAH"]


def test_a_new_form_takes_the_old_one_s_place(dishub):
    first, _found = keep(dishub, form(NEW))
    second, _found = keep(dishub, form(NEW))
    assert list(SheetTemplate.objects.filter(retired_at=None)) == [second]
    portal_forms.retire(template=second)
    assert not SheetTemplate.objects.filter(retired_at=None).exists()
    assert portal_forms.path_of(first).is_file()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (form(NEW, below=["1", "Asep"]), "form_not_empty"),
        (form(["NAMA", "ALAMAT", "TELEPON"]), "form_unknown"),
        (b"nonsense", "form_unknown"),
        (b"", "empty_file"),
    ],
    ids=["filled", "another form", "nonsense", "empty"],  # the bytes hold the second they were made in
)
def test_what_cannot_be_filled_is_refused_and_not_kept(dishub, content, code, tmp_path):
    with pytest.raises(Unreadable) as refused:
        keep(dishub, content)
    assert refused.value.code == code
    assert not SheetTemplate.objects.exists()
    assert list((tmp_path / "sheets").iterdir()) == []


def test_an_old_xls_is_asked_for_as_xlsx(dishub):
    book = xlwt.Workbook()
    page = book.add_sheet("data_tk_baru")
    for number, header in enumerate(NEW):
        page.write(0, number, header)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Unreadable) as refused:
        keep(dishub, out.getvalue(), "data_tk_baru.xls")
    assert refused.value.code == "form_is_old"


def test_macros_are_refused(dishub):
    content = io.BytesIO(form(NEW))
    with zipfile.ZipFile(content, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(Unreadable) as refused:
        keep(dishub, content.getvalue())
    assert refused.value.code == "form_has_macros"
