"""What waits about an agency's list: handing it in, saving it, mending it, who left, the statement."""

from collections.abc import Iterator, Sequence

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import P
from agencies.models import Agency
from agencies.pages.figures import number, short_day
from agencies.pages.navigation import address
from contributions.billing.due import month_of
from contributions.coverage.items import Desk, Item, Topic, Urgency
from enrolment.cases import queries as cases
from enrolment.models import (
    ProposedExit,
    RosterStatement,
    RowKind,
    StagedKind,
    Upload,
    UploadKind,
    UploadState,
    Worker,
)
from enrolment.rosters.city import comparing
from enrolment.rosters.staging import version_of
from enrolment.rosters.waiting import queries
from enrolment.workers.changes.actions import expired
from enrolment.workers.wording import month_name

OPEN = (UploadState.RECEIVED, UploadState.CHECKED, UploadState.SAVING)
LAST_FEW = 5
TAKEN_BACK = (UploadState.UNDOING, UploadState.REDOING)


def under_way(agency: Agency) -> list[Upload]:
    """Files that are not saved yet, or are being saved or taken back; the newest first."""
    uploads = Upload.objects.for_agency(agency).filter(state__in=[*OPEN, *TAKEN_BACK])
    return list(uploads.defer("summary").order_by("-uploaded_at")[:20])


def first_list(desk: Desk, uploads: Sequence[Upload]) -> Iterator[Item]:
    """No list at all, and none on its way; a declared zero is an answer too. An agency that has ended is
    asked for none."""
    if not desk.agency.exists_on(desk.today):
        return
    if desk.one.has_roster or desk.one.declared == 0 or any(upload.state in OPEN for upload in uploads):
        return
    url = address("agency_upload_new", desk.agency.code) if desk.may(P.EDIT_ROSTER) else ""
    text = _("Upload the list of workers, or declare that there are none.")
    yield Item(text, _("Upload the list"), url, "upload", Urgency.STOPS, needs=P.EDIT_ROSTER)


def left_behind(desk: Desk) -> Iterator[Item]:
    """People on the list of an agency that has ended: they count as its own until somebody says where they
    went."""
    people = (desk.one.staff.listed or 0) + (desk.one.community.listed or 0)
    if not people or not desk.agency.has_ended(desk.today):
        return
    text = ngettext(
        "This agency ended on %(day)s, but %(count)s person is still on its list: record who moved or left.",
        "This agency ended on %(day)s, but %(count)s people are still on its list: record who moved or left.",
        people,
    ) % {"day": short_day(desk.agency.valid_to), "count": number(people)}
    action = desk.button(P.EDIT_ROSTER, _("Record"))
    url = address("agency_workers", desk.agency.code)
    yield Item(text, action, url, "users", Urgency.STOPS, needs=P.EDIT_ROSTER)


def old_list(desk: Desk, uploads: Sequence[Upload]) -> Iterator[Item]:
    """A list of an earlier month, for which nobody has said that nothing changed since. A list entered by
    hand bears no date and is asked for nothing."""
    day = desk.one.roster_date
    if day is None or day >= month_of(desk.today) or not desk.agency.exists_on(desk.today):
        return
    if any(upload.state in OPEN for upload in uploads):
        return
    text = _(
        "Upload the list of %(month)s, or say that nothing changed: the newest one is of %(day)s."
    ) % {"day": short_day(day), "month": month_name(desk.today)}  # fmt: skip
    url = address("upload_nil", desk.agency.code) if desk.may(P.EDIT_ROSTER) else ""
    yield Item(text, _("Nothing changed"), url, "calendar", needs=P.EDIT_ROSTER)


def at_work(desk: Desk, uploads: Sequence[Upload]) -> Iterator[Item]:
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
            url = page_of(desk.agency, upload)
            yield Item(text, _("See how far it is"), url, "hourglass", Urgency.UNDER_WAY, named=True)


def unsaved(desk: Desk, uploads: Sequence[Upload]) -> Iterator[Item]:
    for upload in uploads:
        if upload.state == UploadState.CHECKED:
            text = _("%(file)s of %(day)s has been checked but not saved.")
            if upload.only_adds:
                text = _("The city's file %(file)s of %(day)s has a list for you: it waits to be confirmed.")
            words = {"file": upload.file_name, "day": short_day(timezone.localdate(upload.uploaded_at))}
            yield Item(
                text % words, desk.button(P.EDIT_ROSTER, _("Look and save")), page_of(desk.agency, upload),
                "hourglass", Urgency.STOPS, needs=P.EDIT_ROSTER, named=True,
            )  # fmt: skip


def bad_rows(desk: Desk) -> Iterator[Item]:
    """Rows of all saved uploads: those that a newer whole list superseded wait no longer."""
    count = queries.rows_saved_later(desk.agency)
    if count:
        text = ngettext(
            "Fix %(count)s row that could not be saved yet.",
            "Fix %(count)s rows that could not be saved yet.",
            count,
        ) % {"count": number(count)}
        url = address("agency_waiting", desk.agency.code)
        action = desk.button(P.EDIT_ROSTER, _("Fix"))
        yield Item(text, action, url, "alert-circle", Urgency.STOPS, needs=P.EDIT_ROSTER)


