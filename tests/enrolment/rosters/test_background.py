"""Large uploads: handed to the worker, told about, stopped, taken up again, ended with a reason."""

import datetime as dt
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies import access
from enrolment import tasks
from enrolment.models import Upload, UploadProgress, UploadState, Worker
from enrolment.rosters import applying, receiving, storage
from enrolment.rosters.background import ending, orders, progress, saving, working
from tests.enrolment.rosters.large import people
from tests.factories import AgencyFactory, WorkerFactory

pytestmark = pytest.mark.usefixtures("committed", "_empty_queue")
ROWS = 300


@pytest.fixture(autouse=True)
def _small_requests(settings) -> None:
    settings.ROSTER_ROWS_IN_REQUEST = 100


@pytest.fixture
def _empty_queue(committed) -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")


@pytest.fixture
def agency(committed):
    with access.acting(access.SYSTEM):
        return AgencyFactory(code="36.73/besar")


def handed_in(agency, content: bytes | None = None) -> Upload:
    with access.acting(access.SYSTEM):
        upload = receiving.receive(
            agency=agency, chunks=[content or people(ROWS)], file_name="besar.csv", by=access.SYSTEM
        )
        return receiving.check_now_or_later(upload=upload, by=access.SYSTEM)


def work(job, upload: Upload) -> Upload:
    """Do a job as the worker does, and look at the upload afterwards."""
    with access.acting(access.SYSTEM):
        job(upload=str(upload.pk), acting_user=None)
    return now(upload)


def now(upload: Upload) -> Upload:
    with access.acting(access.SYSTEM):
        return Upload.objects.select_related("progress").get(pk=upload.pk)


def to_be_saved(agency, **answers) -> Upload:
    upload = work(tasks.check_upload, handed_in(agency))
    with access.acting(access.SYSTEM):
        saving.save_now_or_later(upload=upload, by=access.SYSTEM, answers=answers)
    return now(upload)


def workers(agency) -> int:
    with access.acting(access.SYSTEM):
        return Worker.objects.filter(agency=agency).count()


def set_job(upload: Upload, **columns) -> None:
    """What became of an upload's job."""
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        for name, value in columns.items():
            cursor.execute(
                f"update procrastinate_jobs set {name} = %s where args->>'upload' = %s",
                [value, str(upload.pk)],
            )


def sweep() -> int:
    with access.acting(access.SYSTEM):
        return ending.sweep()


def test_large_upload_is_answered_at_once_and_read_by_the_worker(agency):
    upload = handed_in(agency)
    assert upload.state == UploadState.RECEIVED
    with access.acting(access.SYSTEM):
        job = ProcrastinateJob.objects.get(args__upload=str(upload.pk))
        assert (job.task_name, job.status) == ("check_upload", "todo")
    read = work(tasks.check_upload, upload)
    assert (read.state, read.counts["new"]) == (UploadState.CHECKED, ROWS)
    assert read.progress.attempts == 1


def test_large_upload_read_twice_is_read_once(agency):
    upload = handed_in(agency)
    first = work(tasks.check_upload, upload)
    second = work(tasks.check_upload, upload)
    assert second.progress.attempts == 1
    assert first.seconds == second.seconds


def test_progress_is_seen_from_outside_while_the_worker_reads(agency):
    upload = handed_in(agency, people(60_000))
    seen: list[tuple] = []
    reading = threading.Thread(target=in_thread, args=(lambda: work(tasks.check_upload, upload),))
    reading.start()
    while reading.is_alive():
        found = now(upload).progress
        seen.append((found.stage, found.done, found.total))
        time.sleep(0.02)
    reading.join()
    assert any(stage == progress.READING and 0 < done <= total for stage, done, total in seen), seen
    assert now(upload).state == UploadState.CHECKED


def in_thread(action) -> None:
    try:
        action()
    finally:
        connection.close()


def test_discarding_stops_the_worker_and_keeps_nothing(agency):
    upload = handed_in(agency, people(40_000))
    reading = threading.Thread(target=in_thread, args=(lambda: work(tasks.check_upload, upload),))
    reading.start()
    while now(upload).progress.stage == progress.QUEUED and reading.is_alive():
        time.sleep(0.02)
    with access.acting(access.SYSTEM):
        applying.discard(upload=upload)
    reading.join()
    stopped = now(upload)
    assert stopped.state == UploadState.DISCARDED
    with access.acting(access.SYSTEM):
        assert not stopped.rows.exists()


