"""A reminder as a text for WhatsApp: figures and a link to the page where the thing is done. No names."""

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency, Membership, Region
from agencies.pages.figures import day
from agencies.pages.navigation import address
from contributions.models import Reminder, ReminderKind, ReminderLetter
from contributions.reminders.facts import Facts
from contributions.reminders.wording import in_short

K = ReminderKind
# Where an agency does what it is reminded of: URL name, query.
PAGES = {
    K.NO_ROSTER: ("agency_upload_new", ""),
    K.OLD_ROSTER: ("agency_upload_new", ""),
    K.WAITING_ROWS: ("agency_waiting", ""),
    K.UNCOVERED: ("agency_workers", "?status=uncovered"),
    K.UNPAID: ("agency_contributions", ""),
    K.DEMAND: ("agency_documents", ""),
    K.OTHER: ("agency_letters", ""),
}


def page_for(kind: str, agency: Agency) -> str:
    """The page where the agency does it; its letters where there is no such page."""
    name, query = PAGES[ReminderKind(kind)]
    found = address(name, agency.code)
    return found + query if found else address("agency_letters", agency.code)


def where_to_do_it(kind: str, agency: Agency) -> str:
    """That page for whoever reads the letter already; "" where there is none but the letter."""
    found = page_for(kind, agency)
    return found if found != address("agency_letters", agency.code) else ""


def message(letter: ReminderLetter, reminder: Reminder, request: HttpRequest) -> str:
    """In the language of the reminder."""
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
        url = request.build_absolute_uri(page_for(reminder.kind, letter.agency))
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
