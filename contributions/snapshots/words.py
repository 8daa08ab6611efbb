"""Sentences about frozen figures."""

from typing import Any

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


def taken_words(snapshot: Snapshot) -> str:
    """When and by whom: `1 Feb 2026, at night`, or the name of who did it by hand."""
    day = figures.short_day(timezone.localtime(snapshot.taken_at).date())
    who: Any = snapshot.taken_by
    return f"{day} · {who.get_full_name() or who.username if who else _('by itself')}"
