"""What a letter states about an agency: read for a whole city at once, frozen with the letter."""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

from agencies.models import Agency, Region
from contributions.coverage.figures import answered_for, figures_of_agency
from contributions.coverage.funnel import AgencyCoverage, PlaceCoverage
from contributions.snapshots.debts import Debt, debts_of
from enrolment.rosters.waiting.queries import waiting_rows_of

DAYS = ("roster_date", "owed_since", "month")


@dataclass(frozen=True)
class Facts:
    """An agency's figures on a day, those of whom it answers for among them.

    People of all kinds on its list count, RT/RW and cadres too. `uncovered` are listed, neither registered
    nor Taspen's. `active` is None where nobody keeps contributions; `month` is the one it is about.
    `roster_date` is the day of the newest list or nihil, or on which a list kept by hand last changed. `owed`
    is the rupiah of due months; `owed_months` is 0 where several agencies owe together.
    """

    listed: int | None = None
    declared: int | None = None
    registered: int = 0
    uncovered: int = 0
    active: int | None = None
    month: dt.date | None = None
    roster_date: dt.date | None = None
    waiting: int = 0
    owed: Decimal = Decimal(0)
    owed_months: int = 0
    owed_since: dt.date | None = None

    @property
    def has_list(self) -> bool:
        return self.listed is not None

    def frozen(self) -> dict[str, Any]:
        """As JSON keeps it; `thawed` reads it."""
        return asdict(self) | {
            "owed": str(self.owed),
            **{name: day.isoformat() if (day := getattr(self, name)) else None for name in DAYS},
        }

    @classmethod
    def thawed(cls, kept: dict[str, Any]) -> Self:
        """What `frozen` wrote, whatever else is kept beside it."""
        known = {name: kept[name] for name in cls.__dataclass_fields__ if name in kept}
        known |= {name: dt.date.fromisoformat(known[name]) for name in DAYS if known.get(name)}
        return cls(**known | {"owed": Decimal(known.get("owed", "0"))})


@dataclass(frozen=True)
class Open:
    """What is open at the agencies of a region, by agency id: what they owe, and how many rows wait."""

    debts: dict[int, Debt]
    rows: dict[int, int]

    @classmethod
    def of(cls, region: Region, day: dt.date) -> Self:
        """Two statements."""
        here = Agency.objects.filter(region=region)
        return cls(debts_of(here, day), waiting_rows_of(here))


def facts_of(place: PlaceCoverage, left: Open) -> dict[int, Facts]:
    """By id, of the agencies that stand for themselves on the day of the figures. No statement."""
    there = (*place.agencies, *place.programmes)
    return {one.office.pk: told(one, left.debts, left.rows) for one in there}


def facts_of_agency(agency: Agency, day: dt.date) -> Facts:
    """Of one agency and those it answers for, as it sees itself."""
    here = Agency.objects.filter(pk__in=answered_for(agency))
    return told(figures_of_agency(agency, day), debts_of(here, day), waiting_rows_of(here))


def told(one: AgencyCoverage, debts: dict[int, Debt], rows: dict[int, int]) -> Facts:
    """An agency's figures with the debts and waiting rows of its own and of whom it answers for."""
    owing = [debts[pk] for pk in one.members if pk in debts]
    people = one.staff + one.community
    return Facts(
        listed=people.listed,
        declared=one.declared,
        registered=people.registered,
        uncovered=max((people.listed or 0) - people.covered, 0),
        active=people.active,
        month=people.month,
        roster_date=one.list_day,
        waiting=sum(rows.get(pk, 0) for pk in one.members),
        owed=sum((debt.amount for debt in owing), Decimal(0)),
        owed_months=owing[0].months if len(owing) == 1 else 0,
        owed_since=min((debt.since for debt in owing if debt.since), default=None),
    )
