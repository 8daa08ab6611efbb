"""An agency's contributions: the account, what to do next, a calendar of years."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.groups.queries import groups_of
from agencies.models import Agency, ContributionGroup
from agencies.pages.frame import agency_frame
from contributions.billing.due import last_due_month
from contributions.billing.standing import AGES, Account, Standing, accounts, owned_by
from contributions.billing.wording import sign_of
from contributions.models import Assessment, GroupTerms
from contributions.months import actions, waiting
from contributions.months.calendar import assessments_of, calendar, own_amounts
from contributions.months.frame import allowed
from contributions.months.steps import Books, months_of, next_steps
from contributions.months.waiting import Wait

AGE_WORDS = (_("1–3 months"), _("4–6 months"), _("7–9 months"), _("over 9 months"))
YEARS_OPEN = 3
"""Earlier years are folded."""
SHOWN = tuple(sign_of(one) for one in Standing)


@require_safe
@access.agency_view(access.P.SEE_FIGURES)
def agency_contributions(request: HttpRequest, agency: Agency) -> HttpResponse:
    """What is owed, paid, late and to be done, and each month of each year."""
    may = allowed(request, agency)
    context = {"agency": agency, "nav": agency_frame(request, agency, "agency_contributions"), **may}
    context |= books_of(agency, may_assess=may["may_assess"])
    context["under_way"] = actions.months_under_way(agency)
    response = render(request, "contributions/months/overview.html", context)
    if context["under_way"]:
        response["Refresh"] = "3"
    return response


def books_of(agency: Agency, *, may_assess: bool = False) -> dict[str, Any]:
    """Everything that the page shows, in a fixed number of queries."""
    day, groups = timezone.localdate(), list(groups_of(agency))
    serving = [group for group in groups if group.agency_id != agency.pk]
    assessments, waits = list(assessments_of(groups)), waiting.not_computed(groups=[g.pk for g in groups])
    last_due = last_due_month(day)
    books = _owned(agency, groups, assessments, waits, day, last_due)
    shown = {
        "account": books.account,
        "ages": [(AGE_WORDS[at], books.account.ages[at]) for at in range(len(AGES))],
        "last_due": last_due,
        "day": day,
        "steps": next_steps(replace(books, may_assess=may_assess)),
        "waiting": months_of(books.waiting),
        "serving": serving,
        "owns": bool(books.months or books.waiting),
        "signs": SHOWN,
    }
    own = own_amounts(agency, serving) if serving else {}
    rows = calendar(agency=agency, groups=groups, assessments=assessments, waiting=waits, own=own, day=day)
    shown["rows"] = [row for row in rows if row.year > day.year - YEARS_OPEN]
    shown["earlier_rows"] = [row for row in rows if row.year <= day.year - YEARS_OPEN]
    return shown


def _owned(
    agency: Agency,
    groups: list[ContributionGroup],
    assessments: list[Assessment],
    waits: list[Wait],
    day: dt.date,
    last_due: dt.date,
) -> Books:
    """The books of the groups that the agency owns. One that another agency's group serves is not asked for
    terms of a group of its own that it does not use."""
    owned = {group.pk: group for group in groups if group.agency_id == agency.pk}
    months = [one for one in assessments if one.group_id in owned]
    with_terms = set(GroupTerms.objects.filter(group__in=owned).values_list("group", flat=True))
    asked = owned if len(owned) == len(groups) else {one.group_id for one in months}
    return Books(
        agency=agency,
        groups=list(owned.values()),
        without_terms=[owned[pk] for pk in asked if pk not in with_terms],
        months=months,
        waiting=[wait for wait in waits if wait.group in owned],
        account=accounts(owned_by([agency]), day, last_due).get(agency.pk, Account()),
        day=day,
    )
