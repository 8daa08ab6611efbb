"""What is said beside an entry."""

from django.utils.translation import gettext as _

from agencies.pages import figures
from contributions.matching.reading import Entry
from enrolment.models import EndReason


def ended_words(entry: Entry) -> str:
    """`left 15 Jan 2020, Resigned`; empty for who has not left."""
    if entry.ended_on is None:
        return ""
    words = _("left %(day)s") % {"day": figures.short_day(entry.ended_on)}
    return f"{words}, {EndReason(entry.end_reason).label}" if entry.end_reason else words


def note_of(entry: Entry) -> str:
    """Everything about an entry that its figures do not say."""
    found = [ended_words(entry)]
    if entry.times > 1:
        found.append(_("on BPJS's lists %(n)s times") % {"n": figures.number(entry.times)})
    if entry.proposed:
        found.append(_("found by the name only, not confirmed"))
    if entry.corrections:
        found.append(_("of ours %(amount)s correction") % {"amount": figures.rupiah(entry.corrections)})
    if entry.row is not None and entry.theirs is None:
        found.append(_("BPJS's list tells no amount"))
    return " · ".join(filter(None, found))
