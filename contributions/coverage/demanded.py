"""What the figures say about agencies, for the pages of demands (agencies.records.demands)."""

import datetime as dt

from agencies.models import Agency, Region
from agencies.records.demands.facts import Facts
from contributions.coverage.figures import answered_for, figures_of_agency, figures_of_region
from contributions.coverage.funnel import AgencyCoverage
from contributions.snapshots.debts import NO_DEBT, Debt, debts_of


def facts_on(region: Region, day: dt.date, agency: Agency | None = None) -> dict[int, Facts]:
    """By agency id, of all agencies of a region that stand for themselves, or of one alone."""
    if agency is not None:
        debts = debts_of(Agency.objects.filter(pk__in=answered_for(agency)), day)
        return {agency.pk: _facts(figures_of_agency(agency, day), debts)}
    debts = debts_of(Agency.objects.filter(region=region), day)
    place = figures_of_region(region, day)
    return {one.office.pk: _facts(one, debts) for one in (*place.agencies, *place.programmes)}


def _facts(one: AgencyCoverage, debts: dict[int, Debt]) -> Facts:
    offices = [one.office.pk, *(child.office.pk for child in one.children)]
    owed = [debts.get(pk, NO_DEBT) for pk in offices]
    return Facts(
        has_list=one.has_roster,
        list_date=one.roster_date,
        known=one.known,
        registered=one.staff.registered,
        taspen=one.staff.taspen,
        told=one.staff.told,
        owed=sum((debt.amount for debt in owed), start=NO_DEBT.amount),
        owed_since=min((debt.since for debt in owed if debt.since), default=None),
    )
