"""What contributions add to the closing of a month: it must be paid; the three-way figures are kept."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages import figures
from agencies.pages.navigation import Link, address
from contributions.matching.buckets import Bucket
from contributions.matching.reading import Sums, summaries
from contributions.matching.wording import amount_of
from contributions.models import Assessment, AssessmentState
from enrolment.reconciliation.closing.parts import Part, Told
from enrolment.workers.wording import month_name


def unpaid(agency: Agency, month: dt.date) -> list[Link]:
    """The groups whose computed month is not paid in full: those that the agency owns, and those of others
    that pay for people of its own. (`month_is_paid` in the database holds the former.)"""
    own = Q(agency=agency) | Q(lines__agency=agency)
    found = Assessment.objects.filter(own, month=month, paid__lt=F("owed"))
    found = found.exclude(state=AssessmentState.MISSING).select_related("group", "agency")
    return [_sentence(one, agency) for one in found.distinct().order_by("group__name", "pk")]


def _sentence(one: Assessment, agency: Agency) -> Link:
    words = _(
        "The contribution of %(month)s is not paid: %(group)s still has %(left)s open (owed %(owed)s, paid"
        " %(paid)s)."
    ) % {
        "month": month_name(one.month),
        "group": one.group if one.agency_id == agency.pk else f"{one.group} ({one.agency})",
        "left": figures.rupiah(one.balance),
        "owed": figures.rupiah(one.owed),
        "paid": figures.rupiah(one.paid),
    }
    return Link(words, address("agency_contribution_month", agency.code, f"{one.month:%Y-%m}"))


def totals(agency: Agency, month: dt.date) -> dict[str, Any]:
    """The buckets of the three-way reconciliation, money as text; nothing where nobody keeps contributions
    here and no list tells any amount."""
    found = summaries([agency.pk], month)[agency.pk]
    if not found.computed and not found.whole.theirs:
        return {}
    return {
        bucket.value: {
            "people": sums.people,
            "lines": sums.lines,
            "rows": sums.rows,
            "ours": f"{sums.ours:.2f}",
            "theirs": f"{sums.theirs:.2f}",
            "paid": f"{sums.paid:.2f}",
        }
        for bucket, sums in found.buckets.items()
    }


def told(kept: dict[str, Any]) -> list[Told]:
    """A line a bucket, the sums last."""
    lines, whole = [], Sums()
    for bucket in Bucket:
        if bucket.value not in kept:
            continue
        sums = _sums(kept[bucket.value])
        whole += sums
        lines.append(Told(str(bucket.label), sums.people, amount_of(bucket, sums)))
    if not lines:
        return []
    return [
        *lines,
        Told(_("Our lines together"), whole.lines, whole.ours),
        Told(_("BPJS's rows together"), whole.rows, whole.theirs),
    ]


def _sums(kept: dict[str, Any]) -> Sums:
    money = (Decimal(kept[name]) for name in ("ours", "theirs", "paid"))
    return Sums(kept["people"], kept["lines"], kept["rows"], *money)


CONTRIBUTIONS = Part(
    key="contributions",
    title=lambda: _("Lines, bill and payments"),
    hindrances=unpaid,
    totals=totals,
    told=told,
)