def mended(desk: Desk) -> Iterator[Item]:
    """Rows of saved uploads that were fixed since and are not on the list: they ask to be saved. A newer
    whole list takes the place of older rows, so the last few uploads are all that can have any."""
    saved = Upload.objects.for_agency(desk.agency).filter(state=UploadState.APPLIED, kind=UploadKind.LIST)
    newest = list(saved.order_by("-applied_at").values_list("pk", flat=True)[:LAST_FEW])
    kinds = StagedKind.objects.filter(
        upload__in=newest, fixed_later=True, kind__in=[RowKind.NEW, RowKind.CHANGED]
    )
    for upload, count in kinds.order_by().values_list("upload").annotate(count=Count("pk")):
        text = ngettext(
            "Save %(rows)s fixed row to the list.",
            "Save %(rows)s fixed rows to the list.",
            count,
        ) % {"rows": number(count)}
        url = address("upload_detail", desk.agency.code, str(upload))
        action = desk.button(P.EDIT_ROSTER, _("Look and save"))
        yield Item(text, action, url, "hourglass", Urgency.STOPS, needs=P.EDIT_ROSTER)


def compared(desk: Desk) -> Iterator[Item]:
    """Who stands on the city's newest list of its own and not on the agency's."""
    upload = comparing.in_force(desk.agency.region)
    count = sum(one.theirs for one in comparing.sides_of(upload, [desk.agency])) if upload else 0
    if upload and count:
        text = ngettext(
            "%(count)s person on the list of %(source)s, %(day)s, is not on yours.",
            "%(count)s people on the list of %(source)s, %(day)s, are not on yours.",
            count,
        )
        words = {"source": upload.answers["source"], "day": short_day(upload.roster_date)}
        url = address("agency_comparison", desk.agency.code, str(upload.pk))
        text %= {"count": number(count), **words}
        yield Item(text, _("See who"), url, "users", needs=P.EDIT_ROSTER)


def exits(desk: Desk) -> Iterator[Item]:
    proposals: QuerySet = ProposedExit.objects.filter(agency=desk.agency, decided_at=None)
    count = proposals.aggregate(count=Count("pk"))["count"]
    if count:
        text = ngettext(
            "Decide about %(count)s person who was not in the newest list and is proposed to leave.",
            "Decide about %(count)s people who were not in the newest list and are proposed to leave.",
            count,
        ) % {"count": number(count)}
        url = address("agency_exits", desk.agency.code) if desk.may(P.EDIT_ROSTER) else ""
        yield Item(text, _("Decide"), url, "user-off", needs=P.EDIT_ROSTER)


def doubles(desk: Desk) -> Iterator[Item]:
    """NIKs to be corrected here, and people on another list too, which somebody else decides."""
    url = address("agency_cases", desk.agency.code)
    if count := cases.wrong_niks(desk.agency).count():
        text = ngettext(
            "Correct %(count)s NIK on the list that is somebody else's.",
            "Correct %(count)s NIKs on the list that are somebody else's.",
            count,
        )
        action = desk.button(P.EDIT_ROSTER, _("Correct"))
        yield Item(
            text % {"count": number(count)}, action, url, "alert-circle", Urgency.STOPS, needs=P.EDIT_ROSTER
        )
    if count := cases.open_of_agency(desk.agency):
        text = ngettext(
            "%(count)s person is on another agency's list too; it is being decided.",
            "%(count)s people are on another agency's list too; it is being decided.",
            count,
        )
        yield Item(text % {"count": number(count)}, _("Look"), url, "users", Urgency.UNDER_WAY)


def contracts(desk: Desk) -> Iterator[Item]:
    """Contracts that ran out: the SK was extended, or the people left; neither happens by itself."""
    people = Worker.objects.for_agency(desk.agency).on_the_list()
    count = expired(people, desk.today).count()
    if count:
        text = ngettext(
            "Extend the contract of %(count)s person, or let them leave: it has run out.",
            "Extend the contracts of %(count)s people, or let them leave: they have run out.",
            count,
        ) % {"count": number(count)}
        may = desk.may(P.EDIT_ROSTER)
        page, query = ("workers_contracts", "ends") if may else ("agency_workers", "contract")
        url = f"{address(page, desk.agency.code)}?{query}=over"
        yield Item(
            text, _("Extend the SK") if may else _("See who"), url, "calendar", needs=P.EDIT_ROSTER
        )  # fmt: skip


def statement(desk: Desk) -> Iterator[Item]:
    """The newest statement (SPTJM) that was made and not signed. Where the list moved on since, signing it
    helps nobody: a new one is asked for."""
    newest = RosterStatement.objects.for_agency(desk.agency).order_by("-made_at").first()
    if newest is None or newest.scan_stored_name:
        return
    words = {"day": short_day(timezone.localdate(newest.made_at)), "name": newest.signer_name}
    if version_of(desk.agency.pk) != newest.roster_version:
        text = _("The list has changed since the statement of %(day)s was made, which nobody has signed.")
        url = address("agency_statement_new", desk.agency.code) if desk.may(P.STATE_ROSTER) else ""
        action = _("Make a new one")
    else:
        text = _("The statement for the list, made on %(day)s, waits for the signature of %(name)s.")
        url = address("statement_detail", desk.agency.code, str(newest.pk))
        action = desk.button(P.STATE_ROSTER, _("Print and sign"))
    yield Item(text % words, action, url, "clipboard-check", topic=Topic.PAPER, needs=P.STATE_ROSTER)


def page_of(agency: Agency, upload: Upload) -> str:
    return address("upload_detail", agency.code, str(upload.pk))
