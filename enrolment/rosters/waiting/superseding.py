"""A newer whole list takes the place of what waited in older ones."""

from django.db import connection

from enrolment.models import Upload
from enrolment.rosters.waiting import sql


def supersede(upload: Upload) -> None:
    """Drop the waiting rows of the agency's older saved uploads: a whole list was saved after them.

    For the transaction that saves `upload` (state, roster date and answers are set). Visible on the older
    uploads' pages, and reversible there or by undoing this one.
    """
    keys = {"upload": upload.pk, "agency": upload.agency_id, "uploaded_at": upload.uploaded_at}
    with connection.cursor() as cursor:
        cursor.execute(sql.SUPERSEDE, keys | {"roster_date": upload.roster_date})


def revive(upload: Upload) -> None:
    """Let the rows wait again that `supersede` dropped for this upload: for the transaction undoing it."""
    with connection.cursor() as cursor:
        cursor.execute(sql.REVIVE, {"upload": upload.pk, "agency": upload.agency_id})
