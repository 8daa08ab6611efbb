"""Whose lists of payments a page is about: a branch's, or those of one agency's own bank."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, Branch, ContributionGroup
from contributions.models import Assessment, ListState, Origin, Payment, PaymentList

GONE = (ListState.REFUSED, ListState.UNDONE)
"""Lists that do not stand in the way of handing the same file in once more."""
_NOT_NPP = re.compile(r"[^0-9A-Z]")


def plain_npp(text: str) -> str:
    """An NPP as it is compared: capital letters and digits."""
    return _NOT_NPP.sub("", text.upper())[:15]


@dataclass(frozen=True)
class House:
    """A branch or an agency, as the pages of its lists need it."""

    owner: Branch | Agency

    @property
    def is_branch(self) -> bool:
        return isinstance(self.owner, Branch)

    @property
    def origin(self) -> str:
        return Origin.BRANCH if self.is_branch else Origin.BANK

    @property
    def side(self) -> str:
        """Of a statement with two columns: what BPJS's bank received, what an agency's bank paid out."""
        return "credit" if self.is_branch else "debit"

    def address(self, name: str, *args: Any) -> str:
        """One of the house's addresses: `payments`, `all`, `new`, `one`, `columns`, `answer`, `save` …"""
        place = "branch" if self.is_branch else "agency"
        whole = {"payments": "payments", "all": "payment_lists", "one": "payment_list"}
        return reverse(f"{place}_{whole.get(name, f'payment_list_{name}')}", args=[self.owner.code, *args])

    def lists(self) -> QuerySet[PaymentList]:
        found = PaymentList.objects.select_related("branch", "agency", "uploaded_by", "saved_by", "undone_by")
        return found.filter(**self.belonging())

    def groups(self) -> QuerySet[ContributionGroup]:
        """The contribution groups that payments handed in here may belong to: in the branch's regions those
        of agencies that exist, or that were owed for once (arrears are paid after an agency has ended); else
        those that the agency owns."""
        groups = ContributionGroup.objects.select_related("agency__region").order_by("agency__name", "pk")
        if isinstance(self.owner, Branch):
            alive = Q(agency__in=Agency.objects.on(timezone.localdate()))
            owed = Q(Exists(Assessment.objects.filter(group=OuterRef("pk"))))
            return groups.filter(alive | owed, agency__region__in=self.owner.regions.all())
        return groups.filter(agency=self.owner)

    def payments(self) -> QuerySet[Payment]:
        """All payments that are known here, those that nobody has placed among them."""
        if isinstance(self.owner, Branch):
            mine = Q(agency__region__in=self.owner.regions.all()) | Q(agency=None, branch=self.owner)
            return Payment.objects.filter(mine)
        return Payment.objects.filter(agency=self.owner)

    def belonging(self) -> dict[str, Any]:
        """How a list that is handed in here belongs to the house."""
        return {"branch": self.owner} if self.is_branch else {"agency": self.owner}


def house_of(found: PaymentList) -> House:
    """Where a list was handed in."""
    owner = found.branch or found.agency
    assert owner is not None
    return House(owner)
