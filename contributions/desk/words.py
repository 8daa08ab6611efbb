"""What closing the gap costs, in words with its assumptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.pages.figures import number, rupiah
from contributions.coverage.funnel import PlaceCoverage
from contributions.coverage.worded import span_in_words
from contributions.desk.cost import GapCost


def rupiah_span(amounts: Sequence[Decimal]) -> str:
    """One sum, or from … to; whole rupiah, because part of it is reckoned at an average."""
    return " – ".join(rupiah(amount.quantize(Decimal(1))) for amount in amounts)


@dataclass(frozen=True)
class CostInWords:
    """What closing the gap costs ("" where that is not known), for how many, and what is assumed."""

    monthly: str
    yearly: str
    heads: str
    lines: list[str]

    @property
    def a_month(self) -> str:
        return _("Cost %(sum)s/month") % {"sum": self.monthly} if self.monthly else ""


def in_words(cost: GapCost) -> CostInWords:
    return CostInWords(
        rupiah_span(cost.monthly), rupiah_span(cost.yearly), span_in_words(cost.heads), assumptions(cost)
    )


def assumptions(cost: GapCost) -> list[str]:
    """For whom, on what terms, and what is taken for granted."""
    lines = []
    if cost.named:
        words = _("%(count)s people on lists or declared, each by the terms of their agency")
        lines.append(words % {"count": number(cost.named)} + _apart(cost))
    if any(cost.average):
        span = span_in_words(cost.average)
        if cost.per_head is None:
            words = _(
                "%(count)s people: not reckoned, because nobody has said yet on what terms anybody pays"
            )
            lines.append(words % {"count": span})
        else:
            words = _("%(count)s people known only as a number or without terms, at the average of %(sum)s")
            lines.append(words % {"count": span, "sum": rupiah(cost.per_head)})
    if cost.monthly:
        lines.append(_("today's rates, reliefs and bases; a year is twelve such months"))
    return lines


def unplaced_words(place: PlaceCoverage) -> str:
    """Why the gaps of the agencies do not add up to that of the place; "" where they do."""
    known = sum(one.gap or 0 for one in place.agencies)
    rest = [gap - known for gap in place.gaps]
    if not any(rest):
        return ""
    if max(rest) <= 0:
        words = _("The agencies together list or declare %(count)s people more than the potential.")
        return words % {"count": span_in_words(sorted({-one for one in rest}))}
    words = _("%(count)s people of the potential are on no list and in no declaration yet: no row has them.")
    return words % {"count": span_in_words(sorted({max(0, one) for one in rest}))}


def _apart(cost: GapCost) -> str:
    if not cost.apart:
        return ""
    return " " + _("(of them %(count)s RT/RW, cadres and vulnerable workers)") % {"count": number(cost.apart)}
