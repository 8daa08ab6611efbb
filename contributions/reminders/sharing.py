"""A reminder as a text for WhatsApp: figures and a link to the page where the thing is done. No names."""

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency, Membership, Region
from agencies.pages.figures import day
from agencies.pages.navigation import address
from contributions.coverage.figures import answered_for
from contributions.models import Reminder, ReminderKind, ReminderLetter
from contributions.reminders.facts import Facts
from contributions.reminders.wording import in_short

K = ReminderKind
P = access.P
# Where an agency does what it is reminded of: URL name, query, and who may open it.
PAGES = {
    K.NO_ROSTER: ("agency_upload_new", "", P.EDIT_ROSTER),
    K.OLD_ROSTER: ("agency_upload_new", "", P.EDIT_ROSTER),
    K.WAITING_ROWS: ("agency_waiting", "", P.SEE_PEOPLE),
    K.UNCOVERED: ("agency_workers", "?status=uncovered", P.SEE_PEOPLE),
    K.UNPAID: ("agency_contributions", "", P.SEE_FIGURES),
    K.DEMAND: ("agency_documents", "", P.SEE_RECORDS),
    K.OTHER: ("agency_letters", "", P.SEE_RECORDS),
}
# What a letter tells of the units that the agency answers for, too: theirs is on their own pages.
WITH_UNITS = (K.WAITING_ROWS, K.UNCOVERED, K.UNPAID)


def page_for(kind: str, agency: Agency) -> str:
    """The page where the agency does it. Where it answers for others its desk, which leads to theirs."""
    name, query, _needs = PAGES[ReminderKind(kind)]
    if kind in WITH_UNITS and len(answered_for(agency)) > 1:
        return f"{address('agency_home', agency.code)}#units"
    return address(name, agency.code) + query


def where_to_do_it(kind: str, agency: Agency, user: object) -> str:
    """That page for whoever reads the letter already; "" where there is none but the letter, and for those
    who may not open it."""
    needs = PAGES[ReminderKind(kind)][2]
    if kind == K.OTHER or not access.may(user, needs, agency):
        return ""
    return page_for(kind, agency)


def message(letter: ReminderLetter, reminder: Reminder, request: HttpRequest, phone: str) -> str:
    """In the language of the reminder. Without the `phone` of somebody who keeps the list it is handed on by
    whoever gets it, who may not save one: then it leads to the agency's desk."""
    with translation.override(reminder.language):
        facts = Facts.thawed(letter.figures)
        parts = [
            _("%(region)s to %(agency)s: %(subject)s.")
            % {
                "region": reminder.signer.get("office") or reminder.region.name,
                "agency": letter.figures.get("name", ""),
                "subject": reminder.subject.rstrip("."),
            },
            _("On %(day)s: %(figures)s.")
            % {"day": day(reminder.as_of), "figures": in_short(reminder.kind, facts)},
        ]
        if reminder.answer_by:
            parts.append(_("Please answer by %(day)s.") % {"day": day(reminder.answer_by)})
        page = page_for(reminder.kind, letter.agency)
        if not phone and PAGES[ReminderKind(reminder.kind)][2] == P.EDIT_ROSTER:
            page = address("agency_home", letter.agency.code)
        url = request.build_absolute_uri(page)
        return "\n".join([*parts, _("Open: %(url)s") % {"url": url}])


def phone_of(agency: Agency) -> str:
    """The number of somebody who keeps the agency's list, if one is known."""
    held = access.list_keepers(Membership.objects.filter(agency=agency).on(timezone.localdate()))
    known = held.exclude(user__phone="").order_by("pk").values_list("user__phone", flat=True)
    return known.first() or ""


def overview(reminder: Reminder, region: Region) -> str:
    """What stands of a reminder, to be handed on: counts only. `reminder` comes from `with_counts`."""
    words = {
        "subject": reminder.subject,
        "region": region.name,
        "n": reminder.n,  # type: ignore[attr-defined]
        "sent": reminder.sent,  # type: ignore[attr-defined]
        "answered": reminder.answered,  # type: ignore[attr-defined]
        "overdue": reminder.overdue,  # type: ignore[attr-defined]
    }
    text = _(
        "%(region)s, reminder “%(subject)s”: %(n)s letters, %(sent)s sent, %(answered)s answered,"
        " %(overdue)s overdue."
    )
    return text % words
