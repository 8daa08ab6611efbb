"""What waits between an agency's list and BPJS: who is to be handed in, sheets under way, who is awaited."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.access import P
from agencies.pages.figures import number, short_day
from agencies.pages.navigation import address
from contributions.coverage.items import Desk, Item, Topic
from enrolment.models import (
    Enrolment,
    Guarantor,
    OfficialSheet,
    ParticipantNumber,
    SheetKind,
    SheetRow,
    SheetState,
)


def to_submit(desk: Desk) -> Iterator[Item]:
    """Who is listed and stands in no sheet yet. Whoever has a KPJ goes into another sheet than the others,
    so each leads to the page of exactly these people."""
    counts = _listed(desk)
    if counts["fresh"]:
        text = ngettext(
            "%(count)s person is listed and not submitted to BPJS yet.",
            "%(count)s people are listed and not submitted to BPJS yet.",
            counts["fresh"],
        )
        yield _sheet(desk, SheetKind.NEW, text, counts["fresh"])
    if counts["known"]:
        text = ngettext(
            "%(count)s person with a KPJ is listed and not submitted to BPJS yet.",
            "%(count)s people with a KPJ are listed and not submitted to BPJS yet.",
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
            "%(count)s sheet with %(people)s people was made and is not uploaded to SIPP yet.",
            "%(count)s sheets with %(people)s people were made and are not uploaded to SIPP yet.",
            count,
        )
    return ngettext(
        "%(count)s sheet with %(people)s people was uploaded; SIPP's answer is not entered yet.",
        "%(count)s sheets with %(people)s people were uploaded; SIPP's answers are not entered yet.",
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
