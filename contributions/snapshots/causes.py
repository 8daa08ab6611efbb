"""Why frozen figures are no longer what is known: what was recorded since and reaches back to that day."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency, Region, StatedFigure
from agencies.pages import figures
from agencies.pages.navigation import address
from contributions.coverage.denominators import TOTALS
from contributions.snapshots.cause_words import PAGES, WORDS

P = access.P
PEOPLE = frozenset({"listed", "submitted", "registered", "confirmed", "taspen"})
STATES = frozenset({"active", "awaiting", "arrears", "unknown", "unpaid"})
# Which columns a cause can have changed.
REACHES = {
    "list_saved": PEOPLE | STATES | {"roster_date"},
    "list_undone": PEOPLE | STATES | {"roster_date"},
    "declared": frozenset({"declared"}),
    "terms_group": STATES,
    **dict.fromkeys(("paid", "voided", "money_moved", "assessed", "billed"), STATES),
}


@dataclass(frozen=True)
class Cause:
    """What was recorded, in words; where it can be looked at, for who may."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Found:
    """One kind of record: how many (people, lists, payments, months), when last, and the newest one's id."""

    kind: str
    number: int
    at: dt.datetime
    ref: str = ""


def of_agencies(
    differing: Mapping[int, frozenset[str]], since: dt.datetime, day: dt.date
) -> dict[int, list[Found]]:
    """What was recorded after `since` and reaches back to `day`, by agency (id), as far as it can have
    changed the columns that differ. One statement; counts alone, so also for who sees no people."""
    found: dict[int, list[Found]] = {}
    with connection.cursor() as cursor:
        cursor.execute("select * from snapshot_causes(%s, %s, %s)", [list(differing), since, day])
        for agency, kind, number, at, ref in cursor.fetchall():
            if differing[agency] & REACHES.get(kind, PEOPLE | STATES):
                found.setdefault(agency, []).append(Found(kind, number, at, ref))
    order = list(WORDS)
    return {agency: sorted(some, key=lambda one: order.index(one.kind)) for agency, some in found.items()}


def told(agency: Agency, found: Sequence[Found], day: dt.date, user: Any) -> tuple[Cause, ...]:
    """The causes of one agency in words. Where no record tells, that is said too."""
    if not found:
        return (Cause(_("Nothing that is recorded with a day: a due date, or who answers for whom.")),)
    held = access.scope_of(user).permissions_in_agency(agency)
    return tuple(Cause(words(one, day), _page(one, agency, held)) for one in found)


def words(one: Found, day: dt.date) -> str:
    said = WORDS[one.kind] % {
        "n": one.number,
        "count": figures.number(one.number),
        "day": figures.short_day(day),
    }
    return _("%(what)s (recorded on %(day)s)") % {"what": said, "day": recorded_on(one.at)}


def recorded_on(at: dt.datetime) -> str:
    return figures.short_day(timezone.localtime(at).date())


def _page(one: Found, agency: Agency, held: Iterable[access.Permission]) -> str:
    permission, name, by_ref = PAGES[one.kind]
    if permission not in held:
        return ""
    return address(name, agency.code, one.ref) if by_ref and one.ref else address(name, agency.code)


def of_region(region: Region, since: dt.datetime, day: dt.date, user: Any) -> tuple[Cause, ...]:
    """Totals stated for the city as a whole that were entered, changed or taken away since. One statement."""
    events = StatedFigure.pgh_event_model.objects.filter(
        region=region, agency=None, metric__in=TOTALS.values(), as_of__lte=day, pgh_created_at__gt=since
    )
    last = events.aggregate(last=Max("pgh_created_at"))["last"]
    if last is None:
        return ()
    text = _("A total stated for the city was entered or changed (recorded on %(day)s)") % {
        "day": recorded_on(last)
    }
    may_look = access.may(user, P.SEE_RECORDS, region)
    return (Cause(text, address("region_stated_figures", region.code) if may_look else ""),)
