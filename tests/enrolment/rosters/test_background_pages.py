"""What people see while the worker has a large upload, and of a file that was handed in before."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from enrolment import tasks
from enrolment.models import Upload, UploadProgress, UploadState, Worker
from enrolment.rosters import receiving
from enrolment.rosters.background import ending, orders
from tests.enrolment.rosters.books import page, person, workbook
from tests.enrolment.rosters.large import people

pytestmark = pytest.mark.django_db
ROWS = 30


@pytest.fixture(autouse=True)
def _small_requests(settings, client) -> None:
    settings.ROSTER_ROWS_IN_REQUEST = 10
    client.cookies["django_language"] = "en"


@pytest.fixture
def upload(hand_in) -> Upload:
    return hand_in(people(ROWS), name="besar.csv")


@pytest.fixture
def worker_lives() -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers default values")


def told(upload: Upload, **values) -> None:
    UploadProgress.objects.filter(pk=upload.pk).update(**values)


def checked(upload: Upload) -> Upload:
    """As the worker leaves it; the tests' own transaction is invisible to the thread that watches."""
    return receiving.check(upload=upload)


def test_waiting_upload_says_since_when_and_that_no_worker_runs(client, dishub, upload):
    now = timezone.localtime()
    told(upload, told_at=now)
    response = client.get(page(dishub, "upload_detail", upload.pk))
    assertContains(response, f"Waits since {now:%H.%M}: the background service is not running")
    assertContains(response, '<meta http-equiv="refresh"')
    assertContains(response, page(dishub, "upload_progress", upload.pk))
    assertContains(response, "Stop and discard this upload")


@pytest.mark.usefixtures("worker_lives")
def test_waiting_upload_is_in_the_queue_where_a_worker_runs(client, dishub, upload):
    assertContains(client.get(page(dishub, "upload_detail", upload.pk)), "In the queue since")


@pytest.mark.usefixtures("worker_lives")
def test_progress_says_rows_and_time_left(client, dishub, upload):
    now = timezone.now()
    told(
        upload, stage="reading", done=41_200, total=100_000, told_at=now, started_at=now - dt.timedelta(0, 14)
    )
    response = client.get(page(dishub, "upload_progress", upload.pk))
    assertContains(response, "41,200 of 100,000 rows · about 20 seconds left")
    told(upload, started_at=now - dt.timedelta(0, 140))
    assertContains(client.get(page(dishub, "upload_progress", upload.pk)), "about 3 minutes left")
    told(upload, told_at=now - 2 * ending.DEAD)
    assertContains(client.get(page(dishub, "upload_progress", upload.pk)), "taken up again by itself")
    told(upload, stage="failed", told_at=now)
    assertContains(client.get(page(dishub, "upload_progress", upload.pk)), "An attempt failed")


def test_page_is_opened_anew_when_the_worker_is_done(client, dishub, upload):
    checked(upload)
    assert client.get(page(dishub, "upload_progress", upload.pk)).headers["HX-Refresh"] == "true"


def test_upload_at_work_is_found_again_on_the_agencys_page_and_in_the_history(client, dishub, upload):
    assertContains(client.get(page(dishub, "agency_home")), "besar.csv is being read.")
    assertContains(client.get(page(dishub, "agency_uploads")), "being read")


def test_large_list_is_saved_by_the_worker_and_can_be_stopped_before(client, dishub, upload):
    checked(upload)
    asked = {"roster_date": "2020-02-20"}
    response = client.post(page(dishub, "upload_save", upload.pk), asked)
    assertRedirects(response, page(dishub, "upload_detail", upload.pk))
    response = client.get(page(dishub, "upload_detail", upload.pk))
    assertContains(response, "The list is being saved")
    assertContains(response, "Stop: do not save")
    assertContains(client.get(page(dishub, "agency_home")), "besar.csv is being saved.")
    assertContains(client.get(page(dishub, "agency_uploads")), "being saved")
    client.post(page(dishub, "upload_stop", upload.pk))
    upload.refresh_from_db()
    assert (upload.state, upload.answers) == (UploadState.CHECKED, {})
    assert not Worker.objects.exists()


def test_saving_that_has_begun_offers_no_stop(client, dishub, upload):
    Upload.objects.filter(pk=checked(upload).pk).update(state=UploadState.SAVING)
    told(upload, stage="saving", done=4, total=8, told_at=timezone.now())
    response = client.get(page(dishub, "upload_detail", upload.pk))
    assertContains(response, "4 of 8 steps")
    assertNotContains(response, "Stop: do not save")
    assertContains(response, "All of it is saved, or nothing")


@pytest.mark.parametrize("why", [orders.MOVED, orders.FAILED, orders.INTERRUPTED])
def test_checked_upload_says_why_nothing_was_saved(client, dishub, upload, why):
    Upload.objects.filter(pk=checked(upload).pk).update(answers={"not_saved": why})
    assertContains(client.get(page(dishub, "upload_detail", upload.pk)), "Nothing was saved:")


@pytest.mark.parametrize("code", ["reading_failed", "reading_stopped"])
def test_reading_that_came_to_nothing_is_said_in_words(client, dishub, upload, code):
    refusal = {"code": code, "params": {}}
    Upload.objects.filter(pk=upload.pk).update(state=UploadState.REFUSED, refusal=refusal)
    assertContains(client.get(page(dishub, "upload_detail", upload.pk)), "Hand it in once more")


def test_the_same_file_is_recognised_whether_saved_or_not(client, dishub, hand_in):
    book = workbook([person("Asep")])
    first, second = hand_in(book), hand_in(book)
    link = page(dishub, "upload_detail", first.pk)
    response = client.get(page(dishub, "upload_detail", second.pk))
    assertContains(response, "Exactly this file was handed in already")
    assertContains(response, link)
    assertContains(response, "Discard this one")
    assertNotContains(client.get(link), "Exactly this file")
    client.post(page(dishub, "upload_save", first.pk), {"roster_date": "2020-02-20"})
    response = client.get(page(dishub, "upload_detail", second.pk))
    assertContains(response, "Exactly this file was saved already")
    assertContains(response, link)


def test_worker_reads_what_the_page_handed_over(upload):
    """The job's own names and arguments fit the task."""
    job = ProcrastinateJob.objects.get(args__upload=str(upload.pk))
    assert tasks.app.tasks[job.task_name] is tasks.check_upload
    assert job.args["acting_user"] == upload.uploaded_by_id
