"""Undoing a large upload, and taking that back, by the worker: like saving, all of it or nothing."""

import threading
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies import access
from enrolment import tasks
from enrolment.models import Upload, UploadProgress, UploadState, Worker
from enrolment.rosters import applying, receiving, undoing
from enrolment.rosters.background import ending, orders, progress, taking_back, working
from enrolment.rosters.staging import version_of
from tests.enrolment.rosters.large import people
from tests.enrolment.rosters.lists import roster
from tests.factories import AgencyFactory, WorkerFactory

pytestmark = pytest.mark.usefixtures("committed", "_empty_queue")
ROWS = 30
UNDO, REDO = "undo", "redo"
GIVE = {UNDO: taking_back.undo_now_or_later, REDO: taking_back.redo_now_or_later}
JOB = {UNDO: tasks.undo_upload, REDO: tasks.redo_upload}
ORDER = {UNDO: orders.UNDO, REDO: orders.REDO}


@pytest.fixture(autouse=True)
def _small_requests(settings) -> None:
    settings.ROSTER_ROWS_IN_REQUEST = 10


@pytest.fixture
def _empty_queue(committed) -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")


@pytest.fixture
def agency(committed):
    with access.acting(access.SYSTEM):
        return AgencyFactory(code="36.73/besar")


@pytest.fixture
def upload(agency) -> Upload:
    return saved(agency, ROWS)


@pytest.fixture(params=[UNDO, REDO])
def ordered(request, upload) -> tuple[str, Upload]:
    """An upload that waits for the worker to undo it, or to take its undoing back."""
    if request.param == REDO:
        with access.acting(access.SYSTEM):
            undoing.undo(upload=upload, by=access.SYSTEM)
    return request.param, order(request.param, upload)


def saved(agency, rows: int) -> Upload:
    with access.acting(access.SYSTEM):
        upload = receiving.receive(
            agency=agency, chunks=[people(rows)], file_name="besar.csv", by=access.SYSTEM
        )
        receiving.check(upload=upload)
        applying.apply(upload=upload, by=access.SYSTEM)
    return now(upload)


def order(what: str, upload: Upload) -> Upload:
    """Ask for it on a page that shows the list as it is."""
    with access.acting(access.SYSTEM):
        GIVE[what](upload=upload, by=access.SYSTEM, seen=version_of(upload.agency_id))
    return now(upload)


def work(what: str, upload: Upload) -> Upload:
    with access.acting(access.SYSTEM):
        JOB[what](upload=str(upload.pk), acting_user=None)
    return now(upload)


def now(upload: Upload) -> Upload:
    with access.acting(access.SYSTEM):
        return Upload.objects.get(pk=upload.pk)


def picture() -> dict:
    with access.acting(access.SYSTEM):
        return roster()


def in_thread(action) -> None:
    def run() -> None:
        try:
            action()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_large_upload_is_undone_and_brought_back_by_the_worker(agency, upload):
    before = picture()
    waiting = order(UNDO, upload)
    assert (waiting.state, picture()) == (UploadState.UNDOING, before)
    with access.acting(access.SYSTEM):
        job = ProcrastinateJob.objects.get(args__upload=str(upload.pk))
        assert (job.task_name, job.status) == ("undo_upload", "todo")
    undone = work(UNDO, upload)
    assert (undone.state, undone.undo_result["reversed"], undone.answers) == (UploadState.UNDONE, ROWS, {})
    assert picture()["workers"] == []
    assert order(REDO, upload).state == UploadState.REDOING
    again = work(REDO, upload)
    assert (again.state, again.answers, picture()) == (UploadState.APPLIED, {}, before)
    with access.acting(access.SYSTEM):
        assert again.progress.done == again.progress.total > 0


def test_small_upload_is_undone_at_once(agency):
    upload = saved(agency, 5)
    assert order(UNDO, upload).state == UploadState.UNDONE
    assert order(REDO, upload).state == UploadState.APPLIED


def test_job_done_twice_changes_nothing_more(ordered):
    what, upload = ordered
    done, then = work(what, upload), picture()
    assert done.state not in orders.BY_STATE
    again = work(what, upload)
    assert (again.state, again.undo_result, picture()) == (done.state, done.undo_result, then)


def test_order_is_taken_back_before_the_worker_begins(ordered):
    what, upload = ordered
    before = picture()
    with access.acting(access.SYSTEM):
        assert orders.stop(upload=upload) is ORDER[what]
    left = work(what, upload)
    assert (left.state, left.answers, picture()) == (ORDER[what].before, {}, before)


