"""Background jobs. Each is safe to repeat: it looks at the state under a lock before it does anything."""

from typing import Any

from procrastinate.contrib.django import app

from enrolment.models import Upload, UploadState
from enrolment.rosters import receiving
from enrolment.spreadsheets.reader import Limits

STALLED_SECONDS = 15


@app.task(name="check_upload", queue="uploads")
def check_upload(*, upload: str, acting_user: int | None) -> None:
    """Read a large workbook and compare it with its roster; an upload that was checked meanwhile is left."""
    found = Upload.objects.select_for_update().filter(pk=upload, state=UploadState.RECEIVED).first()
    if found is not None:
        receiving.check(upload=found, limits=Limits(cpu=120, wall=180))


@app.periodic(cron="* * * * * */10")
@app.task(name="retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: Any, timestamp: int) -> None:
    """Give jobs back to the queue whose worker died: without this they would wait for ever."""
    jobs = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
    for job in jobs:
        await app.job_manager.retry_job(job)
