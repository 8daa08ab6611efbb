"""Real worker processes, killed at their work: the job is taken up again, or ends with a plain reason."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from django.db import connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies import access
from enrolment.models import Upload, UploadState, Worker
from enrolment.rosters import applying, receiving, undoing
from enrolment.rosters.background import orders, progress, taking_back
from tests.enrolment.rosters.large import people
from tests.factories import AgencyFactory

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.xdist_group("kills")]
ROOT = Path(__file__).resolve().parents[2]
ROWS = 100_000
MANY = 25_000
"""More than a request saves, or undoes."""
WITHIN = 60
"""Seconds after a kill in which the job is taken up again or ended."""


@pytest.fixture
def start_worker(committed, tmp_path) -> Iterator[Callable[[], subprocess.Popen]]:
    """Start a worker as an installation does; all are gone afterwards, and their jobs."""
    started: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "enrolment.settings", "LINDUNGI_TEST": "1"}
        env["DATABASE_URL"] = database_url()
        with (tmp_path / "log").open("a") as log:
            worker = subprocess.Popen(
                [sys.executable, "manage.py", "procrastinate", "worker"],
                cwd=ROOT,
                env=env,
                stdout=log,
                stderr=log,
            )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


def database_url() -> str:
    connection.ensure_connection()
    info = connection.connection.info
    return f"postgresql://{info.user}@{info.host.replace('/', '%2F')}:{info.port}/{info.dbname}"


@pytest.fixture
def upload(committed, settings) -> Upload:
    """A large list, handed in and not yet read."""
    with access.acting(access.SYSTEM):
        agency = AgencyFactory(code="36.73/besar")
        handed_in = receiving.receive(
            agency=agency, chunks=[people(ROWS)], file_name="besar.csv", by=access.SYSTEM
        )
        return receiving.check_now_or_later(upload=handed_in, by=access.SYSTEM)


def now(upload: Upload) -> Upload:
    with access.acting(access.SYSTEM):
        return Upload.objects.select_related("progress").get(pk=upload.pk)


def wait_until(condition: Callable[[], bool], seconds: float) -> float:
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return time.monotonic() - began


def at_work(upload: Upload) -> bool:
    return now(upload).progress.stage in (progress.READING, progress.COMPARING)


def test_worker_killed_while_it_reads_is_followed_by_another(start_worker, upload):
    first = start_worker()
    wait_until(lambda: at_work(upload), 60)
    first.send_signal(signal.SIGKILL)
    first.wait()
    start_worker()
    wait_until(lambda: now(upload).progress.attempts == 2, WITHIN)
    wait_until(lambda: now(upload).state == UploadState.CHECKED, 60)
    read = now(upload)
    assert read.counts["new"] == ROWS
    with access.acting(access.SYSTEM):
        assert read.rows.count() == ROWS


@pytest.mark.soak
def test_job_that_kills_its_worker_each_time_ends_with_a_plain_reason(start_worker, upload):
    for attempt in range(1, progress.ATTEMPTS + 1):
        worker = start_worker()
        wait_until(lambda: now(upload).progress.attempts == attempt, WITHIN)  # noqa: B023
        worker.kill()
        worker.wait()
    start_worker()
    wait_until(lambda: now(upload).state == UploadState.REFUSED, WITHIN)
    ended = now(upload)
    assert ended.refusal["code"] == "reading_stopped"
    assert ended.progress.attempts == progress.ATTEMPTS


@pytest.mark.soak
def test_reading_child_of_a_killed_worker_ends_too(start_worker, upload):
    worker = start_worker()
    wait_until(lambda: at_work(upload), 60)
    children = psutil.Process(worker.pid).children()
    worker.kill()
    worker.wait()
    _gone, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []


def test_worker_asked_to_end_while_it_reads_leaves_the_job_to_another(start_worker, upload):
    """A restart of the service: SIGTERM, then the next worker."""
    first = start_worker()
    wait_until(lambda: at_work(upload), 60)
    first.terminate()
    first.wait(60)
    start_worker()
    wait_until(lambda: now(upload).state == UploadState.CHECKED, WITHIN + 30)
    with access.acting(access.SYSTEM):
        assert now(upload).rows.count() == ROWS
        assert not ProcrastinateJob.objects.filter(args__upload=str(upload.pk), status="failed").exists()


@pytest.mark.soak
@pytest.mark.parametrize(
    ("give", "stage", "listed"),
    [
        (taking_back.undo_now_or_later, progress.UNDOING, 0),
        (taking_back.redo_now_or_later, progress.REDOING, MANY),
    ],
)
def test_worker_killed_while_it_undoes_or_redoes_leaves_all_or_nothing(start_worker, give, stage, listed):
    upload = saved_list(undone=stage == progress.REDOING)
    assert workers_of(upload) == MANY - listed
    with access.acting(access.SYSTEM):
        give(upload=upload, by=access.SYSTEM)
    first = start_worker()
    wait_until(lambda: now(upload).progress.stage == stage, 60)
    first.kill()
    first.wait()
    assert workers_of(upload) == MANY - listed
    start_worker()
    wait_until(lambda: now(upload).state not in orders.BY_STATE, WITHIN + 60)
    done = now(upload)
    assert (done.progress.attempts, workers_of(upload)) == (2, listed)
    assert done.answers == {}


def saved_list(*, undone: bool) -> Upload:
    """A list that is saved, and undone where that is to be taken back."""
    with access.acting(access.SYSTEM):
        agency = AgencyFactory(code="36.73/besar")
        upload = receiving.receive(
            agency=agency, chunks=[people(MANY)], file_name="besar.csv", by=access.SYSTEM
        )
        applying.apply(upload=receiving.check(upload=upload), by=access.SYSTEM)
        if undone:
            undoing.undo(upload=upload, by=access.SYSTEM)
    with access.acting(access.SYSTEM):
        return Upload.objects.get(pk=upload.pk)


def workers_of(upload: Upload) -> int:
    with access.acting(access.SYSTEM):
        return Worker.objects.filter(agency=upload.agency_id).count()
