"""The figures of a comparison, laid out so that everybody sees that both sides add up."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from enrolment.models import AgencyMonth, Difference, DifferenceKind


@dataclass(frozen=True)
class Side:
    """A whole and its parts, each part (label, number, kind of difference or empty)."""

    label: str
    whole: int
    parts: list[tuple[str, int, str]]

    @property
    def summed(self) -> int:
        return sum(number for _label, number, _kind in self.parts)

    @property
    def adds_up(self) -> bool:
        return self.summed == self.whole


@dataclass(frozen=True)
class KindLine:
    """One kind of difference: found now, waiting, decided."""

    kind: str
    label: str
    total: int
    undecided: int

    @property
    def decided(self) -> int:
        return self.total - self.undecided


def proof_of(month: AgencyMonth) -> list[Side]:
    """BPJS's side and ours, as the last comparison counted them; nothing where there was none."""
    counts = month.counts
    if not counts.get("rows"):
        return []
    return [_list_side(counts), _roster_side(counts)]


def _list_side(counts: dict[str, Any]) -> Side:
    rows, matched = counts["rows"], counts["matched"]
    parts = [
        (_("found by NIK"), matched["nik"], ""),
        (_("found by KPJ"), matched["kpj"], ""),
        (_("found by name, to be confirmed or confirmed"), matched["name"], ""),
        (_("on no roster"), rows["not_on_roster"], DifferenceKind.NOT_ON_ROSTER.value),
        (_("twice on the list"), rows["twice_on_list"], DifferenceKind.TWICE_ON_LIST.value),
        (_("the same person in the other list of this month"), rows["both_lists"], ""),
        (_("an earlier, ended entry of somebody on the list"), rows["ended"], ""),
    ]
    return Side(_("Rows of BPJS's lists"), counts["list"]["rows"], _shown(parts))


def _roster_side(counts: dict[str, Any]) -> Side:
    registered = counts["registered"]
    parts = [
        (_("found on the list"), registered["matched"], ""),
        (_("not on the list"), registered["not_on_list"], DifferenceKind.NOT_ON_LIST.value),
    ]
    return Side(_("Registered with us at the month's end"), counts["roster"]["registered"], parts)


def _shown(parts: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """The first five always; the rare ones where there are any."""
    return [part for place, part in enumerate(parts) if place < 5 or part[1]]


def kinds_of(month: AgencyMonth) -> list[KindLine]:
    """The differences of a month by kind, only kinds that occur. One query."""
    waiting = Count("pk", filter=~Q(state__in=["decided", "carried"]))
    rows = Difference.objects.filter(month=month).order_by().values("kind")
    found = {row["kind"]: row for row in rows.annotate(total=Count("pk"), waiting=waiting)}
    return [
        KindLine(kind.value, str(kind.label), found[kind]["total"], found[kind]["waiting"])
        for kind in DifferenceKind
        if kind in found
    ]
