"""What the pages of frozen months have in common: their frame, lines of months, tiles."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from agencies.pages import figures
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link, Nav
from contributions.billing.due import after
from contributions.coverage.pages import Tile
from contributions.models import Snapshot
from contributions.snapshots.frozen import Unit
from contributions.snapshots.known import Known, known_now
from contributions.snapshots.taking import month_end
from contributions.snapshots.told import unpaid
from contributions.snapshots.words import told_words


def frame(request: HttpRequest, region: Region, *deeper: Link) -> Nav:
    """Below the city's coverage. A province is the sum of its cities and has no frozen months of its own."""
    if region.is_province:
        raise Http404
    here = Link(gettext("Month ends"), reverse("region_snapshots", args=[region.code]))
    return region_frame(request, region, "region_detail", here, *deeper)


@dataclass(frozen=True)
class Line:
    """A frozen month of a city, with the month before it where that is frozen too."""

    snapshot: Snapshot
    before: Snapshot | None = None
    now: Known | None = None

    @property
    def month(self) -> dt.date:
        return self.snapshot.month

    @property
    def whole(self) -> int | None:
        return whole_of(self.snapshot)

    @property
    def gap(self) -> int | None:
        return gap_of(self.snapshot)

    @property
    def share(self) -> float | None:
        """Registered of the total that the city had chosen, or of the listed where they outran it. None where
        no total was chosen: a few listed and all of these registered is no coverage of a city."""
        chosen = self.snapshot.declared is not None
        return self.snapshot.registered / self.whole if chosen and self.whole else None

    @property
    def differs(self) -> bool:
        """Other people are listed or registered on that day, as is known now."""
        return self.now is not None and self.now != Known(self.snapshot.listed, self.snapshot.registered)

    @property
    def grown(self) -> int | None:
        """How many more are registered than at the end of the month before; None where that is not frozen."""
        return self.snapshot.registered - self.before.registered if self.before else None


def whole_of(snapshot: Snapshot) -> int | None:
    """The people to protect: the total that the city measured itself by, unless the lists outran it."""
    if snapshot.listed is None:
        return None
    if snapshot.declared is not None and snapshot.declared >= snapshot.listed:
        return snapshot.declared
    return snapshot.listed


def gap_of(snapshot: Snapshot) -> int | None:
    whole = whole_of(snapshot)
    return None if whole is None else whole - snapshot.registered - snapshot.taspen


def lines_of(region: Region) -> list[Line]:
    """Every frozen month in its newest version, the newest first. Three statements."""
    rows = Snapshot.objects.filter(region=region).order_by("-month", "-version").distinct("month")
    found = list(rows.select_related("taken_by"))
    by_month = {one.month: one for one in found}
    now = known_now("region_id", {month: [region.pk] for month in by_month})
    return [Line(one, by_month.get(after(one.month, -1)), now.get(one.month)) for one in found]


def tiles(snapshot: Snapshot, here: str) -> list[Tile]:
    """The sums of a frozen month; each leads to the agencies behind it."""
    known = snapshot.listed is not None

    def behind(show: str) -> str:
        return f"{here}{'&' if '?' in here else '?'}show={show}#agencies"

    def number(value: int | None) -> str:
        return figures.number(value if known else None)

    told = snapshot.registered - snapshot.unknown
    return [
        Tile(_("Listed"), number(snapshot.listed), _lists(snapshot), "listed", behind("listed")),
        Tile(
            _("Registered"), number(snapshot.registered), _rate(snapshot), "registered", behind("registered")
        ),
        Tile(
            _("Active"),
            number(snapshot.active if told else None),
            told_words(snapshot),
            "active",
            behind("active"),
        ),
        Tile(_("Not protected yet"), number(gap_of(snapshot)), _of_whole(snapshot), "waiting", behind("gap")),
        Tile(_("Unpaid"), figures.rupiah(unpaid(snapshot)), _debts(snapshot), "none", behind("unpaid")),
    ]


def _lists(snapshot: Snapshot) -> str:
    return gettext("on the lists of %(with)s of %(total)s agencies") % {
        "with": figures.number(snapshot.with_roster),
        "total": figures.number(snapshot.agencies),
    }


def _rate(snapshot: Snapshot) -> str:
    whole = whole_of(snapshot)
    if not whole:
        return gettext("no data yet") if whole is None else ""
    rate = figures.rate(snapshot.registered, whole)
    if snapshot.declared is None:
        return gettext("of %(listed)s listed") % {"listed": figures.number(whole)}
    return f"{rate.share} · {rate.parts}"


def _of_whole(snapshot: Snapshot) -> str:
    whole = whole_of(snapshot)
    if whole is None:
        return gettext("no list yet, so it is not known")
    if whole == snapshot.declared:
        return gettext("of a potential of %(whole)s") % {"whole": figures.number(whole)}
    if snapshot.declared is None:
        words = gettext("of %(listed)s listed; no total had been chosen")
        return words % {"listed": figures.number(whole)}
    return gettext("of %(listed)s listed") % {"listed": figures.number(whole)}


def _debts(snapshot: Snapshot) -> str:
    if unpaid(snapshot) is None:
        return told_words(snapshot)
    return gettext("%(count)s registered were in arrears") % {"count": figures.number(snapshot.arrears)}


SHOWN: dict[str, tuple[Any, Any]] = {
    "": (_("All agencies"), lambda unit: True),
    "listed": (_("With a list"), lambda unit: unit.has_roster),
    "registered": (_("Somebody is registered"), lambda unit: unit.staff.registered > 0),
    "active": (_("Somebody is active"), lambda unit: unit.staff.active > 0),
    "arrears": (_("Somebody is in arrears"), lambda unit: unit.staff.arrears > 0),
    "gap": (_("People not protected yet"), lambda unit: bool(unit.staff.gap)),
    "unpaid": (_("Unpaid contributions"), lambda unit: unit.staff.unpaid > 0),
    "silent": (_("Without any list"), lambda unit: not unit.has_roster),
}


def day_of(snapshot: Snapshot) -> dt.date:
    return month_end(snapshot.month)


def chosen(units: Sequence[Unit], show: str, text: str) -> list[Unit]:
    words = text.casefold().split()
    test = SHOWN[show][1]
    return [unit for unit in units if test(unit) and all(word in unit.search_text for word in words)]
