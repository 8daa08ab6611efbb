"""Background jobs. Each is safe to repeat: it looks at the state under a lock before it does anything."""

from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from agencies.records import files as record_files
from enrolment.cases import opening
from enrolment.jobs import user_of
from enrolment.letters import made
from enrolment.reconciliation.lists import working as bpjs
from enrolment.rosters.background import ending, working
from enrolment.rosters.parts import files

STALLED_SECONDS = 15
# How often an upload's work may really begin is counted beside the upload (background.progress.ATTEMPTS);
# this also covers the waiting for a dead worker's last statement.
PATIENTLY = RetryStrategy(max_attempts=20, wait=3)


@app.task(name="check_upload", queue="uploads", retry=PATIENTLY)
def check_upload(*, upload: str, acting_user: int | None) -> None:
    """Read a large workbook and compare it with its roster; an upload that was checked meanwhile is left."""
    working.read(upload=upload, by=user_of(acting_user))


@app.task(name="apply_upload", queue="uploads", retry=PATIENTLY)
def apply_upload(*, upload: str, acting_user: int | None) -> None:
    """Save a large upload to its roster; one that was saved or taken back meanwhile is left."""
    working.save(upload=upload, by=user_of(acting_user))


@app.task(name="undo_upload", queue="uploads", retry=PATIENTLY)
def undo_upload(*, upload: str, acting_user: int | None) -> None:
    """Undo a large upload; one that was undone meanwhile, or is to stay, is left."""
    working.undo(upload=upload, by=user_of(acting_user))


@app.task(name="redo_upload", queue="uploads", retry=PATIENTLY)
def redo_upload(*, upload: str, acting_user: int | None) -> None:
    """Take the undoing of a large upload back; one that is to stay undone is left."""
    working.redo(upload=upload, by=user_of(acting_user))


@app.task(name="read_participant_list", queue="uploads", retry=PATIENTLY)
def read_participant_list(*, participant_list: str, acting_user: int | None) -> None:
    """Read one of BPJS's lists; one that was read or withdrawn meanwhile is left."""
    bpjs.read(participant_list=participant_list, by=user_of(acting_user))


@app.task(name="put_lists_in_force", queue="uploads", retry=PATIENTLY)
def put_lists_in_force(*, batch: str, lists: list[str], seen: str, acting_user: int | None) -> None:
    """Put many of BPJS's lists in force and reconcile with them; done once, it is not done again."""
    bpjs.put_in_force(lists=lists, seen=seen, by=user_of(acting_user))


@app.periodic(cron="* * * * * */10")
@app.task(name="retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: Any, timestamp: int) -> None:
    """Give jobs back to the queue whose worker died: without this they would wait for ever."""
    jobs = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
    for job in jobs:
        await app.job_manager.retry_job(job)


@app.periodic(cron="* * * * * */10")
@app.task(name="end_abandoned", queueing_lock="end_abandoned")
def end_abandoned(timestamp: int) -> None:
    """Say why of each upload, and of each list of BPJS's, whose job failed, is gone or was given up."""
    ending.sweep()
    bpjs.sweep()


@app.periodic(cron="*/10 * * * *")
@app.task(name="look_for_cases", queueing_lock="look_for_cases")
def look_for_cases(timestamp: int) -> None:
    """Two agencies that listed one person at the very same moment did not see each other."""
    opening.look_again()


@app.periodic(cron="17 * * * *")
@app.task(name="forget_old_parts", queueing_lock="forget_old_parts")
def forget_old_parts(timestamp: int) -> None:
    """Files that broke off on their way and were not continued for days; those that no record names."""
    files.forget_old()
    record_files.forget_old()


@app.periodic(cron="27 * * * *")
@app.task(name="forget_old_papers", queueing_lock="forget_old_papers")
def forget_old_papers(timestamp: int) -> None:
    """Papers that the worker made, and nobody needs any more: they can be made again."""
    made.forget_old()
