"""The letter beside a stated figure: kept, handed out, replaced, taken away, brought back, forgotten."""

import datetime as dt
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agencies.models import StatedFigure
from agencies.records import files
from tests.factories import StatedFigureFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 surat"
PNG = b"\x89PNG\r\n\x1a\n surat"


def sent(content: bytes = PDF, name: str = "surat.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def figure(cirebon):
    return StatedFigureFactory(region=cirebon, as_of=dt.date(2022, 4, 25))


@pytest.fixture
def change(client, cirebon_manager, figure):
    client.force_login(cirebon_manager)

    def post(**data):
        response = client.post(f"/regions/32.74/figures/{figure.pk}/file/change/", data, follow=True)
        figure.refresh_from_db()
        return response.content.decode()

    return post


def test_letter_is_kept_and_handed_out_as_a_download_only(client, change, figure):
    change(file=sent())
    response = client.get(f"/regions/32.74/figures/{figure.pk}/file/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert figure.stored_name not in response["Content-Disposition"]
    assert "surat.pdf" not in response["Content-Disposition"]


@pytest.mark.parametrize("content", [b"<html>", b"PK\x03\x04", b""])
def test_what_is_no_letter_is_refused(change, figure, content):
    change(file=sent(content))
    assert figure.stored_name == ""


def test_nothing_chosen_is_said_and_changes_nothing(change, figure):
    change(file=sent())
    before = figure.stored_name
    change()
    assert figure.stored_name == before


def test_replaced_letter_can_be_brought_back(change, figure):
    change(file=sent())
    first = figure.stored_name
    change(file=sent(PNG, "baru.png"))
    assert (figure.file_name, files.RECORDS.holds(first)) == ("baru.png", True)
    assert "surat.pdf" in change(do="back")
    assert (figure.stored_name, figure.file_name) == (first, "surat.pdf")


def test_letter_taken_away_can_be_brought_back(client, change, figure):
    change(file=sent())
    change(do="remove")
    assert figure.stored_name == ""
    assert client.get(f"/regions/32.74/figures/{figure.pk}/file/").status_code == 404
    change(do="back")
    assert (figure.file_name, figure.sha256) == ("surat.pdf", files.RECORDS.digest_of(figure.stored_name))


def test_bringing_back_what_never_was_is_said(change, figure):
    change(do="back")
    assert figure.stored_name == ""


def test_deleted_figure_comes_back_with_its_letter(client, change, figure):
    change(file=sent())
    client.post(f"/regions/32.74/figures/{figure.pk}/delete/")
    assert not StatedFigure.objects.exists()
    client.post("/regions/32.74/records/restore/")
    back = StatedFigure.objects.get()
    assert files.RECORDS.path_of(back.stored_name).read_bytes() == PDF


def test_only_files_that_no_record_names_are_forgotten_after_their_time(change, figure):
    change(file=sent())
    gone = figure.stored_name
    change(file=sent(PNG))
    files.forget_old()
    assert files.RECORDS.holds(gone)
    long_ago = (timezone.now() - files.KEPT - dt.timedelta(hours=1)).timestamp()
    for name in (gone, figure.stored_name):
        os.utime(files.RECORDS.path_of(name), (long_ago, long_ago))
    assert files.forget_old() == 1
    assert (files.RECORDS.holds(gone), files.RECORDS.holds(figure.stored_name)) == (False, True)


def test_letter_comes_with_a_new_figure(client, cirebon_manager):
    client.force_login(cirebon_manager)
    form = {"metric": "workers_total", "value": "3.500", "as_of": "2022-04-25", "source": "Surat BKPSDM"}
    letter = {"letter_number": "800/12-BKPSDM/2022", "letter_date": "2022-04-20", "file": sent()}
    assert client.post("/regions/32.74/figures/new/", form | letter).status_code == 302
    figure = StatedFigure.objects.get()
    assert (figure.letter_number, figure.letter_date) == ("800/12-BKPSDM/2022", dt.date(2022, 4, 20))
    assert files.RECORDS.path_of(figure.stored_name).read_bytes() == PDF


def test_agency_declares_with_its_letter_and_the_city_reads_it(client, dishub, dishub_operator, city_leader):
    client.force_login(dishub_operator)
    declared = {"value": "170", "as_of": "2020-02-26", "source": "Surat kepala dinas", "file": sent()}
    letter = {"letter_number": "800/1", "letter_date": "2020-02-25"}
    assert client.post("/agencies/36.73/dishub/declared/", declared | letter).status_code == 302
    figure = StatedFigure.objects.get()
    own = client.get(f"/agencies/36.73/dishub/declared/{figure.pk}/file/")
    client.force_login(city_leader)
    of_city = client.get(f"/regions/36.73/figures/{figure.pk}/file/")
    assert b"".join(own.streaming_content) == b"".join(of_city.streaming_content) == PDF


def test_neighbour_gets_no_letter(client, dishub, dlh_operator, dishub_operator, cirebon_manager):
    figure = StatedFigureFactory(region=dishub.region, agency=dishub)
    files.attach(record=figure, name="surat.pdf", content=PDF, by=dishub_operator)
    for user, address in (
        (dlh_operator, f"/agencies/36.73/dishub/declared/{figure.pk}/file/"),
        (dlh_operator, f"/agencies/36.73/dlh/declared/{figure.pk}/file/"),
        (cirebon_manager, f"/regions/36.73/figures/{figure.pk}/file/"),
        (cirebon_manager, f"/regions/32.74/figures/{figure.pk}/file/"),
    ):
        client.force_login(user)
        assert client.get(address).status_code == 404


def test_agency_changes_no_letter_of_what_others_said(client, dishub, dishub_operator):
    figure = StatedFigureFactory(region=dishub.region, agency=dishub, metric="workers_registered")
    client.force_login(dishub_operator)
    address = f"/agencies/36.73/dishub/declared/{figure.pk}/file/change/"
    assert client.post(address, {"file": sent()}).status_code == 404
