"""The questions on an upload's pages: one sentence for one mistake, and a tick wherever one is spoken of."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enrolment.models import Upload
from enrolment.rosters.exit_forms import LeavingForm
from enrolment.rosters.forms import SaveForm
from tests.enrolment.rosters.books import person, workbook

DAY = dt.date(2020, 2, 20)


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Isi sejak kapan mereka terdaftar."), ("2999-01-01", "Tanggal ini belum tiba.")]
)
def test_day_of_registering_gets_one_sentence(typed, said):
    upload = Upload(summary={"sheets": [{"columns": {"kpj": "C"}}]})
    form = SaveForm({"roster_date": DAY, "registered": "yes", "registered_on": typed}, upload=upload)
    assert form.errors == {"registered_on": [said]}


@pytest.mark.parametrize(("typed", "said"), [("", "Isi sejak tanggal berapa."), ("kemarin", None)])
def test_day_of_leaving_gets_one_sentence(typed, said):
    form = LeavingForm({"decision": "resigned", "ended_on": typed}, listed_on=DAY, places={})
    assert len(form.errors["ended_on"]) == 1
    assert said in (None, form.errors["ended_on"][0])


@pytest.mark.django_db
@pytest.mark.parametrize(("sex", "ticks"), [("P", 1), ("L", 0)])
def test_row_with_a_warning_can_be_confirmed_at_once(client, dishub, dishub_operator, sex, ticks):
    client.force_login(dishub_operator)
    people = [person("Asep", JK=sex, GAJI="banyak")]
    file = SimpleUploadedFile("daftar.xlsx", workbook(people))
    client.post(reverse("agency_upload_new", args=[dishub.code]), {"file": file})
    row = Upload.objects.get().rows.get()
    page = client.get(reverse("upload_row", args=[dishub.code, row.upload_id, row.ordinal]))
    assert page.content.decode().count('type="checkbox"') == ticks
