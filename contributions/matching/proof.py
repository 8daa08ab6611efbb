"""Both sides and their buckets, laid out so that everybody sees that they add up to the cent."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from contributions.matching.buckets import Bucket
from contributions.matching.reading import Summary


@dataclass(frozen=True)
class Part:
    label: str
    number: int
    rupiah: Decimal
    bucket: str = ""


@dataclass(frozen=True)
class Side:
    """A whole, counted by itself, and the parts that it must be the sum of."""

    label: str
    number: int
    rupiah: Decimal
    parts: list[Part]

    @property
    def summed(self) -> tuple[int, Decimal]:
        return sum(part.number for part in self.parts), sum((part.rupiah for part in self.parts), Decimal(0))

    @property
    def adds_up(self) -> bool:
        return self.summed == (self.number, self.rupiah)


def proof_of(summary: Summary) -> list[Side]:
    """Our lines and BPJS's rows, each with the buckets that they are in."""
    ours = [
        Part(str(bucket.label), sums.lines, sums.ours, bucket.value)
        for bucket, sums in _in_order(summary)
        if sums.lines
    ]
    theirs = [
        Part(str(bucket.label), sums.rows, sums.theirs, bucket.value)
        for bucket, sums in _in_order(summary)
        if sums.rows
    ]
    if summary.others.rows:
        label = _("People of agencies that the same contribution group serves")
        theirs.append(Part(label, summary.others.rows, summary.others.theirs))
    rows, foreign = summary.own_rows, summary.foreign_rows
    return [
        Side(_("Our lines"), *summary.lines, ours),
        Side(_("Rows of BPJS's list"), rows[0] + foreign[0], rows[1] + foreign[1], theirs),
    ]


def _in_order(summary: Summary) -> list:
    return [(bucket, summary.buckets[bucket]) for bucket in Bucket if bucket in summary.buckets]
