"""What waits between an agency's list and BPJS: who is to be handed in, sheets under way, who is awaited."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import P
from agencies.models import Agency
from agencies.pages.figures import number, short_day
from agencies.pages.navigation import address
from contributions.billing.due import after, month_of
from contributions.coverage.items import Desk, Item, Topic
from enrolment.models import (
    EndReason,
    Enrolment,
    Guarantor,
    OfficialSheet,
    ParticipantNumber,
    SheetKind,
    SheetRow,
    SheetState,
)
from enrolment.sipp.candidates import Whom, candidates

MONTHS_BACK = 2  # of whoever left earlier BPJS's own lists have told since


def to_submit(desk: Desk) -> Iterator[Item]:
    """Who is listed and stands in no sheet yet. Whoever has a KPJ goes into another sheet than the others,
    so each leads to the page of exactly these people."""
    counts = _listed(desk)
    if counts["fresh"]:
        text = ngettext(
            "Submit %(count)s person to BPJS: listed and not handed in yet.",
            "Submit %(count)s people to BPJS: listed and not handed in yet.",
            counts["fresh"],
        )
        yield _sheet(desk, SheetKind.NEW, text, counts["fresh"])
    if counts["known"]:
        text = ngettext(
            "Submit %(count)s person who has a KPJ to BPJS: listed and not handed in yet.",
            "Submit %(count)s people who have a KPJ to BPJS: listed and not handed in yet.",
            counts["known"],
        )
        yield _sheet(desk, SheetKind.CONTINUING, text, counts["known"])


def _listed(desk: Desk) -> dict[str, int]:
    spells = Enrolment.objects.for_agency(desk.agency).open().filter(state="listed")
    numbers = ParticipantNumber.objects.filter(agency=desk.agency, nik=OuterRef("worker__nik"))
    known = Q(kpj__gt="") | Q(worker__kpj__gt="") | Exists(numbers)
    made = SheetRow.objects.filter(
        agency=desk.agency, enrolment_id=OuterRef("pk"), sheet__state=SheetState.MADE
    )
    waiting = spells.exclude(worker__guarantor=Guarantor.TASPEN).exclude(Exists(made))
    return waiting.aggregate(fresh=Count("pk", filter=~known), known=Count("pk", filter=known))


def _sheet(desk: Desk, kind: SheetKind, text: str, count: int) -> Item:
    url = address("agency_sheets_ready", desk.agency.code, kind)
    action = desk.button(P.SUBMIT, _("Make the SIPP sheet"))
    return Item(text % {"count": number(count)}, action, url, "send", topic=Topic.BPJS, needs=P.SUBMIT)


def leaving(desk: Desk) -> Iterator[Item]:
    """Who was registered, left in this month or the two before it, and was told to BPJS in no sheet. The dead
    are no part of it: their claim comes first."""
    since = after(month_of(desk.today), -MONTHS_BACK)
    count = _left(desk.agency, since, desk.today)
    if count:
        text = ngettext(
            "Report %(count)s person who left to BPJS: contributions are billed until then.",
            "Report %(count)s people who left to BPJS: contributions are billed until then.",
            count,
        ) % {"count": number(count)}
        url = f"{address('agency_sheets_ready', desk.agency.code, SheetKind.LEAVING)}?since={since}"
        action = desk.button(P.SUBMIT, _("Make the SIPP sheet"))
        yield Item(text, action, url, "user-off", topic=Topic.BPJS, needs=P.SUBMIT)


def _left(agency: Agency, since: dt.date, today: dt.date) -> int:
    """Those whom the page of that sheet shows. One short statement where nobody has left."""
    gone = Enrolment.objects.for_agency(agency).filter(ended_on__gte=since, registered_on__isnull=False)
    if not gone.exists():
        return 0
    found = candidates(agency, SheetKind.LEAVING, today, Whom(since))
    return sum(not (one.in_sheet or one.sent or one.end_reason == EndReason.DIED) for one in found)


def sheets(desk: Desk) -> Iterator[Item]:
    """Sheets that were made and not uploaded to SIPP, and those whose answer nobody has entered."""
    states = {
        SheetState.MADE: (_("Upload it to SIPP"), "upload"),
        SheetState.UPLOADED: (_("Enter the answer"), "clipboard-check"),
    }
    found = OfficialSheet.objects.for_agency(desk.agency).filter(state__in=states)
    rows = found.order_by("-made_at").values_list("state", "pk", "rows")
    for state, (action, icon) in states.items():
        ours = [(pk, people) for at, pk, people in rows if at == state]
        if ours:
            one = address("agency_sheet", desk.agency.code, str(ours[0][0]))
            url = one if len(ours) == 1 else address("agency_sheets", desk.agency.code)
            text = _sheet_words(state, len(ours)) % {
                "count": number(len(ours)),
                "people": number(sum(people for _pk, people in ours)),
            }
            yield Item(text, desk.button(P.SUBMIT, action), url, icon, topic=Topic.BPJS, needs=P.SUBMIT)


def _sheet_words(state: str, count: int) -> str:
    if state == SheetState.MADE:
        return ngettext(
            "Upload %(count)s sheet with %(people)s people to SIPP.",
            "Upload %(count)s sheets with %(people)s people to SIPP.",
            count,
        )
    return ngettext(
        "Enter SIPP's answer to %(count)s sheet with %(people)s people.",
        "Enter SIPP's answers to %(count)s sheets with %(people)s people.",
        count,
    )


def submitted(desk: Desk) -> Iterator[Item]:
    """Who waits for BPJS; those in a sheet whose answer is open are asked for there."""
    open_sheets = SheetRow.objects.filter(
        agency=desk.agency, enrolment_id=OuterRef("pk"), sheet__state=SheetState.UPLOADED
    )
    spells = Enrolment.objects.for_agency(desk.agency).open().filter(state="submitted")
    found = spells.exclude(Exists(open_sheets)).aggregate(count=Count("pk"), since=Min("submitted_on"))
    count, since = found["count"], found["since"]
    if count:
        text = ngettext(
            "%(count)s person submitted on %(day)s is not registered yet.",
            "%(count)s people submitted since %(day)s are not registered yet.",
            count,
        ) % {"count": number(count), "day": _day(since)}
        url = f"{address('agency_workers', desk.agency.code)}?status=submitted"
        action = desk.button(P.REGISTER, _("Mark as registered"))
        yield Item(text, action, url, "hourglass", topic=Topic.BPJS, needs=P.REGISTER)


def _day(day: dt.date | None) -> str:
    return short_day(day) if day else "–"


def of_units(desk: Desk) -> Iterator[Item]:
    """Who is not registered yet in the units that the agency answers for: done on their own pages."""
    count = sum(max(0, (unit.staff.listed or 0) - unit.staff.covered) for unit in desk.one.children)
    if count:
        text = ngettext(
            "%(count)s person of the units it answers for is not registered yet.",
            "%(count)s people of the units it answers for are not registered yet.",
            count,
        ) % {"count": number(count)}
        yield Item(text, _("See the units"), "#units", "building", topic=Topic.BPJS)
