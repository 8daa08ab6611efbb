"""A city's large file: sent in parts over a slow line, read by the worker, watched meanwhile."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from enrolment.models import PartialFile, Upload, UploadKind, UploadProgress, UploadState
from enrolment.rosters import receiving, storage
from tests.enrolment.rosters.city_books import by_column, row
from tests.factories import member

pytestmark = pytest.mark.django_db
BOOK = by_column([("Dinas Perhubungan", row("Asep")), ("Dinas Perhubungan", row("Budi"))])
ABOUT = {"use": UploadKind.COMPARISON, "source": "BKPSDM", "roster_date": "2020-02-20"}


@pytest.fixture(autouse=True)
def _manager(client, city_manager) -> None:
    client.force_login(city_manager)
    client.cookies["django_language"] = "en"


def page(region, name: str, *args: object) -> str:
    return reverse(name, args=[region.code, *args])


@pytest.fixture
def send(client, serang):
    """Send the first so many bytes of BOOK in parts, as the page's script does; gives the part's name."""

    def send(until: int) -> str:
        about = {"file_name": "kota.xlsx", "size": len(BOOK), "fingerprint": "0123456789abcdef" * 2}
        told = client.post(page(serang, "region_parts"), about).json()
        at, pk = told["received"], told["part"]
        url = f"{page(serang, 'region_part', pk)}?offset={at}"
        client.post(url, BOOK[at:until], content_type="application/octet-stream")
        return pk

    return send


@pytest.fixture
def large(client, serang, dishub, settings, send) -> Upload:
    """A file that the worker has to read."""
    settings.ROSTER_ROWS_IN_REQUEST = 1
    client.post(page(serang, "region_upload_new"), ABOUT | {"part": send(len(BOOK))})
    return Upload.objects.get()


def test_page_sends_large_files_in_parts(client, serang):
    response = client.get(page(serang, "region_upload_new"))
    assertContains(response, f'data-parts="{page(serang, "region_parts")}"')
    assertContains(response, "upload.js")
    assertContains(response, "data-sending-title")


def test_file_that_broke_off_is_named_and_goes_on(client, serang, dishub, send):
    part = send(100)
    shown = client.get(page(serang, "region_upload_new"))
    assertContains(shown, "kota.xlsx have been received")
    assert send(len(BOOK)) == part
    response = client.post(page(serang, "region_upload_new"), ABOUT | {"part": part})
    upload = Upload.objects.get()
    assertRedirects(response, page(serang, "region_upload", upload.pk))
    assert (upload.state, upload.counts["placed"], upload.file_name) == (UploadState.CHECKED, 2, "kota.xlsx")
    assert storage.path_of(upload).read_bytes() == BOOK
    assert not PartialFile.objects.exists()


def test_file_stays_when_a_question_was_not_answered(client, serang, send):
    part = send(len(BOOK))
    response = client.post(page(serang, "region_upload_new"), ABOUT | {"source": "", "part": part})
    assert response.status_code == 400
    assertContains(response, "Say who made the list", status_code=400)
    assertContains(response, "kota.xlsx have been received", status_code=400)
    assert PartialFile.objects.get().received == len(BOOK)


def test_file_of_somebody_else_is_not_taken(client, serang, send):
    part = send(len(BOOK))
    client.force_login(member("city_personnel", region=serang))
    assertNotContains(client.get(page(serang, "region_upload_new")), "kota.xlsx")
    response = client.post(page(serang, "region_upload_new"), ABOUT | {"part": part})
    assert (response.status_code, Upload.objects.exists()) == (400, False)


def test_file_that_is_too_large_is_refused_before_it_is_stored(client, serang, settings):
    settings.ROSTER_MAX_BYTES = 1 << 20
    about = {"file_name": "kota.xlsx", "size": (1 << 20) + 1, "fingerprint": "0" * 32}
    response = client.post(page(serang, "region_parts"), about)
    assert (response.status_code, response.json()["error"][:29]) == (413, "The file is larger than 1 MB.")


def test_progress_of_a_citys_file_is_told_and_ends_with_the_page(client, serang, large):
    progress = page(serang, "region_upload_progress", large.pk)
    assert large.state == UploadState.RECEIVED
    shown = client.get(page(serang, "region_upload", large.pk))
    assertContains(shown, f'hx-get="{progress}"')
    assertContains(shown, "Stop and discard this file")
    assertContains(client.get(page(serang, "region_uploads")), "being read")
    UploadProgress.objects.filter(pk=large.pk).update(stage="reading", done=41_200, total=100_000)
    assertContains(client.get(progress), "41,200 of 100,000 rows")
    receiving.check(upload=large)
    assert client.get(progress).headers["HX-Refresh"] == "true"


def test_progress_is_for_those_who_see_the_citys_people(client, serang, cirebon, large):
    progress = page(serang, "region_upload_progress", large.pk)
    for role, place, status in [
        ("city_personnel", serang, 200),
        ("city_leader", serang, 403),
        ("city_manager", cirebon, 404),
    ]:
        client.force_login(member(role, region=place))
        assert client.get(progress).status_code == status, role
