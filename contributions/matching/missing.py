"""What a month lacks before its three sides can be laid together, and where that is done."""

import datetime as dt

from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages.navigation import Link, address
from contributions.matching.reading import Summary


def missing(agency: Agency, month: dt.date, summary: Summary) -> list[Link]:
    """A sentence each; the address is empty where there is no page for it."""
    written = f"{month:%Y-%m}"
    found = []
    if not summary.list_kind:
        words = _(
            "No list of BPJS is in force for this month: hand in Formulir 2a or the list of participants."
        )
        found.append(Link(words, address("agency_lists", agency.code)))
    elif not summary.compared:
        words = _("BPJS's list was not laid beside the worker list yet.")
        found.append(Link(words, address("agency_month", agency.code, written)))
    elif summary.list_kind != "2a":
        words = _("Only a list of participants is there: it says who, not how much. Formulir 2a says both.")
        found.append(Link(words, address("agency_lists", agency.code)))
    if not summary.computed:
        words = _("The contribution of this month was not computed here yet.")
        found.append(Link(words, address("agency_contribution_month", agency.code, written)))
    return found
