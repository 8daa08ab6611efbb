"""The three-way reconciliation of a month, read: sums per agency and bucket, the entries of one agency."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from agencies import access
from contributions.billing.standing import ZERO
from contributions.matching import sql
from contributions.matching.buckets import Bucket
from contributions.matching.places import places
from enrolment.workers.sql import many_rows

OTHERS = "others"


@dataclass(frozen=True)
class Sums:
    """What is in a bucket: people (entries), our lines and rupiah, BPJS's rows and rupiah, and of BPJS's
    rupiah those of groups whose month is paid in full."""

    people: int = 0
    lines: int = 0
    rows: int = 0
    ours: Decimal = ZERO
    theirs: Decimal = ZERO
    paid: Decimal = ZERO

    @property
    def difference(self) -> Decimal:
        """BPJS's less ours."""
        return self.theirs - self.ours

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, name) + getattr(other, name) for name in Sums.__dataclass_fields__))


NOTHING = Sums()


@dataclass
class Summary:
    """One agency's month. `others`: rows of its list about people of agencies that its group serves.

    `lines`, `own_rows` and `foreign_rows` are (number, rupiah) of both sides counted by themselves.
    `list_kind`: the best kind of BPJS's list in force, empty where there is none.
    """

    buckets: dict[Bucket, Sums] = field(default_factory=dict)
    others: Sums = NOTHING
    lines: tuple[int, Decimal] = (0, ZERO)
    own_rows: tuple[int, Decimal] = (0, ZERO)
    foreign_rows: tuple[int, Decimal] = (0, ZERO)
    compared: bool = False
    list_kind: str = ""
    computed: bool = False

    def of(self, bucket: str) -> Sums:
        return self.buckets.get(Bucket(bucket), NOTHING)

    @property
    def whole(self) -> Sums:
        """All buckets together."""
        return sum(self.buckets.values(), NOTHING)

    @property
    def is_empty(self) -> bool:
        return not self.buckets and not self.own_rows[0]


class Entry(NamedTuple):
    """A person of the month: ours, BPJS's, or both. `paid`: full, part, none. `times`: how often the NIK
    stands on the lists of the region. NIKs whole: mask them on pages."""

    agency: int
    group: int
    bucket: str
    worker: int | None
    row: int | None
    name: str
    nik: str | None
    kpj: str | None
    ordinal: int | None
    base: Decimal | None
    wage: Decimal | None
    ours: Decimal | None
    theirs: Decimal | None
    corrections: Decimal | None
    paid: str
    ended_on: dt.date | None
    end_reason: str | None
    proposed: bool
    times: int

    @property
    def difference(self) -> Decimal:
        return (self.theirs or ZERO) - (self.ours or ZERO)

    @property
    def is_paid_for(self) -> bool:
        """Whether what was paid for the month may be about them: not where BPJS did not bill them."""
        return self.bucket not in (Bucket.UNCHECKED, Bucket.NOT_BILLED)


def summaries(agencies: Iterable[int], month: dt.date) -> dict[int, Summary]:
    """The month of each of these agencies (ids). Four statements for any number.

    Reads as the system: a group's list may be another agency's. Cut the agencies to the user's before; what
    comes back are figures of these alone.
    """
    with access.acting(access.SYSTEM), many_rows(), connection.cursor() as cursor:
        about = places(agencies, month)
        found = {
            agency: Summary(
                compared=agency in about.compared,
                computed=agency in about.computed,
                list_kind=about.kinds.get(agency, ""),
            )
            for agency in about.agencies
        }
        cursor.execute(sql.SUMMARY, about.parameters)
        for agency, bucket, *numbers in cursor.fetchall():
            _put(found[agency], bucket, Sums(*numbers))
        cursor.execute(sql.WHOLES, about.parameters)
        for agency, side, number, total in cursor.fetchall():
            setattr(found[agency], side, (number, total))
    return found


def _put(summary: Summary, bucket: str, sums: Sums) -> None:
    if bucket == OTHERS:
        summary.others = sums
    else:
        summary.buckets[Bucket(bucket)] = sums


def entries(agency: int, month: dt.date, *buckets: str) -> list[Entry]:
    """The entries of an agency's month by name, of these buckets or all. Three statements; who may see the
    agency's people may see these."""
    with access.acting(access.SYSTEM), many_rows(), connection.cursor() as cursor:
        wanted = {"buckets": list(buckets) or None}
        cursor.execute(sql.ENTRIES, places([agency], month).parameters | wanted)
        return [Entry(*row) for row in cursor.fetchall()]


def together(found: Mapping[int, Summary]) -> Summary:
    """Several agencies as one; what one's list has of another's people cancels out."""
    total = Summary()
    for one in found.values():
        for bucket, sums in one.buckets.items():
            total.buckets[bucket] = total.of(bucket) + sums
        total.others += one.others
        for name in ("lines", "own_rows", "foreign_rows"):
            (n, rupiah), (more, money) = getattr(total, name), getattr(one, name)
            setattr(total, name, (n + more, rupiah + money))
        total.compared |= one.compared
        total.computed |= one.computed
    return total
