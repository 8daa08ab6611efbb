"""Reading a month of many agencies: what each owes, what BPJS bills, what was paid, what is overdue by today.

Nine queries for any number of agencies. Figures only: nobody's name is read.
"""

import datetime as dt

from django.db.models import F, Max, Q, QuerySet

from agencies.models import Agency, ContributionGroup
from agencies.pages.naming import told_apart
from contributions.billing.due import after, last_due_month, month_of
from contributions.billing.standing import age_class, age_of, credits
from contributions.coverage.kept import read_kept
from contributions.models import Assessment, GroupTerms
from contributions.overview.line import Debt, Line


def lines_of(agencies: QuerySet[Agency], month: dt.date, today: dt.date) -> list[Line]:
    """A line for each of the agencies, those furthest behind first, then by code."""
    known = list(agencies.select_related("parent", "region").order_by("code"))
    names = told_apart(known)
    lines = {one.pk: Line(one, names[one.pk], today) for one in known}
    ours = Q(agency__in=list(lines))
    _registered(lines, {one.region_id for one in known}, min(today, after(month) - dt.timedelta(days=1)))
    for one in Assessment.objects.filter(ours, month=month).defer("rates").order_by("group"):
        lines[one.agency_id].months.append(one)
    for agency in GroupTerms.objects.filter(ours, period__contains=month).values_list("agency", flat=True):
        lines[agency].has_terms = True
    served = ContributionGroup.agencies.through.objects.filter(ours).exclude(
        contributiongroup__agency=F("agency")
    )
    for agency, owner, name in served.values_list(
        "agency", "contributiongroup__agency", "contributiongroup__agency__name"
    ):
        lines[agency].served_by = name
        if owner in lines:
            lines[owner].serves = True
    _debts(lines, ours, today)
    there = set(agencies.on(month).values_list("pk", flat=True))  # type: ignore[attr-defined]
    found = [line for pk, line in lines.items() if pk in there or line.has_anything]
    return sorted(found, key=lambda line: line.behind)


def _registered(lines: dict[int, Line], regions: set[int], day: dt.date) -> None:
    for (agency, _population), funnel in read_kept(Q(region__in=regions), day).funnels.items():
        if agency in lines:
            lines[agency].registered += funnel.registered


def _debts(lines: dict[int, Line], ours: Q, today: dt.date) -> None:
    """What is unpaid and due by today, and what payments no month has used."""
    last_due = last_due_month(today)
    late = Assessment.objects.in_arrears(today).filter(ours).order_by("month")
    for agency, month, owed, paid in late.values_list("agency", "month", "owed", "paid"):
        age = age_class(max(1, age_of(month, last_due)))
        lines[agency].debts.append(Debt(month, owed - paid, age))
    for agency, credit in credits(ours, today):
        lines[agency].credit = credit


def newest_month(agencies: QuerySet[Agency], today: dt.date) -> dt.date:
    """The newest month up to today's that any of these agencies has something about; else the last full
    one."""
    known = Assessment.objects.filter(agency__in=agencies, month__lte=today)
    return known.aggregate(newest=Max("month"))["newest"] or after(month_of(today), -1)
