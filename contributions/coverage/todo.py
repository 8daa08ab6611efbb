"""What waits for an agency: the first thing its people see, and a list that empties as they work."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency
from agencies.pages.figures import number, short_day
from agencies.pages.navigation import address
from contributions.coverage import todo_demands, todo_months
from contributions.coverage.funnel import AgencyCoverage
from contributions.coverage.items import Item
from contributions.reminders.todo import letters_waiting
from enrolment.cases import queries as cases
from enrolment.models import ProposedExit, Upload, UploadKind, UploadState, Worker
from enrolment.rosters.city import comparing
from enrolment.rosters.waiting import queries
from enrolment.workers.changes.actions import expired

OPEN = (UploadState.RECEIVED, UploadState.CHECKED, UploadState.SAVING)
TAKEN_BACK = (UploadState.UNDOING, UploadState.REDOING)


def desk(agency: Agency, one: AgencyCoverage, *, may_edit: bool) -> dict[str, Any]:
    """What the agency's page shows to those who see its people: what waits, and the last upload."""
    return {
        "people": True,
        "todo": waiting_for(agency, one, may_edit=may_edit),
        "upload": last_upload(agency),
    }


def waiting_for(agency: Agency, one: AgencyCoverage, *, may_edit: bool) -> list[Item]:
    """What waits for this agency, most pressing first; `one` are its figures of today."""
    uploads = list(
        Upload.objects.for_agency(agency)
        .filter(state__in=[*OPEN, *TAKEN_BACK])
        .defer("summary")
        .order_by("-uploaded_at")[:20]
    )
    return [
        *letters_waiting(agency, timezone.localdate()),
        *first_list(agency, one, uploads, may_edit),
        *at_work(agency, uploads),
        *unsaved(agency, uploads),
        *bad_rows(agency),
        *todo_months.asked(agency, may_edit),
        *todo_demands.asked(agency, may_edit),
        *todo_months.late_claims(agency),
        *todo_months.differing(agency, may_edit),
        *compared(agency),
        *exits(agency, may_edit),
        *doubles(agency),
        *contracts(agency, may_edit),
        *unregistered(agency, one),
    ]


def first_list(agency: Agency, one: AgencyCoverage, uploads: list[Upload], may_edit: bool) -> Iterator[Item]:
    """No list at all, and none on its way; a declared zero is an answer too."""
    if one.has_roster or one.declared == 0 or any(upload.state in OPEN for upload in uploads):
        return
    url = address("agency_upload_new", agency.code) if may_edit else ""
    yield Item(_("There is no list of workers yet."), _("Upload the list"), url, "upload")


def at_work(agency: Agency, uploads: list[Upload]) -> Iterator[Item]:
    """What the background worker has: to be found again by whoever left its page."""
    words = {
        UploadState.RECEIVED: _("%(file)s is being read."),
        UploadState.SAVING: _("%(file)s is being saved."),
        UploadState.UNDOING: _("%(file)s is being undone."),
        UploadState.REDOING: _("%(file)s is being brought back to the list."),
    }
    for upload in uploads:
        if upload.state in words:
            text = words[upload.state] % {"file": upload.file_name}
            yield Item(text, _("See how far it is"), page_of(agency, upload), "hourglass")


def unsaved(agency: Agency, uploads: list[Upload]) -> Iterator[Item]:
    for upload in uploads:
        if upload.state == UploadState.CHECKED:
            text = _("%(file)s of %(day)s has been checked but not saved.")
            if upload.only_adds:
                text = _("The city's file %(file)s of %(day)s has a list for you: it waits to be confirmed.")
            words = {"file": upload.file_name, "day": short_day(timezone.localdate(upload.uploaded_at))}
            yield Item(text % words, _("Look and save"), page_of(agency, upload), "hourglass")