def test_order_cannot_be_taken_back_once_the_worker_has_begun(ordered):
    what, upload = ordered
    late: list[BaseException] = []

    def stop() -> None:
        try:
            with access.acting(access.SYSTEM):
                orders.stop(upload=upload)
        except orders.TooLate as error:
            late.append(error)

    with access.acting(access.SYSTEM):
        Upload.objects.select_for_update().get(pk=upload.pk)
        in_thread(stop)
    assert len(late) == 1
    assert work(what, upload).state not in orders.BY_STATE


def test_list_that_moved_before_the_worker_came_is_left_as_it_is(agency, ordered):
    what, upload = ordered
    with access.acting(access.SYSTEM):
        WorkerFactory(agency=agency, nik="3673011203858000")
    before = picture()
    left = work(what, upload)
    assert (left.state, left.answers) == (ORDER[what].before, {ORDER[what].nothing: orders.MOVED})
    assert picture() == before
    order(what, upload)
    done = work(what, upload)
    assert (done.state not in orders.BY_STATE, done.answers) == (True, {})


def test_list_that_moved_since_the_page_is_not_handed_over(agency, upload):
    with access.acting(access.SYSTEM):
        seen = version_of(agency.pk)
        WorkerFactory(agency=agency, nik="3673011203858000")
        with pytest.raises(undoing.RosterMoved):
            taking_back.undo_now_or_later(upload=upload, by=access.SYSTEM, seen=seen)
    assert now(upload).state == UploadState.APPLIED


def test_upload_that_waits_is_neither_undone_nor_ordered_again(ordered):
    what, upload = ordered
    with access.acting(access.SYSTEM):
        for action in (undoing.undo, undoing.redo, *GIVE.values(), applying.apply):
            with pytest.raises(undoing.NotApplicable):
                action(upload=upload, by=access.SYSTEM)
        with pytest.raises(applying.NotApplicable):
            applying.discard(upload=upload)
    assert now(upload).state == ORDER[what].state


def test_two_workers_at_one_upload_do_not_both_work(ordered):
    what, upload = ordered
    busy: list[BaseException] = []

    def try_it() -> None:
        try:
            work(what, upload)
        except working.Busy as error:
            busy.append(error)

    with access.acting(access.SYSTEM):
        working._alone_with(str(upload.pk), ORDER[what].state)
        in_thread(try_it)
    assert len(busy) == 1


def test_order_whose_job_is_gone_ends_with_nothing_done(ordered):
    what, upload = ordered
    before = picture()
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        assert ending.sweep() == 0
        cursor.execute("delete from procrastinate_jobs where args->>'upload' = %s", [str(upload.pk)])
    with access.acting(access.SYSTEM):
        assert ending.sweep() == 1
    ended = now(upload)
    assert (ended.state, ended.answers) == (ORDER[what].before, {ORDER[what].nothing: orders.INTERRUPTED})
    assert picture() == before


def test_error_in_the_middle_leaves_the_list_and_the_order(ordered):
    """The very last statement fails: the database holds a rule that the outcome breaks."""
    what, upload = ordered
    before = picture()
    uploads, outcome = "alter table enrolment_upload", {UNDO: "undone", REDO: "applied"}[what]
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"{uploads} add constraint never check (state <> '{outcome}') not valid")
    try:
        for _attempt in range(progress.ATTEMPTS):
            with pytest.raises(DatabaseError, match="never"):
                work(what, upload)
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"{uploads} drop constraint never")
    assert (now(upload).state, picture()) == (ORDER[what].state, before)
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        assert UploadProgress.objects.get(pk=upload.pk).stage == progress.FAILED
        cursor.execute("update procrastinate_jobs set status = 'failed'")
    with access.acting(access.SYSTEM):
        assert ending.sweep() == 1
    assert now(upload).answers == {ORDER[what].nothing: orders.FAILED}


def test_undoing_that_has_nobody_to_bring_back_says_so(agency, upload):
    with access.acting(access.SYSTEM):
        undoing.undo(upload=upload, by=access.SYSTEM)
    saved(agency, ROWS)
    order(REDO, upload)
    left = work(REDO, upload)
    assert (left.state, left.answers) == (UploadState.UNDONE, {"not_redone": orders.HOPELESS})
    with access.acting(access.SYSTEM):
        assert Worker.objects.filter(agency=agency).count() == ROWS
