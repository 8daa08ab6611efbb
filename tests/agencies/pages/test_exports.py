"""Workbooks we write, opened again as Excel would."""

import datetime as dt
import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from hypothesis import given, settings
from hypothesis import strategies as st
from import_export.fields import Field

from agencies.models import Region
from agencies.pages.downloads import file_name
from agencies.pages.exports import ValuesResource, people_response, workbook_response


def content(response: FileResponse) -> bytes:
    return b"".join(response.streaming_content)


def sheet_of(response: FileResponse, title: str | None = None):
    book = openpyxl.load_workbook(BytesIO(content(response)))
    return book[title] if title else book.active


def written(*row):
    return next(sheet_of(workbook_response({"x": (["head"], [row])}, "x.xlsx")).iter_rows(min_row=2))


@pytest.mark.parametrize(
    "text", ["3673011205908901", "0812", "=1+1", "+62812", "-", "@sum", "\t=1", "\r=1", "#N/A", "TRUE", "1E5"]
)
def test_text_stays_text(text):
    cell = written(text)[0]
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert str(cell.value).strip() == text.strip()


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60))
def test_no_text_becomes_a_formula_or_breaks_the_file(text):
    response = workbook_response({"x": (["head"], [[text]])}, "x.xlsx")
    inside = zipfile.ZipFile(BytesIO(content(response))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in inside
    assert openpyxl.load_workbook(BytesIO(content(workbook_response({"x": (["h"], [[text]])}, "x.xlsx"))))


def test_numbers_and_days_keep_their_type():
    number, money, day, nothing, lazy = written(
        1107, Decimal("1500000.50"), dt.date(2020, 2, 26), None, _("Next")
    )
    assert (number.value, money.value) == (1107, 1500000.5)
    assert (day.value.date(), day.number_format) == (dt.date(2020, 2, 26), "dd/mm/yyyy")
    assert nothing.value is None
    assert lazy.data_type == "s"


def test_moment_is_written_in_local_time():
    moment = dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC)
    assert written(moment)[0].value == dt.datetime(2026, 11, 23, 1, 30)


def test_head_stays_in_view():
    sheet = sheet_of(workbook_response({"Daftar": (["NIK", "Nama"], [])}, "x.xlsx"))
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == ["NIK", "Nama"]


def test_sheet_titles_lose_what_excel_forbids():
    response = workbook_response({"Daftar: pegawai/2026 [" + "x" * 40: (["a"], [])}, "x.xlsx")
    assert sheet_of(response).title == "Daftar  pegawai 2026  xxxxxxxxx"


def test_download_is_not_kept_by_the_browser():
    response = workbook_response({"x": (["a"], [])}, "daftar.xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="daftar.xlsx"'
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (
            ("Daftar pegawai", "36.73/dishub", dt.date(2026, 11, 22)),
            "daftar-pegawai-36-73-dishub-2026-11-22.xlsx",
        ),
        (("../../etc/passwd",), "etc-passwd.xlsx"),
        (("Kab. Séràng\r\nX: y",), "kab-serang-x-y.xlsx"),
        (("日本",), "lindungi.xlsx"),
        (("a" * 300,), "a" * 100 + ".xlsx"),
    ],
)
def test_file_name_suits_any_system(parts, name):
    assert file_name(*parts) == name


class RegionResource(ValuesResource):
    code = Field(attribute="code", column_name="Kode")
    parent = Field(attribute="parent__name", column_name="Provinsi")
    kind = Field(attribute="kind", column_name="Jenis")

    def dehydrate_kind(self, record):
        return record["kind"].upper()


@pytest.mark.django_db
def test_export_of_values_takes_one_query(django_assert_num_queries):
    queryset = Region.objects.filter(code__startswith="36.7").order_by("code")
    with django_assert_num_queries(1):
        response = people_response(
            RegionResource(), queryset.values("code", "parent__name", "kind"), "x.xlsx", "Daerah"
        )
    rows = list(sheet_of(response, "Daerah").values)
    assert rows[0] == ("Kode", "Provinsi", "Jenis")
    assert ("36.73", "Banten", "KOTA") in rows
