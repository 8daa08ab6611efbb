"""Whose lists a page is about: those of an agency, or those that a branch sees."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from agencies import access
from agencies.models import Agency, Branch, ContributionGroup
from enrolment.models import ListState, ParticipantList, Worker

Owner = Agency | Branch
GONE = (ListState.REFUSED, ListState.WITHDRAWN, ListState.REPLACED)


@dataclass(frozen=True)
class House:
    """An agency or a branch, as the lists' pages need it."""

    owner: Owner

    @property
    def is_branch(self) -> bool:
        return isinstance(self.owner, Branch)

    def address(self, name: str, *args: Any) -> str:
        """One of the house's addresses: `all`, `new`, `one`, `batch`, `columns` …"""
        whole = {"all": ("branch_lists", "agency_lists"), "one": ("branch_lists_one", "agency_list")}
        branch, agency = whole.get(name, (f"branch_lists_{name}", f"agency_list_{name}"))
        return reverse(branch if self.is_branch else agency, args=[self.owner.code, *args])

    def lists(self) -> QuerySet[ParticipantList]:
        """All lists that this house may look at."""
        found = ParticipantList.objects.select_related("group__agency", "agency", "uploaded_by")
        if isinstance(self.owner, Branch):
            return found.for_branch(self.owner)
        served = ContributionGroup.agencies.through.objects.filter(
            contributiongroup=OuterRef("group"), agency=self.owner
        )
        return found.filter(Q(agency=self.owner) | Exists(served))

    def batch(self, batch: UUID) -> QuerySet[ParticipantList]:
        """The lists that were handed in together."""
        return self.lists().filter(batch=batch)

    def groups(self) -> QuerySet[ContributionGroup]:
        """The contribution groups whose lists may be handed in here, of agencies that exist."""
        groups = ContributionGroup.objects.select_related("agency__region")
        if isinstance(self.owner, Branch):
            alive = Agency.objects.on(timezone.localdate())
            return groups.filter(agency__region__in=self.owner.regions.all(), agency__in=alive)
        return groups.filter(Q(agency=self.owner) | Q(agencies=self.owner)).distinct()

    def owns(self, found: ParticipantList) -> bool:
        """Whether this house decides on a list: a branch on all of its regions, an agency on those that it
        handed in itself."""
        return self.is_branch or (found.branch_id is None and found.agency_id == self.owner.pk)

    def owned(self, lists: QuerySet[ParticipantList]) -> QuerySet[ParticipantList]:
        """Those of its lists on which this house decides, as `owns` says."""
        return lists if self.is_branch else lists.filter(branch=None, agency=self.owner)

    def belonging(self) -> dict[str, Any]:
        """How a list that is handed in here belongs to the house before its group is known."""
        return {"branch": self.owner} if self.is_branch else {"agency": self.owner}


def house_of(found: ParticipantList) -> House:
    """Where a list was handed in."""
    if found.branch is not None:
        return House(found.branch)
    assert found.agency is not None
    return House(found.agency)


def served_by(groups: Iterable[int], by: object) -> dict[int, set[int]]:
    """The agencies (ids) that each group serves, its owner among them, as far as `by` may reconcile them."""
    pairs = list(ContributionGroup.objects.filter(pk__in=groups).values_list("pk", "agency"))
    through = ContributionGroup.agencies.through.objects.filter(contributiongroup__in=groups)
    pairs += through.values_list("contributiongroup", "agency")
    may = access.visible_agencies(by, access.P.RECONCILE).filter(pk__in={agency for _group, agency in pairs})
    allowed = set(may.values_list("pk", flat=True))
    found: dict[int, set[int]] = {}
    for group, agency in pairs:
        if agency in allowed:
            found.setdefault(group, set()).add(agency)
    return found


def has_roster(agency: Agency) -> bool:
    """Whether anybody ever stood on the agency's list."""
    return Worker.objects.for_agency(agency).exists()


def last_month(today: dt.date | None = None) -> dt.date:
    """The first day of the month before this one: the newest that BPJS can have billed."""
    first = (today or timezone.localdate()).replace(day=1)
    return (first - dt.timedelta(days=1)).replace(day=1)
