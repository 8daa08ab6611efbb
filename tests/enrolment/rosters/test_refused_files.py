"""A file nobody can use: its record and the reason stay, the file does not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enrolment.models import Upload, UploadState
from enrolment.rosters import storage
from tests.enrolment.rosters.books import person, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def hand_in(client, dishub, dishub_operator, django_capture_on_commit_callbacks):
    client.force_login(dishub_operator)

    def hand_in(content: bytes) -> Upload:
        address = reverse("agency_upload_new", args=[dishub.code])
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, {"file": SimpleUploadedFile("daftar.xlsx", content)})
        return Upload.objects.latest("uploaded_at")

    return hand_in


def file_page(upload: Upload) -> str:
    return reverse("upload_file", args=[upload.agency.code, upload.pk])


def test_refused_file_is_deleted_and_no_longer_offered(client, hand_in):
    upload = hand_in(b"\xff\xd8\xff\xe0 a photograph")
    assert upload.state == UploadState.REFUSED
    assert not storage.path_of(upload).exists()
    assert client.get(file_page(upload)).status_code == 404
    page = client.get(reverse("upload_detail", args=[upload.agency.code, upload.pk]))
    assert file_page(upload) not in page.content.decode()


def test_file_that_could_be_read_is_kept(client, hand_in):
    content = workbook([person("Asep")])
    upload = hand_in(content)
    assert upload.state == UploadState.CHECKED
    response = client.get(file_page(upload))
    assert b"".join(response.streaming_content) == content
    response.close()


@pytest.mark.parametrize(
    ("state", "words"),
    [(UploadState.CHECKED, "belum disimpan"), (UploadState.DISCARDED, "disisihkan")],
)
def test_history_says_the_state_once(client, dishub, hand_in, state, words):
    upload = hand_in(workbook([person("Asep")]))
    Upload.objects.filter(pk=upload.pk).update(state=state)
    page = client.get(reverse("agency_uploads", args=[dishub.code])).content.decode()
    assert f"<span>{words}</span>" in page
