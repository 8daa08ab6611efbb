"""The terms of an agency's groups, read for its page."""

import datetime as dt
from dataclasses import dataclass, field

from agencies.groups.queries import groups_of
from agencies.models import Agency, ContributionGroup
from contributions.models import GroupTerms
from contributions.terms.actions import of_fixed_months
from contributions.terms.effects import Charge, charges_of


@dataclass
class GroupPage:
    """One group: its terms now, earlier and later, and what a worker costs in the month shown."""

    group: ContributionGroup
    is_own: bool
    now: GroupTerms | None = None
    earlier: list[GroupTerms] = field(default_factory=list)
    later: list[GroupTerms] = field(default_factory=list)
    charge: Charge | None = None

    @property
    def others(self) -> list[GroupTerms]:
        """Later ones, then earlier ones, newest first."""
        return [*self.later, *self.earlier]


def pages_of(agency: Agency, month: dt.date) -> list[GroupPage]:
    """The groups that the agency owns or that serve it, its own first. Six queries, whatever there is.

    Each of the terms carries `is_fixed`: a final or closed month was computed with them.
    """
    groups = sorted(groups_of(agency), key=lambda group: group.agency_id != agency.pk)
    found = {group.pk: GroupPage(group, group.agency_id == agency.pk) for group in groups}
    known = GroupTerms.objects.filter(group__in=found).select_related("document", "created_by")
    terms = list(known.order_by("-period"))
    fixed = of_fixed_months(terms)
    for one in terms:
        one.is_fixed = one.pk in fixed
        page = found[one.group_id]
        if one.period.lower > month:
            page.later.append(one)
        elif one.period.upper is None or month < one.period.upper:
            page.now = one
        else:
            page.earlier.append(one)
    for pk, charge in charges_of(found, month).items():
        found[pk].charge = charge
    return list(found.values())