def bad_rows(agency: Agency) -> Iterator[Item]:
    """Rows of all saved uploads: those that a newer whole list superseded wait no longer."""
    count = queries.rows_saved_later(agency)
    if count:
        text = ngettext(
            "%(count)s row of a saved upload could not be saved yet.",
            "%(count)s rows of saved uploads could not be saved yet.",
            count,
        ) % {"count": number(count)}
        yield Item(text, _("Fix"), address("agency_waiting", agency.code), "alert-circle")


def compared(agency: Agency) -> Iterator[Item]:
    """Who stands on the city's newest list of its own and not on the agency's."""
    upload = comparing.in_force(agency.region)
    count = sum(one.theirs for one in comparing.sides_of(upload, [agency])) if upload else 0
    if upload and count:
        text = ngettext(
            "%(count)s person on the list of %(source)s, %(day)s, is not on yours.",
            "%(count)s people on the list of %(source)s, %(day)s, are not on yours.",
            count,
        )
        words = {"source": upload.answers["source"], "day": short_day(upload.roster_date)}
        url = address("agency_comparison", agency.code, str(upload.pk))
        yield Item(text % {"count": number(count), **words}, _("See who"), url, "users")


def exits(agency: Agency, may_edit: bool) -> Iterator[Item]:
    proposals: QuerySet = ProposedExit.objects.filter(agency=agency, decided_at=None)
    count = proposals.aggregate(count=Count("pk"))["count"]
    if count:
        text = ngettext(
            "%(count)s person was not in the newest list and is proposed to leave.",
            "%(count)s people were not in the newest list and are proposed to leave.",
            count,
        ) % {"count": number(count)}
        url = address("agency_exits", agency.code) if may_edit else ""
        yield Item(text, _("Decide"), url, "user-off")


def doubles(agency: Agency) -> Iterator[Item]:
    """NIKs to be corrected here, and people on another list too, which somebody else decides."""
    url = address("agency_cases", agency.code)
    if count := cases.wrong_niks(agency).count():
        text = ngettext(
            "%(count)s NIK on the list is somebody else's and has to be corrected.",
            "%(count)s NIKs on the list are somebody else's and have to be corrected.",
            count,
        )
        yield Item(text % {"count": number(count)}, _("Correct"), url, "alert-circle")
    if count := cases.open_of_agency(agency):
        text = ngettext(
            "%(count)s person is on another agency's list too; it is being decided.",
            "%(count)s people are on another agency's list too; it is being decided.",
            count,
        )
        yield Item(text % {"count": number(count)}, _("Look"), url, "users")


def contracts(agency: Agency, may_edit: bool) -> Iterator[Item]:
    """Contracts that ran out: the SK was extended, or the people left; neither happens by itself."""
    count = expired(Worker.objects.for_agency(agency).on_the_list(), timezone.localdate()).count()
    if count:
        text = ngettext(
            "The contract of %(count)s person on the list has run out.",
            "The contracts of %(count)s people on the list have run out.",
            count,
        ) % {"count": number(count)}
        page, query = ("workers_contracts", "ends") if may_edit else ("agency_workers", "contract")
        url = address(page, agency.code)
        yield Item(text, _("Extend the SK") if may_edit else _("See who"), f"{url}?{query}=over", "calendar")


def unregistered(agency: Agency, one: AgencyCoverage) -> Iterator[Item]:
    count = (one.staff.listed or 0) - one.staff.covered
    if count > 0:
        text = ngettext(
            "%(count)s person is listed but not registered yet.",
            "%(count)s people are listed but not registered yet.",
            count,
        ) % {"count": number(count)}
        people = address("agency_workers", agency.code)
        yield Item(text, _("See who"), people and f"{people}?status=uncovered", "users")


def last_upload(agency: Agency) -> Upload | None:
    """The newest list handed in, whatever became of it; corrected rows belong to the list they correct."""
    uploads = Upload.objects.for_agency(agency).exclude(kind=UploadKind.CORRECTION)
    return uploads.select_related("uploaded_by").defer("summary").order_by("-uploaded_at").first()


def page_of(agency: Agency, upload: Upload) -> str:
    return address("upload_detail", agency.code, str(upload.pk))
