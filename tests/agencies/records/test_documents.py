"""Documents of a region."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies import access
from agencies.models import Document
from contributions.models import Reminder
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db
LIST = "/regions/36.73/documents/"
FORM = {
    "kind": "se",
    "number": "560/778-DKTKT/2019",
    "date": "",
    "date_as_printed": "2019",
    "title": "Surat Edaran Wali Kota Serang",
    "note": "",
    "agency": "",
}


def test_document_is_added_with_its_author(client, city_manager):
    client.force_login(city_manager)
    assert client.post(f"{LIST}new/", FORM).status_code == 302
    document = Document.objects.get()
    assert (document.number, document.date, document.created_by) == ("560/778-DKTKT/2019", None, city_manager)
    page = client.get(LIST).content.decode()
    assert "560/778-DKTKT/2019" in page
    assert ">2019<" in page.replace("\n", "").replace(" ", "")


def test_document_is_edited_and_keeps_its_author(client, city_manager, system_operator):
    document = DocumentFactory(created_by=system_operator)
    client.force_login(city_manager)
    client.post(f"{LIST}{document.pk}/edit/", FORM | {"date": "2019-05-06"})
    document.refresh_from_db()
    assert (document.date, document.created_by) == (dt.date(2019, 5, 6), system_operator)


def test_document_is_deleted_and_put_back(client, city_manager):
    document = DocumentFactory()
    client.force_login(city_manager)
    client.post(f"{LIST}{document.pk}/delete/")
    assert not Document.objects.exists()
    assert client.post(reverse("record_restore", args=["36.73"])).url == LIST
    assert Document.objects.get() == document


def test_documents_of_another_region_are_not_found(client, city_manager, cirebon):
    foreign = DocumentFactory(region=cirebon)
    client.force_login(city_manager)
    for name in ("document_edit", "document_delete"):
        assert client.get(reverse(name, args=["36.73", foreign.pk])).status_code == 404
        assert client.get(reverse(name, args=["32.74", foreign.pk])).status_code == 404


def test_deletion_elsewhere_cannot_be_taken_back_here(client, system_operator, cirebon):
    document = DocumentFactory(region=cirebon)
    client.force_login(system_operator)
    client.post(reverse("document_delete", args=["32.74", document.pk]))
    client.post(reverse("record_restore", args=["36.73"]))
    assert not Document.objects.exists()


def test_readers_see_documents_without_buttons(client, city_leader):
    document = DocumentFactory()
    client.force_login(city_leader)
    page = client.get(LIST).content.decode()
    assert document.number in page
    assert "documents/new/" not in page
    assert f"documents/{document.pk}/edit/" not in page
    assert client.get(f"{LIST}new/").status_code == 403


def test_filter_narrows_to_a_kind(client, city_manager):
    DocumentFactory(kind="perwal", number="55/2017")
    DocumentFactory(kind="se", number="560/2019")
    client.force_login(city_manager)
    page = client.get(LIST, {"kind": "perwal"}).content.decode()
    assert "55/2017" in page
    assert "560/2019" not in page


@pytest.mark.parametrize("many", [1, 50])
def test_list_asks_the_database_equally_often_for_one_and_fifty(
    client, city_manager, django_assert_max_num_queries, many
):
    for _ in range(many):
        DocumentFactory(created_by=city_manager)
    client.force_login(city_manager)
    with django_assert_max_num_queries(15):
        client.get(LIST, {"per_page": "50"})


def test_file_is_kept_handed_out_replaced_and_brought_back(
    client, city_manager, city_leader, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(city_manager)
    client.post(f"{LIST}new/", FORM | {"file": SimpleUploadedFile("se.pdf", b"%PDF-1.4 satu")})
    document = Document.objects.get()
    change = reverse("document_file_change", args=["36.73", document.pk])
    client.post(change, {"file": SimpleUploadedFile("se-baru.pdf", b"%PDF-1.4 dua")})
    assert sent(client, document) == b"%PDF-1.4 dua"
    client.post(change, {"do": "back"})
    assert sent(client, document) == b"%PDF-1.4 satu"
    client.post(change, {"do": "remove"})
    assert client.get(reverse("document_file", args=["36.73", document.pk])).status_code == 404
    client.post(change, {"do": "back"})
    client.force_login(city_leader)
    assert sent(client, document) == b"%PDF-1.4 satu"
    assert client.post(change, {"do": "remove"}).status_code == 403


def sent(client, document) -> bytes:
    answer = client.get(reverse("document_file", args=["36.73", document.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("content", [b"PK\x03\x04 a Word file", b"MZ", b"<html>"])
def test_file_that_is_no_scan_is_refused(client, city_manager, settings, tmp_path, content):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(city_manager)
    answer = client.post(f"{LIST}new/", FORM | {"file": SimpleUploadedFile("se.pdf", content)})
    assert answer.status_code == 200
    assert not Document.objects.exists()


def test_document_that_letters_refer_to_stays(client, city_manager):
    document = DocumentFactory()
    Reminder.objects.create(
        region=document.region, kind="demand", subject="SE", body="", as_of="2026-03-01", document=document
    )
    client.force_login(city_manager)
    client.post(f"{LIST}{document.pk}/delete/")
    assert Document.objects.get() == document


def test_agencys_people_see_their_regions_documents_and_the_rows_beneath_agree(
    dishub, dlh, dishub_operator, cirebon
):
    everybodys, own = DocumentFactory(), DocumentFactory(agency=dishub)
    DocumentFactory(agency=dlh)
    DocumentFactory(region=cirebon)
    with access.acting(dishub_operator):
        assert set(Document.objects.all()) == {everybodys, own}
        assert set(access.restrict_documents(Document.objects.all(), dishub_operator)) == {everybodys, own}


@pytest.mark.parametrize(
    ("number", "told"), [("560/778-dktkt/2019", True), ("561/1/2020", False), ("tidak disebut", False)]
)
def test_a_paper_entered_twice_is_noticed_and_still_saved(client, city_manager, number, told):
    DocumentFactory(kind="se", number="560/778-DKTKT/2019", title="Edaran lama")
    DocumentFactory(kind="se", number="tidak disebut", title="Edaran lama")
    client.force_login(city_manager)
    client.cookies["django_language"] = "en"
    page = client.post(f"{LIST}new/", FORM | {"number": number}, follow=True).content.decode()
    assert ("Another document has this number: Edaran lama" in page) == told
    assert Document.objects.count() == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The submitted file is empty."),
        (b"PK\x03\x04 Word", "This is neither PDF nor JPG nor PNG."),
        (b"%PDF-1.4" + b"0" * 10 * 1024 * 1024, "The file is larger than 10 MB."),
    ],
)
def test_a_file_that_is_none_is_refused_and_the_form_stays(client, city_manager, content, said):
    client.force_login(city_manager)
    client.cookies["django_language"] = "en"
    answer = client.post(f"{LIST}new/", FORM | {"file": SimpleUploadedFile("a.pdf", content)})
    assert said in answer.content.decode()
    assert FORM["title"] in answer.content.decode()
    assert not Document.objects.exists()
