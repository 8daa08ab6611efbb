"""An agency's list as it was on any day: who stood on it, with the values known at the end of that day.

Who stood on it, and in which state, is told by the days of the spells as they are known today; a correction
of those days corrects the past list. The values are those that history had recorded by the end of the day;
for whoever was entered later, the first that are known, and marked so.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from agencies.models import Agency
from enrolment.models import Basis, Enrolment

VALUES = (
    "nik", "name", "birth_place", "birth_date", "sex", "category", "position", "unit", "start_date",
    "contract_until", "wage", "phone", "email", "address", "mother_name", "education", "employee_no", "kpj",
    "note",
)  # fmt: skip
SIGNS = ("listed", "submitted", "stated", "confirmed")

# The newest entry before the day ended; where there is none, the oldest after it.
_KNOWN = f"""
select distinct on (v.pgh_obj_id) v.pgh_obj_id, v.pgh_created_at, {", ".join(f"v.{name}" for name in VALUES)}
from enrolment_workerevent v
where v.pgh_obj_id = any(%(workers)s) and v.agency_id = %(agency)s
order by v.pgh_obj_id, v.pgh_created_at >= %(until)s,
         case when v.pgh_created_at < %(until)s then -v.pgh_id else v.pgh_id end
"""


@dataclass(frozen=True)
class PastList:
    """The list on a day. Each row: `VALUES`, `worker` (id), `sign` (of `SIGNS`), `since` (the day of that),
    `listed_on`, and `recorded_on`, the day on which somebody entered later was recorded (else None)."""

    day: dt.date
    rows: list[dict[str, Any]]

    def by_sign(self) -> dict[str, int]:
        found = Counter(row["sign"] for row in self.rows)
        return {sign: found[sign] for sign in SIGNS}

    def by_category(self) -> dict[str, int]:
        """Category -> people, the largest first; only those that occur."""
        return dict(Counter(row["category"] for row in self.rows).most_common())

    @property
    def recorded_later(self) -> int:
        return sum(row["recorded_on"] is not None for row in self.rows)


def list_as_of(agency: Agency, day: dt.date) -> PastList:
    """The list on `day`, by name. Two queries, however many people."""
    spells = Enrolment.objects.for_agency(agency).listed_on_day(day).order_by("worker_id", "-pk")
    standing = {spell.worker_id: spell for spell in spells.distinct("worker_id")}
    until = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
    rows = []
    for worker, recorded, values in _known(agency, standing, until):
        sign, since = standing_on(standing[worker], day)
        row = dict(zip(VALUES, values, strict=True))
        row |= {"worker": worker, "sign": sign, "since": since, "listed_on": standing[worker].listed_on}
        row["recorded_on"] = timezone.localdate(recorded) if recorded >= until else None
        rows.append(row)
    return PastList(day, sorted(rows, key=lambda row: (row["name"].casefold(), row["worker"])))


def _known(
    agency: Agency, workers: Iterable[int], until: dt.datetime
) -> list[tuple[int, dt.datetime, tuple[Any, ...]]]:
    """(worker, when recorded, values). The ids go as a list, so that history is read by its index."""
    keys = {"workers": list(workers), "agency": agency.pk, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, keys)
        return [(worker, recorded, tuple(values)) for worker, recorded, *values in cursor.fetchall()]


def standing_on(spell: Enrolment, day: dt.date) -> tuple[str, dt.date]:
    """The sign of a spell on a day on which it was open, and since when: the funnel of `figures`."""
    if spell.registered_on and spell.registered_on <= day:
        confirmed = spell.basis == Basis.CONFIRMED and spell.confirmed_month
        if confirmed and max(spell.registered_on, spell.confirmed_month) <= day:
            return "confirmed", spell.registered_on
        return "stated", spell.registered_on
    if spell.submitted_on and spell.submitted_on <= day:
        return "submitted", spell.submitted_on
    return "listed", spell.listed_on
