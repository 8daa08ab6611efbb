"""An agency's years, each with twelve months: where each stands and what it is about, in rupiah."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency, ContributionGroup
from agencies.pages import figures
from agencies.pages.badges import Sign, sign
from contributions.billing.due import month_of, months_between
from contributions.billing.standing import Standing, standing_of
from contributions.billing.wording import sign_of
from contributions.models import Assessment, AssessmentLine
from contributions.months.waiting import Wait
from enrolment.workers.wording import month_name


@dataclass(frozen=True)
class Cell:
    """One month; `standing` is none where there is nothing to say. `amount` is what is owed (of what BPJS
    billed, else ours), none where it is not known or not told."""

    month: dt.date
    standing: Standing | None = None
    amount: Decimal | None = None
    url: str = ""

    @property
    def sign(self) -> Sign | None:
        return sign(sign_of(self.standing)) if self.standing else None

    @property
    def words(self) -> str:
        """All of it, for who hears it or points at it: `Februari 2020: lunas, Rp 8.500`."""
        state = self.sign.word if self.sign else _("no contribution known")
        said = f"{month_name(self.month)}: {state}"
        return said if self.amount is None else f"{said}, {figures.rupiah(self.amount)}"

    @property
    def short(self) -> str:
        """The amount in whole rupiah, without the unit."""
        return "" if self.amount is None else figures.number(self.amount, 0)


@dataclass(frozen=True)
class Row:
    """A year of one group; `label` names the group where there are several."""

    year: int
    label: str
    cells: list[Cell]


def assessments_of(groups: Iterable[ContributionGroup]) -> QuerySet[Assessment]:
    """The months of some groups, with what a calendar and the export show; oldest first."""
    rows = Assessment.objects.filter(group__in=[group.pk for group in groups])
    return rows.order_by("month", "group").defer("rates")


def own_amounts(agency: Agency, groups: Iterable[ContributionGroup]) -> dict[tuple[int, dt.date], Decimal]:
    """What an agency's own people cost in the groups of others that serve it, by group and month; empty for
    who does not see people."""
    lines = AssessmentLine.objects.for_agency(agency).filter(assessment__group__in=list(groups)).order_by()
    summed = lines.values("assessment__group", "month").annotate(sum=Sum("total"))
    return {(row["assessment__group"], row["month"]): row["sum"] for row in summed}


def calendar(
    *,
    agency: Agency,
    groups: list[ContributionGroup],
    assessments: Iterable[Assessment],
    waiting: Iterable[Wait],
    own: dict[tuple[int, dt.date], Decimal],
    day: dt.date,
) -> list[Row]:
    """The years from the first month that anything is known of, or waits, to the day's; newest first."""
    cells: dict[int, dict[dt.date, Cell]] = {group.pk: {} for group in groups}
    serving = {group.pk for group in groups if group.agency_id != agency.pk}
    for wait in waiting:
        cells[wait.group][wait.month] = _cell(agency, wait.month, Standing.MISSING)
    for one in assessments:
        known = own.get((one.group_id, one.month)) if one.group_id in serving else one.owed
        state = standing_of(one, day)
        amount = None if state == Standing.MISSING else known
        cells[one.group_id][one.month] = _cell(agency, one.month, state, amount)
    months = [month for of_group in cells.values() for month in of_group]
    if not months:
        return []
    years = range(max(day.year, max(months).year), min(months).year - 1, -1)
    several = len(groups) > 1
    return [
        _row(agency, year, group, several, cells[group.pk], day)
        for year in years
        for group in groups
        if cells[group.pk]
    ]


def _cell(agency: Agency, month: dt.date, standing: Standing, amount: Decimal | None = None) -> Cell:
    return Cell(month, standing, amount, reverse("agency_contribution_month", args=[agency.code, month]))


def _row(
    agency: Agency,
    year: int,
    group: ContributionGroup,
    several: bool,
    cells: dict[dt.date, Cell],
    day: dt.date,
) -> Row:
    months = months_between(dt.date(year, 1, 1), dt.date(year, 12, 1))
    found = [cells.get(month) or _empty(agency, month, day) for month in months]
    return Row(year, group.name if several else "", found)


def _empty(agency: Agency, month: dt.date, day: dt.date) -> Cell:
    """A month that nothing is known of: it can be opened once it has begun."""
    if month > month_of(day):
        return Cell(month)
    return Cell(month, url=reverse("agency_contribution_month", args=[agency.code, month]))
