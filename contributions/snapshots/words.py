"""Sentences about frozen figures."""

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.pages import figures
from contributions.models import Snapshot


def told_words(snapshot: Snapshot) -> str:
    """Of whom it was known whether they are active."""
    if snapshot.listed is None:
        return _("no data yet")
    told = snapshot.registered - snapshot.unknown
    if not told:
        return _("not known: contributions were not kept here") if snapshot.registered else ""
    if not snapshot.unknown:
        return _("of %(registered)s registered") % {"registered": figures.number(snapshot.registered)}
    return _("known of %(told)s of %(registered)s registered") % {
        "told": figures.number(told),
        "registered": figures.number(snapshot.registered),
    }


def taken_words(snapshot: Snapshot) -> tuple[str, str]:
    """The day, and who did it by hand or that it happened by itself."""
    day = figures.short_day(timezone.localtime(snapshot.taken_at).date())
    who = snapshot.taken_by
    name = str(who) if who else _("by itself")
    return day, name
