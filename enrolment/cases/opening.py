"""Opening and settling cases in sets, in the transaction of the action that changed a list.

The work is done by two functions of the database (`enrolment.database.cases`): an agency sees no foreign row,
so no query of its own could find the other list. They answer nothing.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from agencies.models import Agency
from enrolment.models import CaseDecision, CaseKind, ListingCase, ProposedExit, Roster, Upload


def refresh(
    agencies: Iterable[int],
    *,
    niks: Iterable[str] | None = None,
    upload: uuid.UUID | None = None,
    by: Any = None,
) -> None:
    """Bring the cases of these agencies (ids) up to date after their lists changed.

    A NIK of `niks` (None: of everybody on the lists) that has an open spell at two agencies becomes a case,
    unless the pair has one already or was found to be right. Open cases of these agencies with a side that is
    gone are settled. Idempotent; call it after the last write to workers and spells.
    """
    numbers = None if niks is None else list(niks)
    with connection.cursor() as cursor:
        cursor.execute("select renew_misleading_statistics()")
        cursor.execute(
            "select refresh_listing_cases(%s::bigint[], %s::text[], %s, %s)",
            [sorted(set(agencies)), numbers, upload, getattr(by, "pk", None)],
        )


def say_moved(*, agency: Agency, workers: Iterable[int], target: Agency, on: dt.date, by: Any) -> None:
    """Note that workers (ids) of this agency's list are said to have moved to `target` since a day.

    They stay on the list until the case is decided; proposals to leave about them are handed to it. A case
    that the two lists have already becomes this one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select say_moved(%s, %s::bigint[], %s, %s, %s)",
            [agency.pk, list(workers), target.pk, on, getattr(by, "pk", None)],
        )
    refresh([agency.pk], niks=[], by=by)


def look_again(within: dt.timedelta = dt.timedelta(minutes=30)) -> None:
    """Open the cases of lists that changed of late: two that were saved at the very same moment did not see
    each other's rows. For the periodic job, which acts as the system."""
    since = timezone.now() - within
    changed = list(Roster.objects.filter(changed_at__gte=since).values_list("agency", flat=True))
    if changed:
        refresh(changed)


_NEW_ELSEWHERE = """
select nik from nik_elsewhere(
    (select array_agg(r.nik) from enrolment_stagedkind k
     join enrolment_stagedrow r on r.id = k.row_id and r.upload_id = %(upload)s
     where k.upload_id = %(upload)s and k.kind = 'new'),
    %(agency)s
) as x (nik)
"""


def new_ones_elsewhere(upload: Upload) -> list[str]:
    """Whom an upload is about to put on the list while another agency has them on its own: the numbers for
    `refresh` once it is saved. Asked before, when the table does not hold the new rows yet."""
    with connection.cursor() as cursor:
        cursor.execute(_NEW_ELSEWHERE, {"agency": upload.agency_id, "upload": upload.pk})
        return [nik for (nik,) in cursor.fetchall()]


def withdraw_moved(proposal: ProposedExit) -> bool:
    """The agency no longer says that somebody has moved: the case is settled. False when it was decided
    already, or when the person is on another list too, on whichever: that is not the agency's to decide."""
    said = ListingCase.objects.select_for_update(of=("self",)).filter(
        worker=proposal.worker_id, agency=proposal.agency_id, kind=CaseKind.MOVED, decided_at=None
    )
    case = said.filter(other_agency=proposal.moved_to_id).first()
    if case is None or case.other_worker_id or _is_double(case):
        return False
    case.decision, case.decided_at = CaseDecision.SETTLED, timezone.now()
    case.save()
    return True


def _is_double(case: ListingCase) -> bool:
    double = ListingCase.objects.for_agency(case.agency).open().filter(nik=case.nik, kind=CaseKind.DOUBLE)
    return double.exists()
