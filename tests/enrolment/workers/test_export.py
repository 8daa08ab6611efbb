"""The list as a workbook."""

import datetime as dt
import io

import openpyxl
import pytest

from tests import factories
from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db


def sheet_of(response):
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active


def test_export_holds_the_filtered_list_with_numbers_as_text(as_dishub, dishub, dlh, at):
    WorkerFactory(agency=dlh, name="Orang Lain", registered=True)
    WorkerFactory(agency=dishub, name="Belum")
    worker = WorkerFactory(
        agency=dishub, name="=1+1", phone="081234567890", wage=2_500_000, kpj="01234567890", registered=True
    )

    response = as_dishub.get(at("workers_export") + "?status=registered")
    sheet = sheet_of(response)
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))

    assert sheet.max_row == 2
    assert row["NIK"].value == worker.nik
    assert {row[name].data_type for name in ("NIK", "KPJ")} == {"s"}
    assert sheet["B2"].value == "=1+1" and sheet["B2"].data_type == "s"
    assert any(cell.value == dt.datetime(2020, 2, 1) for cell in sheet[2])
    today = f"daftar-pegawai-dishub-{dt.date.today():%Y-}"
    assert today in response["Content-Disposition"]


def test_export_respects_a_search(as_dishub, dishub, at):
    WorkerFactory(agency=dishub, name="Budi")
    WorkerFactory(agency=dishub, name="Siti")
    query = as_dishub.post(at(), {"q": "budi"}).url.partition("?")[2]

    assert sheet_of(as_dishub.get(f"{at('workers_export')}?{query}")).max_row == 2


def test_export_is_refused_to_who_may_only_look(client, dishub, at):
    client.force_login(factories.member("agency_head", agency=dishub))

    assert client.get(at("workers_export")).status_code == 403
