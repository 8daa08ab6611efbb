"""What else is done with an agency's month, on the pages of other rooms."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages.navigation import address
from contributions.months.frame import can_be_computed
from contributions.months.reading import MonthOfAgency


class MonthLink(NamedTuple):
    label: str | Promise
    url: str
    icon: str


# URL name, whether the month is in its address, words, icon, and what the reader needs (a key of
# `frame.allowed`). Pages that are not in the URL configuration are left out by themselves.
PAGES = (
    ("agency_bill_new", True, _("Enter BPJS's bill"), "plus", "may_pay"),
    ("agency_payment_new", False, _("Enter a payment"), "plus", "may_pay"),
    (
        "agency_money_matching",
        True,
        _("Roster, BPJS's list and payments compared"),
        "table",
        "may_see_people",
    ),
    ("agency_deductions", True, _("Deduction list"), "list-details", "may_see_people"),
    ("agency_account_papers", True, _("Papers for the account (SPJ)"), "file-text", "may_assess"),
)
# What changes a closed month, and is not offered there.
CHANGING = ("agency_bill_new",)


def month_links(found: MonthOfAgency, month: dt.date, may: Mapping[str, bool]) -> list[MonthLink]:
    """The links that this reader is offered, once the month has begun."""
    if not can_be_computed(month):
        return []
    offered = [page for page in PAGES if may[page[4]] and not (found.is_closed and page[0] in CHANGING)]
    links = [_link(found.agency, month, *page[:4]) for page in offered]
    if may["may_assess"] and any(one.is_draft and not one.is_closed for one in found.owned):
        url = address("agency_contribution_corrections", found.agency.code, f"{month:%Y-%m}")
        links.insert(0, MonthLink(_("Corrections of earlier months"), url, "history"))
    return [link for link in links if link.url]


def _link(
    agency: Agency, month: dt.date, name: str, in_month: bool, label: str | Promise, icon: str
) -> MonthLink:
    parts = (agency.code, f"{month:%Y-%m}") if in_month else (agency.code,)
    return MonthLink(label, address(name, *parts), icon)
