"""What any place is measured by, and what is missing: the same for one city and for the nation."""

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from contributions.coverage.denominators import WORKERS, Rate, Stated

if TYPE_CHECKING:
    from contributions.coverage.funnel import Funnel

POTENTIAL = _("potential, as stated")
ADDED = _("to be protected, added up from the parts")


def bar_of(funnel: "Funnel", declared: int | None) -> dict[str, int | None]:
    """What the coverage bar draws: without a list only the declared figure is known."""
    known = funnel.known
    return {
        "active": funnel.active,
        "registered": funnel.registered if known else None,
        "submitted": funnel.submitted if known else None,
        "listed": funnel.listed,
        "declared": declared,
    }


class Measured:
    """Totals, gaps, share and bar of whatever has a funnel, stated totals and the wholes of its parts."""

    as_of: dt.date
    staff: "Funnel | Any"
    registered_agencies: "int | Any"
    declared: Stated | None
    rates: tuple[Rate, ...]
    added_wholes: tuple[int, ...]

    @property
    def declared_count(self) -> int | None:
        return self.declared.count if self.declared else None

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """What the place is measured by: the total it has chosen, else every total stated for it. A total
        below the number listed is outrun and measures nothing."""
        if self.declared:
            found = {self.declared.count}
        else:
            found = {rate.denominator for rate in self.rates if rate.measure == WORKERS}
        return tuple(sorted(total for total in found if total >= (self.staff.listed or 0)))

    @property
    def outrun(self) -> bool:
        """Totals of people are stated, and all of them are below the number listed."""
        return not self.totals and any(rate.measure == WORKERS for rate in self.rates)

    @property
    def stated_total(self) -> Stated | None:
        """Who states the only total that measures the place: the chosen one, else the newest that says so.
        None where there is none, or where totals differ."""
        if len(self.totals) != 1:
            return None
        said = (rate.stated for rate in self.rates if rate.measure == WORKERS)
        return self.declared or next((one for one in said if one.count == self.totals[0]), None)

    @cached_property
    def wholes(self) -> tuple[int, ...]:
        """The people there are to protect, smallest and largest if sources differ: by the totals, else added
        up from the parts, else as listed. Empty where nobody has handed in a list: who is registered there
        is not known, so neither is who is not."""
        if not self.staff.known:
            return ()
        found = self.totals or self.added_wholes or (self.staff.listed or 0,)
        return tuple(dict.fromkeys((min(found), max(found))))

    @property
    def gaps(self) -> tuple[int, ...]:
        """People of the whole who are neither registered nor Taspen's, one number or from … to. Never below
        zero."""
        return tuple(whole - self.staff.covered for whole in self.wholes)

    @property
    def share(self) -> float | None:
        """Registered of the largest whole, 0 to 1; None where there is nobody to protect, or no list."""
        return self.staff.registered / self.wholes[-1] if self.wholes and self.wholes[-1] else None

    @property
    def bar(self) -> dict[str, Any]:
        """With the largest whole that somebody stated; of parts added up, only what goes beyond the lists."""
        listed = self.staff.listed or 0
        if self.totals or max(self.added_wholes, default=0) <= listed:
            whole, label = max(self.totals, default=None), POTENTIAL
        else:
            whole, label = max(self.added_wholes), ADDED
        return bar_of(self.staff, whole) | {"labels": {"declared": label}}
