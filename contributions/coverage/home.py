"""An agency's desk: what is to be done, the month, the last list, and how far its people have come."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import access
from agencies.access import P, Permission
from agencies.models import Agency
from agencies.pages import bars
from agencies.pages.frame import agency_frame
from contributions.coverage import month_panel, todo, todo_money
from contributions.coverage.agency_steps import behind, steps_of, unchanged
from contributions.coverage.dates import days_of_change
from contributions.coverage.figures import figures_of_agency
from contributions.coverage.filters import Asked, asked_day
from contributions.coverage.funnel import AgencyCoverage
from contributions.coverage.last_month import frozen_before
from contributions.coverage.papers import Papers
from contributions.coverage.words import todo_summary
from contributions.snapshots import since


@access.agency_view(P.SEE_FIGURES)
@require_safe
def agency_home(request: HttpRequest, agency: Agency) -> HttpResponse:
    """What waits is of today only, whatever day the figures are of."""
    held = access.scope_of(request.user).permissions_in_agency(agency)
    asked = asked_day(request, days_of_change(Q(agency=agency)))
    one = figures_of_agency(agency, asked.day)
    context = {
        "nav": agency_frame(request, agency, "agency_home"),
        "agency": agency,
        "asked": asked,
        "ended": agency.has_ended(asked.day),
        "one": one,
        "differs": since.changes(agency, asked.day, request.user),
        "may_edit": P.EDIT_ROSTER in held,
        "may_declare": P.DECLARE_HEADCOUNT in held,
        "people": P.SEE_PEOPLE in held,
        **picture_of(one, asked, held),
    }
    if asked.is_today:
        context |= desk_of(request, agency, one, held, asked.today)
    return render(request, "contributions/coverage/agency.html", context)


def picture_of(one: AgencyCoverage, asked: Asked, held: frozenset[Permission]) -> dict[str, Any]:
    """The funnel, and what it is compared with."""
    lists = behind(
        one,
        as_of=asked.day,
        is_today=asked.is_today,
        people=P.SEE_PEOPLE in held,
        declared=P.DECLARE_HEADCOUNT in held,
    )
    frozen = frozen_before(one, asked.day)
    steps = steps_of(one, lists, frozen)
    return {"steps": steps, "frozen": frozen, "unchanged": unchanged(steps), "hatch": bars.HATCH}


def desk_of(
    request: HttpRequest, agency: Agency, one: AgencyCoverage, held: frozenset[Permission], today: dt.date
) -> dict[str, Any]:
    """What waits for the agency: of its people for those who see them, of its contributions for everybody."""
    months = todo_money.owned_months(agency)
    registered = one.staff.registered + one.community.registered
    items = todo_money.of_agency(agency, held, registered, months)
    found: dict[str, Any] = {"money_first": todo.Topic.MONEY in todo.topics_of(held)}
    if P.SEE_PEOPLE in held:
        items = [*todo.waiting_for(agency, one, held), *items]
        found["upload"] = todo.last_upload(agency)
    if P.SEE_RECORDS in held:
        found["papers"] = Papers.of(agency)
    items = todo.in_order(items, held)
    rows = todo.rows_of(agency, items, held)
    return found | {
        "todo": rows[: todo.SHOWN],
        "more": rows[todo.SHOWN :],
        "summary": todo_summary(agency, items, request.build_absolute_uri(request.path)),
        "month": month_panel.panel_of(agency, months, today),
    }
