"""The figures on top of the worker list, each a link to the list behind it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages import figures
from enrolment.models import Enrolment


def tiles_of(agency: Agency, status: str | None) -> list[dict[str, Any]]:
    """How many stand on the list now, per state; nothing where nobody ever stood on it.

    `status` is the one shown beneath, None for what a search found.
    """
    counts = Enrolment.objects.for_agency(agency).counts()
    if not counts["known"]:
        return []
    confirmed = _("of whom %(n)s confirmed by BPJS") % {"n": figures.number(counts["confirmed"])}
    shown = (
        ("", _("On the list now"), counts["on_list"], "", "plain"),
        ("listed", _("Listed"), counts["listed"], _("not submitted yet"), "listed"),
        ("submitted", _("Submitted to BPJS"), counts["submitted"], _("waiting for BPJS"), "waiting"),
        ("registered", _("Registered"), counts["registered"], confirmed, "registered"),
        ("ended", _("Ended"), counts["ended"], _("no longer on the list"), "none"),
    )
    address = reverse("agency_workers", args=[agency.code])
    return [
        {
            "label": label,
            "value": value,
            "note": note,
            "tone": tone,
            "url": f"{address}?status={key}" if key else address,
            "current": status == key,
        }
        for key, label, value, note, tone in shown
    ]
