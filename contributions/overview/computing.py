"""Computing a month for all agencies of a place at once, and saying who was left out and why."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from agencies.models import Agency, ContributionGroup
from agencies.pages.figures import number, rupiah
from contributions.billing.assessing import Hindrance, assess
from contributions.billing.standing import ZERO
from contributions.billing.wording import HINDRANCES
from contributions.overview.lines import lines_of
from enrolment.workers.wording import month_name

NAMED = 5  # agencies that a sentence names


@dataclass(frozen=True)
class Computed:
    """How many agencies' months were computed, for how many workers, and what they add up to; the names of
    the agencies left out, by reason. Who has nobody registered is not among them."""

    month: dt.date
    agencies: int
    workers: int
    without_base: int
    total: Decimal
    hindered: dict[Hindrance, list[str]]


@transaction.atomic
def compute_month(*, agencies: QuerySet[Agency], month: dt.date, by: Any) -> Computed:
    """Draft the month of all groups that these agencies own, in one go. ValidationError for a month that has
    not begun, or that lies before BPJS Ketenagakerjaan began."""
    owners = dict(ContributionGroup.objects.filter(agency__in=agencies).values_list("pk", "agency_id"))
    done = assess(groups=owners, month=month, by=by)
    lines = {line.agency.pk: line for line in lines_of(agencies, month, timezone.localdate())}
    hindered: dict[Hindrance, list[str]] = {}
    for group, reason in done.hindered.items():
        line = lines.get(owners[group])
        idle = line is None or not (line.waits_for_computing or line.is_computed)
        if not idle and line.name not in hindered.get(reason, []):
            hindered.setdefault(reason, []).append(line.name)
    return Computed(
        month=month,
        agencies=len({one.agency_id for one in done.assessments}),
        workers=sum(one.workers for one in done.assessments),
        without_base=sum(one.without_base for one in done.assessments),
        total=sum((one.total for one in done.assessments), ZERO),
        hindered=hindered,
    )


def in_words(done: Computed) -> str:
    """What was computed, in one sentence."""
    return ngettext(
        "%(month)s was computed for %(count)s agency: %(workers)s workers, %(total)s.",
        "%(month)s was computed for %(count)s agencies: %(workers)s workers, %(total)s.",
        done.agencies,
    ) % {
        "month": month_name(done.month),
        "count": number(done.agencies),
        "workers": number(done.workers),
        "total": rupiah(done.total),
    }


def left_out_in_words(done: Computed) -> list[str]:
    """A sentence for each reason why agencies, or workers, were left out."""
    found = [f"{HINDRANCES[reason]} {_named(names)}" for reason, names in done.hindered.items()]
    if done.without_base:
        found.append(
            ngettext(
                "%(count)s worker without a wage was left out; their agency fills it in.",
                "%(count)s workers without a wage were left out; their agencies fill them in.",
                done.without_base,
            )
            % {"count": number(done.without_base)}
        )
    return found


def _named(names: Sequence[str]) -> str:
    """`(Dishub, DLH and 3 others)`."""
    text = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        text = gettext("%(names)s and %(count)s others") % {
            "names": text,
            "count": number(len(names) - NAMED),
        }
    return f"({text})"
