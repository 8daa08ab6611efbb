"""Files that come in parts: continued at the exact byte, by their owner alone, and used like any other."""

import datetime as dt
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from enrolment.models import PartialFile, Upload, UploadState
from enrolment.rosters import storage
from enrolment.rosters.parts import files, limits
from tests.enrolment.rosters.books import page, person, workbook
from tests.factories import member

pytestmark = pytest.mark.django_db
PRINT = "0123456789abcdef" * 2
BOOK = workbook([person("Asep"), person("Budi")])


@pytest.fixture
def begin(client, dishub, dishub_operator, django_capture_on_commit_callbacks):
    """Begin to send BOOK as Dishub's operator; gives what the page's script is told."""
    client.force_login(dishub_operator)
    client.cookies["django_language"] = "en"

    def begin(**changed):
        asked = {"file_name": "daftar.xlsx", "size": len(BOOK), "fingerprint": PRINT} | changed
        return client.post(page(dishub, "agency_parts"), asked)

    return begin


@pytest.fixture
def send(client, dishub):
    def send(part, offset, content):
        url = f"{page(dishub, 'agency_part', part)}?offset={offset}"
        return client.post(url, content, content_type="application/octet-stream")

    return send


def test_file_in_parts_becomes_an_upload_like_any_other(client, dishub, begin, send):
    part = begin().json()["part"]
    half = len(BOOK) // 2
    assert send(part, 0, BOOK[:half]).json()["received"] == half
    assert send(part, half, BOOK[half:]).json()["received"] == len(BOOK)
    response = client.post(page(dishub, "agency_upload_new"), {"part": part})
    upload = Upload.objects.get()
    assertRedirects(response, page(dishub, "upload_detail", upload.pk))
    assert (upload.state, upload.counts["new"], upload.file_name) == (UploadState.CHECKED, 2, "daftar.xlsx")
    assert storage.path_of(upload).read_bytes() == BOOK
    assert not PartialFile.objects.exists()


def test_the_same_file_goes_on_where_it_broke_off_and_another_begins_anew(begin, send):
    first = begin().json()
    send(first["part"], 0, BOOK[:100])
    assert begin().json() == {"part": first["part"], "received": 100, "size": len(BOOK)}
    other = begin(fingerprint="f" * 32).json()
    assert (other["received"], other["part"] != first["part"]) == (0, True)


def test_part_at_another_byte_is_refused_and_says_where_to_go_on(begin, send):
    part = begin().json()["part"]
    send(part, 0, BOOK[:100])
    for offset in (0, 99, 101, "", "x", -1):
        answer = send(part, offset, b"again")
        assert (answer.status_code, answer.json()["received"]) == (409, 100), offset
    answer = send(part, 100, BOOK[100:] + b"more than the file has")
    assert (answer.status_code, answer.json()["received"]) == (409, 100)


def test_bytes_of_an_attempt_that_was_not_committed_are_overwritten(begin, send):
    part = begin().json()["part"]
    send(part, 0, BOOK[:100])
    with files.path_of(PartialFile.objects.get()).open("ab") as kept:
        kept.write(b"left by a request that was rolled back")
    send(part, 100, BOOK[100:])
    assert files.path_of(PartialFile.objects.get()).read_bytes() == BOOK


def test_file_whose_bytes_are_gone_begins_anew(begin, send):
    part = begin().json()["part"]
    send(part, 0, BOOK[:100])
    files.path_of(PartialFile.objects.get()).unlink()
    assert begin().json()["received"] == 0


def test_part_may_not_be_larger_than_a_part(begin, send):
    part = begin(size=limits.PART + 1).json()["part"]
    assert send(part, 0, b"x" * (limits.PART + 1)).status_code == 413


def test_file_too_large_is_refused_before_anything_is_sent(begin, settings):
    answer = begin(size=settings.ROSTER_MAX_BYTES + 1)
    assert answer.status_code == 413
    assert "larger than 50 MB" in answer.json()["error"]
    assert not PartialFile.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"size": 0}, {"fingerprint": "../etc"}, {"file_name": ""}, {"size": "x"}]
)
def test_nonsense_about_a_file_is_refused(begin, changed):
    assert begin(**changed).status_code == 400


def test_file_of_somebody_else_is_unknown(client, dishub, begin, send):
    part = begin().json()["part"]
    client.force_login(member("agency_operator", agency=dishub))
    assert send(part, 0, BOOK).status_code == 404
    assert client.post(page(dishub, "agency_part_discard", part)).status_code == 404
    assertNotContains(client.get(page(dishub, "agency_upload_new")), "daftar.xlsx")
    response = client.post(page(dishub, "agency_upload_new"), {"part": part})
    assert response.status_code == 400
    assert not Upload.objects.exists()


