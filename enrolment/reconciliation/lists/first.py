"""An agency without a roster takes BPJS's list as its first one.

The list's people become an upload of the agency like any other: compared, mended, saved, undone. What is more
is `confirm`, which saving calls: whoever is saved is registered, confirmed for the month of the list.
"""

from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from agencies import access
from agencies.models import Agency
from enrolment.models import ListState, ParticipantList, Upload, UploadKind, UploadMode, UploadState
from enrolment.reconciliation.lists import first_sql, force
from enrolment.reconciliation.lists.houses import has_roster
from enrolment.rosters import staging
from enrolment.workers.registering import last_day

USABLE = (ListState.READY, ListState.IN_FORCE)


class NotFirst(Exception):
    """The agency has a roster by now, or the list is in no state for this."""


def can_be_first(found: ParticipantList, agency: Agency) -> bool:
    """Whether a list may become the agency's first: it has none, and the group is the agency's alone."""
    if found.state not in USABLE or found.group is None or has_roster(agency):
        return False
    served = {found.group.agency_id, *found.group.agencies.values_list("pk", flat=True)}
    return served == {agency.pk}


@transaction.atomic
def take(*, found: ParticipantList, agency: Agency, by: Any) -> Upload:
    """Make an upload of the people whom a list has as active, checked and not saved. The same list gives the
    same upload as long as it waits. Raises NotFirst."""
    found = ParticipantList.objects.select_for_update(of=("self",)).select_related("group").get(pk=found.pk)
    if not can_be_first(found, agency):
        raise NotFirst
    waiting = Upload.objects.for_agency(agency).filter(answers__list=str(found.pk), state=UploadState.CHECKED)
    if upload := waiting.first():
        return upload
    upload = _upload_of(found, agency, by)
    with connection.cursor() as cursor:
        cursor.execute(first_sql.STAGE, {"upload": upload.pk, "agency": agency.pk, "list": found.pk})
        cursor.execute(first_sql.COUNT_LEFT_OUT, {"list": found.pk})
        (left_out,) = cursor.fetchone()
    upload.counts = {"read": upload.rows.count(), "skipped": 0, "inactive": left_out}
    upload.counts |= staging.compare(upload)
    upload.state = UploadState.CHECKED
    upload.save()
    return upload


def _upload_of(found: ParticipantList, agency: Agency, by: Any) -> Upload:
    assert found.month is not None
    return Upload.objects.create(
        region_id=agency.region_id,
        agency=agency,
        kind=UploadKind.LIST,
        mode=UploadMode.PARTIAL,
        file_name=str(found)[-255:],
        size=0,
        roster_date=min(last_day(found.month), timezone.localdate()),
        on_behalf=not access.scope_of(by).belongs_to(agency),
        answers={"list": str(found.pk), "month": found.month.isoformat()},
        uploaded_by_id=getattr(by, "pk", None),
    )


def list_behind(upload: Upload) -> ParticipantList | None:
    """The list of BPJS's that an upload was made of."""
    pk = upload.answers.get("list")
    return ParticipantList.objects.filter(pk=UUID(pk)).select_related("group").first() if pk else None


def confirm(upload: Upload, found: ParticipantList, again: bool) -> None:
    """Register whoever the upload brings to the list, confirmed for the list's month: since the day that the
    list gives, where that is not later than the month, else since the month's first day."""
    assert found.month is not None
    keys = {"upload": upload.pk, "agency": upload.agency_id, "list": found.pk, "again": again}
    with connection.cursor() as cursor:
        cursor.execute(first_sql.CONFIRM, keys | {"month": found.month, "last": last_day(found.month)})


def settle(found: ParticipantList, by: Any) -> None:
    """After saving: the list is in force as the agency's first, and its month reconciled with the roster. One
    that was withdrawn meanwhile stays so, and none takes the place of a newer one."""
    same = ParticipantList.objects.filter(group=found.group, month=found.month, kind=found.kind)
    ParticipantList.objects.filter(pk=found.pk).update(is_first=True)
    found.refresh_from_db(fields=["state"])
    if found.state == ListState.READY and not same.filter(state=ListState.IN_FORCE).exists():
        force.put_in_force(lists=same.filter(pk=found.pk), by=by)
    else:
        force.reconcile_again(found=found, by=by)