def test_two_workers_at_one_upload_do_not_both_read_it(agency):
    upload = handed_in(agency)
    with access.acting(access.SYSTEM):
        working._alone_with(str(upload.pk), UploadState.RECEIVED)
        other: list[BaseException] = []

        def try_it() -> None:
            try:
                work(tasks.check_upload, upload)
            except working.Busy as busy:
                other.append(busy)

        thread = threading.Thread(target=in_thread, args=(try_it,))
        thread.start()
        thread.join()
    assert len(other) == 1
    assert now(upload).progress.attempts == 0


def test_large_upload_is_saved_by_the_worker_with_the_answers(agency):
    day = dt.date(2020, 2, 1)
    upload = to_be_saved(agency, roster_date=day, mode="full")
    assert (upload.state, workers(agency)) == (UploadState.SAVING, 0)
    saved = work(tasks.apply_upload, upload)
    assert (saved.state, saved.roster_date, saved.mode) == (UploadState.APPLIED, day, "full")
    assert workers(agency) == ROWS
    work(tasks.apply_upload, upload)
    assert workers(agency) == ROWS


def test_roster_that_moved_before_the_worker_came_is_compared_anew(agency):
    upload = to_be_saved(agency)
    with access.acting(access.SYSTEM):
        WorkerFactory(agency=agency, nik=f"367301120385{9000}")
    again = work(tasks.apply_upload, upload)
    assert (again.state, again.answers) == (UploadState.CHECKED, {"not_saved": "moved"})
    assert again.counts["new"] == ROWS - 1
    assert workers(agency) == 1


def test_saving_can_be_taken_back_before_it_begins(agency):
    upload = to_be_saved(agency)
    with access.acting(access.SYSTEM):
        orders.stop(upload=upload)
    assert work(tasks.apply_upload, upload).state == UploadState.CHECKED
    assert workers(agency) == 0


def test_saving_cannot_be_taken_back_while_it_runs(agency):
    upload = to_be_saved(agency)
    outcome: list[BaseException] = []

    def stop() -> None:
        try:
            with access.acting(access.SYSTEM):
                orders.stop(upload=upload)
        except orders.TooLate as late:
            outcome.append(late)

    with access.acting(access.SYSTEM):
        Upload.objects.select_for_update().get(pk=upload.pk)
        thread = threading.Thread(target=in_thread, args=(stop,))
        thread.start()
        thread.join()
    assert len(outcome) == 1
    assert work(tasks.apply_upload, upload).state == UploadState.APPLIED


def test_error_in_the_work_is_tried_three_times_and_said(agency):
    upload = to_be_saved(agency)
    with access.acting(access.SYSTEM):
        Upload.objects.filter(pk=upload.pk).update(answers={"saving": {"roster_date": "no day"}})
    for _attempt in range(progress.ATTEMPTS):
        with pytest.raises(Exception, match="no day"):
            work(tasks.apply_upload, upload)
    assert now(upload).state == UploadState.SAVING
    work(tasks.apply_upload, upload)
    set_job(upload, status="succeeded")
    assert sweep() == 1
    ended = now(upload)
    assert (ended.state, ended.answers) == (UploadState.CHECKED, {"not_saved": "failed"})
    assert workers(agency) == 0


def test_upload_whose_job_is_gone_ends_with_a_plain_reason(agency):
    upload = handed_in(agency)
    assert sweep() == 0
    set_job(upload, status="failed")
    assert sweep() == 1
    ended = now(upload)
    assert (ended.state, ended.refusal["code"]) == (UploadState.REFUSED, "reading_stopped")
    assert not storage.path_of(ended).exists()


def test_job_that_killed_its_worker_three_times_is_given_up(agency):
    upload = handed_in(agency)
    set_job(upload, status="doing")
    with access.acting(access.SYSTEM):
        UploadProgress.objects.filter(pk=upload.pk).update(attempts=progress.ATTEMPTS - 1)
    assert sweep() == 0  # it will be tried once more
    with access.acting(access.SYSTEM):
        UploadProgress.objects.filter(pk=upload.pk).update(attempts=progress.ATTEMPTS)
    assert sweep() == 1
    assert now(upload).refusal["code"] == "reading_stopped"


def test_job_of_a_living_worker_is_left_alone(agency):
    upload = handed_in(agency)
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        UploadProgress.objects.filter(pk=upload.pk).update(attempts=progress.ATTEMPTS)
        cursor.execute("insert into procrastinate_workers default values returning id")
        (worker,) = cursor.fetchone()
    set_job(upload, status="doing", worker_id=worker)
    assert sweep() == 0
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        old = timezone.now() - 2 * ending.DEAD
        cursor.execute("update procrastinate_workers set last_heartbeat = %s", [old])
    assert sweep() == 1
