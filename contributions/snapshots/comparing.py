"""Two frozen months of a city beside each other, agency by agency."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from agencies.models import Agency, Region
from contributions.billing.due import after
from contributions.models import Snapshot
from contributions.snapshots.forms import CompareForm
from contributions.snapshots.frozen import NOTHING, Frozen, in_force, units_of


@dataclass(frozen=True)
class Pair:
    """An agency in both months; `NOTHING` where it did not stand for itself."""

    agency: Agency
    before: Frozen = NOTHING
    after: Frozen = NOTHING

    @property
    def known(self) -> bool:
        """There was a list in one of the months; where there was none in either, nothing is told."""
        return self.before.known or self.after.known

    @property
    def registered(self) -> int | None:
        return self.after.registered - self.before.registered if self.known else None

    @property
    def listed(self) -> int | None:
        return (self.after.listed or 0) - (self.before.listed or 0) if self.known else None

    @property
    def active(self) -> int | None:
        """None also where people were registered whose contributions nobody kept: they were not nobody."""
        told = [one.told for one in (self.before, self.after) if one.registered]
        return self.after.active - self.before.active if all(told) and any(told) else None

    @property
    def gap(self) -> int | None:
        """How many more (or fewer) are not protected; None where it is not known of both months."""
        if self.before.gap is None or self.after.gap is None:
            return None
        return self.after.gap - self.before.gap

    @property
    def moved(self) -> int:
        """By how many people it changed, up or down: registered, listed, active, in arrears."""
        arrears = self.after.arrears - self.before.arrears
        return sum(abs(by or 0) for by in (self.registered, self.listed, self.active, arrears))

    @property
    def newly_in_arrears(self) -> bool:
        return self.after.arrears > 0 and not self.before.arrears

    @property
    def search_text(self) -> str:
        return f"{self.agency.name} {self.agency.short_name} {self.agency.code}".casefold()


TESTS = {
    "rose": lambda pair: (pair.registered or 0) > 0,
    "fell": lambda pair: (pair.registered or 0) < 0,
    "same": lambda pair: pair.registered == 0,
    "new": lambda pair: pair.after.known and not pair.before.known,
    "arrears": lambda pair: pair.newly_in_arrears,
}


@dataclass(frozen=True)
class Comparison:
    """Both snapshots, every agency, and those that the query string asks for."""

    form: CompareForm
    first: Snapshot
    last: Snapshot
    pairs: Sequence[Pair]
    shown: Sequence[Pair]

    @property
    def rose(self) -> int:
        return sum(TESTS["rose"](pair) for pair in self.pairs)

    @property
    def fell(self) -> int:
        return sum(TESTS["fell"](pair) for pair in self.pairs)


def frozen_months(region: Region) -> list[dt.date]:
    """The months that are frozen, the newest first. One statement."""
    rows = Snapshot.objects.filter(region=region, version=1).order_by("-month")
    return list(rows.values_list("month", flat=True))


def compared(request: HttpRequest, region: Region) -> Comparison | None:
    """The two months asked for, the earlier first; None while fewer than two are frozen. Seven statements."""
    months = frozen_months(region)
    if len(months) < 2:
        return None
    asked = CompareForm(request.GET, months)
    asked.is_valid()
    first, last = sorted(_asked(asked, months))
    values = request.GET.copy()
    values["first"], values["last"] = f"{first:%Y-%m}", f"{last:%Y-%m}"
    form = CompareForm(values, months)
    form.is_valid()
    one, other = in_force(region, first), in_force(region, last)
    assert one and other  # they are among the frozen ones
    pairs = paired(one, other)
    wanted = form.cleaned_data
    words = wanted.get("q", "").casefold().split()
    test = TESTS.get(wanted.get("show", ""))
    shown = [
        pair
        for pair in pairs
        if (test is None or test(pair)) and all(word in pair.search_text for word in words)
    ]
    return Comparison(form, one, other, pairs, shown)


def _asked(form: CompareForm, months: Sequence[dt.date]) -> tuple[dt.date, dt.date]:
    """The months of the form; the newest, and the one before the later, where it names none."""

    def named(name: str) -> dt.date | None:
        text = form.cleaned_data.get(name)
        return dt.date.fromisoformat(f"{text}-01") if text else None

    last = named("last") or months[0]
    earlier = [month for month in months if month < last]
    first = named("first") or (earlier[0] if earlier else after(last))
    if first == last or first not in months:
        first = earlier[0] if earlier else months[-2]
    return first, last


def paired(first: Snapshot, last: Snapshot) -> list[Pair]:
    """Every agency of either month, those that changed most first, those without any list last, by code. Four
    statements."""
    before = {unit.agency: unit.staff for unit in units_of(first)}
    later = {unit.agency: unit.staff for unit in units_of(last)}
    agencies = sorted({*before, *later}, key=lambda agency: agency.code)
    found = [Pair(agency, before.get(agency, NOTHING), later.get(agency, NOTHING)) for agency in agencies]
    return sorted(found, key=lambda pair: (-pair.moved, not pair.known))