def test_file_for_one_agency_is_not_used_for_another(client, dishub, dlh, begin, send):
    part = begin().json()["part"]
    send(part, 0, BOOK)
    client.force_login(member("city_manager", region=dishub.region))
    assert client.post(page(dlh, "agency_upload_new"), {"part": part}).status_code == 400


@pytest.mark.parametrize("part", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_unknown_part_is_no_file(client, dishub, begin, part):
    assert client.post(page(dishub, "agency_upload_new"), {"part": part}).status_code == 400


def test_incomplete_file_is_no_file(client, dishub, begin, send):
    part = begin().json()["part"]
    send(part, 0, BOOK[:-1])
    assert client.post(page(dishub, "agency_upload_new"), {"part": part}).status_code == 400


def test_unfinished_file_is_on_the_page_and_can_be_deleted(
    client, dishub, begin, send, django_capture_on_commit_callbacks
):
    part = begin(size=30 * 2**20).json()["part"]
    send(part, 0, b"x" * 2**19)
    form = page(dishub, "agency_upload_new")
    assertContains(client.get(form), "512.0\xa0KB of 30.0\xa0MB of daftar.xlsx have been received.")
    path = files.path_of(PartialFile.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(page(dishub, "agency_part_discard", part), {"next": form})
    assertRedirects(response, form)
    assert not path.exists()
    assert not PartialFile.objects.exists()


def test_way_back_leads_nowhere_else(client, dishub, begin):
    url = page(dishub, "agency_part_discard", begin().json()["part"])
    response = client.post(url, {"next": "https://example.com/"})
    assert response["Location"] == page(dishub, "agency_upload_new")


def test_oldest_of_many_unfinished_files_makes_way(begin):
    for number in range(files.MOST_AT_ONCE + 2):
        begin(fingerprint=f"{number:032x}")
    kept = PartialFile.objects.values_list("fingerprint", flat=True)
    assert sorted(kept) == [f"{number:032x}" for number in range(2, files.MOST_AT_ONCE + 2)]


def test_what_was_left_lying_is_forgotten(begin, send, django_capture_on_commit_callbacks):
    send(begin().json()["part"], 0, BOOK[:100])
    old = PartialFile.objects.get()
    stray = files.path_of(old).with_name("stray")
    stray.write_bytes(b"no record of it")
    long_ago = old.updated_at - files.KEPT - dt.timedelta(hours=1)
    os.utime(stray, (long_ago.timestamp(),) * 2)
    PartialFile.objects.update(updated_at=long_ago)
    new = begin(fingerprint="f" * 32).json()["part"]
    with django_capture_on_commit_callbacks(execute=True):
        assert files.forget_old() == 1
    assert [str(kept.pk) for kept in PartialFile.objects.all()] == [new]
    assert not files.path_of(old).exists()
    assert not stray.exists()


def test_city_sends_its_file_to_its_region(client, serang, city_manager):
    client.force_login(city_manager)
    asked = {"file_name": "kota.xlsx", "size": len(BOOK), "fingerprint": PRINT}
    part = client.post(reverse("region_parts", args=[serang.code]), asked).json()["part"]
    url = f"{reverse('region_part', args=[serang.code, part])}?offset=0"
    answer = client.post(url, BOOK, content_type="application/octet-stream")
    assert answer.json()["received"] == len(BOOK)
    assert files.unfinished(city_manager, serang).get().agency is None


def test_plain_form_with_a_file_too_large_says_so_and_keeps_nothing(client, dishub, begin, settings):
    settings.ROSTER_MAX_BYTES = 200_000
    for size in (200_001, 1_000_000):  # read to its end, and cut off
        file = SimpleUploadedFile("besar.csv", b"x" * size)
        response = client.post(page(dishub, "agency_upload_new"), {"file": file})
        assert response.status_code == 400
        assertContains(response, "The file is larger than 0 MB.", status_code=400)
    assert not Upload.objects.exists()


def test_no_form_ever_gets_the_beginning_of_a_file_for_the_whole(rf, settings):
    settings.ROSTER_MAX_BYTES = 1000
    request = rf.post("/", {"title": "SE", "file": SimpleUploadedFile("a.pdf", b"%PDF" * 1000)})
    assert request.POST["title"] == "SE"
    assert not request.FILES
