"""The way into everything between the list and BPJS: one page of cards, each with what waits there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from agencies import access
from agencies.groups.queries import groups_of
from agencies.models import Agency
from agencies.pages.figures import number
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import address
from enrolment.cards import queries as cards
from enrolment.identity import queries as identity
from enrolment.models import (
    BenefitClaim,
    Difference,
    Enrolment,
    Guarantor,
    ListState,
    OfficialSheet,
    ParticipantList,
    SheetState,
)


@dataclass(frozen=True)
class Card:
    """Where it leads, what is done there, and what waits: `count` people or files, 0 for nothing."""

    title: str | Promise
    text: str | Promise
    url: str
    icon: str
    waits: str = ""


# (title, what is done there, URL name, query, icon, what waits)
Kind = tuple[Promise, Promise, str, str, str, Callable[[Agency], str]]


def to_submit(agency: Agency) -> str:
    count = (
        Enrolment.objects.for_agency(agency)
        .open()
        .filter(state="listed")
        .exclude(worker__guarantor=Guarantor.TASPEN)
        .count()
    )
    said = ngettext("%(n)s person to hand to BPJS", "%(n)s people to hand to BPJS", count)
    return said % {"n": number(count)} if count else ""


def submitted(agency: Agency) -> str:
    count = Enrolment.objects.for_agency(agency).open().filter(state="submitted").count()
    said = ngettext("%(n)s person waits for BPJS's answer", "%(n)s people wait for BPJS's answer", count)
    return said % {"n": number(count)} if count else ""


def unanswered(agency: Agency) -> str:
    states = [SheetState.MADE, SheetState.UPLOADED]
    count = OfficialSheet.objects.for_agency(agency).filter(state__in=states).count()
    said = ngettext(
        "%(n)s sheet without the portal's answer", "%(n)s sheets without the portal's answer", count
    )
    return said % {"n": number(count)} if count else ""


def lists(agency: Agency) -> str:
    waiting = [ListState.UNMATCHED, ListState.UNPLACED, ListState.READY]
    count = ParticipantList.objects.for_agency(agency).filter(state__in=waiting).count()
    said = ngettext("%(n)s list waits for you", "%(n)s lists wait for you", count)
    return said % {"n": number(count)} if count else ""


def differences(agency: Agency) -> str:
    open_months = Difference.objects.for_agency(agency).filter(month__closed_at=None)
    count = open_months.undecided().count()
    said = ngettext("%(n)s undecided difference", "%(n)s undecided differences", count)
    return said % {"n": number(count)} if count else ""


def unchecked(agency: Agency) -> str:
    count = identity.counts(agency)[identity.UNCHECKED]
    said = ngettext("%(n)s person not checked yet", "%(n)s people not checked yet", count)
    return said % {"n": number(count)} if count else ""


def in_hand(agency: Agency) -> str:
    count = cards.counts(agency)[cards.RECEIVED]
    said = ngettext("%(n)s card to hand over", "%(n)s cards to hand over", count)
    return said % {"n": number(count)} if count else ""


def claims(agency: Agency) -> str:
    count = BenefitClaim.objects.for_agency(agency).open().count()
    said = ngettext("%(n)s open claim", "%(n)s open claims", count)
    return said % {"n": number(count)} if count else ""


def without_npp(agency: Agency) -> str:
    return _("NPP not given yet") if groups_of(agency).filter(npp="").exists() else ""


KINDS: tuple[Kind, ...] = (
    (
        gettext_lazy("Hand to BPJS"),
        gettext_lazy("Who is listed and not submitted yet. Choose them and mark the day."),
        "agency_workers", "status=listed", "send", to_submit,
    ),
    (
        gettext_lazy("Waiting for BPJS"),
        gettext_lazy("Who is submitted: mark as registered, or take the submission back."),
        "agency_workers", "status=submitted", "hourglass", submitted,
    ),
    (
        gettext_lazy("Official sheets"),
        gettext_lazy("The files of BPJS's portal, made from the list; its answers come back here."),
        "agency_sheets", "", "file-spreadsheet", unanswered,
    ),
    (
        gettext_lazy("BPJS's lists"),
        gettext_lazy("Formulir 2a and the participant list: hand them in, lay them beside the list."),
        "agency_lists", "", "upload", lists,
    ),
    (
        gettext_lazy("Reconciliation"),
        gettext_lazy("Month by month: what differs, whose turn it is, closing."),
        "agency_months", "", "adjustments-horizontal", differences,
    ),
    (
        gettext_lazy("Claims"),
        gettext_lazy("Work accidents and deaths: papers, deadline, what the family got."),
        "agency_claims", "", "alert-circle", claims,
    ),
    (
        gettext_lazy("Identity checks"),
        gettext_lazy("A list for the civil registry, and its answer."),
        "agency_identity", "", "user", unchecked,
    ),
    (
        gettext_lazy("Cards and certificates"),
        gettext_lazy("Cards received and handed over; a certificate for each worker."),
        "agency_cards", "", "clipboard-check", in_hand,
    ),
    (
        gettext_lazy("NPP and programmes"),
        gettext_lazy("What BPJS knows the agency by, its programmes by month, the codes of its forms."),
        "agency_groups", "", "list-details", without_npp,
    ),
    (
        gettext_lazy("Changes of many"),
        gettext_lazy("Category, guarantor, contracts: what was changed by which SK, and taking it back."),
        "agency_changes", "", "history", lambda agency: "",
    ),
)  # fmt: skip


def cards_of(agency: Agency) -> list[Card]:
    """A card for each page that exists, in the order of the work. A query each, whatever the list's size."""
    found = []
    for title, text, name, query, icon, waits in KINDS:
        if url := address(name, agency.code):
            found.append(Card(title, text, f"{url}?{query}" if query else url, icon, waits(agency)))
    return found


@access.agency_view(access.P.SEE_PEOPLE)
@require_safe
def agency_enrolment(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The tab: where the agency stands with BPJS, and where to go on."""
    context = {
        "nav": agency_frame(request, agency, "agency_enrolment"),
        "agency": agency,
        "counts": Enrolment.objects.for_agency(agency).counts(),
        "cards": cards_of(agency),
        "workers_url": address("agency_workers", agency.code),
    }
    return render(request, "enrolment/workers/entry.html", context)
