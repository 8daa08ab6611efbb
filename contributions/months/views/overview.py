"""An agency's contributions: the account, what to do next, a calendar of years."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.groups.queries import groups_of
from agencies.models import Agency
from agencies.pages.frame import agency_frame
from contributions.billing.due import last_due_month
from contributions.billing.standing import AGES, Account, Standing, accounts, owned_by
from contributions.billing.wording import sign_of
from contributions.models import GroupTerms
from contributions.months import actions, waiting
from contributions.months.calendar import assessments_of, calendar, own_amounts
from contributions.months.frame import allowed
from contributions.months.steps import Books, months_of, next_steps

AGE_WORDS = (_("1–3 months"), _("4–6 months"), _("7–9 months"), _("over 9 months"))
SHOWN = tuple(sign_of(one) for one in Standing)


@require_safe
@access.agency_view(access.P.SEE_FIGURES)
def agency_contributions(request: HttpRequest, agency: Agency) -> HttpResponse:
    """What is owed, paid, late and to be done, and each month of each year."""
    may = allowed(request, agency)
    context = {"agency": agency, "nav": agency_frame(request, agency, "agency_contributions"), **may}
    context |= books_of(agency)
    context["under_way"] = actions.months_under_way(agency)
    response = render(request, "contributions/months/overview.html", context)
    if context["under_way"]:
        response["Refresh"] = "3"
    return response


def books_of(agency: Agency) -> dict[str, Any]:
    """Everything that the page shows, in a fixed number of queries."""
    day, groups = timezone.localdate(), list(groups_of(agency))
    owned = [group for group in groups if group.agency_id == agency.pk]
    serving = [group for group in groups if group.agency_id != agency.pk]
    assessments, waits = list(assessments_of(groups)), waiting.not_computed(groups=[g.pk for g in groups])
    last_due = last_due_month(day)
    account = accounts(owned_by([agency]), day, last_due).get(agency.pk, Account())
    with_terms = set(GroupTerms.objects.filter(group__in=owned).values_list("group", flat=True))
    mine = {group.pk for group in owned}
    own_waits = [wait for wait in waits if wait.group in mine]
    books = Books(
        agency=agency,
        groups=owned,
        without_terms=[group for group in owned if group.pk not in with_terms],
        months=[one for one in assessments if one.group_id in mine],
        waiting=own_waits,
        account=account,
        day=day,
    )
    return {
        "account": account,
        "ages": [(AGE_WORDS[at], account.ages[at]) for at in range(len(AGES))],
        "last_due": last_due,
        "day": day,
        "steps": next_steps(books),
        "waiting": months_of(own_waits),
        "serving": serving,
        "owns": bool(books.months or own_waits),
        "rows": calendar(
            agency=agency,
            groups=groups,
            assessments=assessments,
            waiting=waits,
            own=own_amounts(agency, serving) if serving else {},
            day=day,
        ),
        "signs": SHOWN,
    }
