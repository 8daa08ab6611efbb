"""A house as somebody stands before it: what its pages have in common."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Branch
from agencies.pages.frame import agency_frame, branch_frame
from agencies.pages.navigation import Link, Nav
from contributions.models import PaymentList
from contributions.payments.lists.houses import House


@dataclass(frozen=True)
class Desk:
    request: HttpRequest
    house: House

    @property
    def may_act(self) -> bool:
        return access.may(self.request.user, access.P.PAY, self.house.owner)

    def nav(self, *deeper: Link) -> Nav:
        owner = self.house.owner
        here = Link(_("Lists of payments"), self.house.address("all") if deeper else "")
        if isinstance(owner, Branch):
            return branch_frame(self.request, owner, "branch_payments", here, *deeper)
        return agency_frame(self.request, owner, "agency_contributions", here, *deeper)

    def one(self, pk: UUID) -> PaymentList:
        return get_object_or_404(self.house.lists(), pk=pk)

    def show(self, template: str, context: dict[str, Any], *deeper: Link, status: int = 200) -> HttpResponse:
        base = {"desk": self, "owner": self.house.owner, "nav": self.nav(*deeper), "may_act": self.may_act}
        return render(self.request, template, base | context, status=status)
