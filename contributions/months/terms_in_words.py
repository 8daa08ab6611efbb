"""With what a month was computed, in words: the base, who pays, and each rate with its legal source."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agencies.models.groups import JkkRisk, Programme, Segment
from agencies.pages.figures import number, rupiah
from contributions.models import Assessment, BaseKind, GroupTerms, Source
from contributions.months.reading import MonthOfAgency


@dataclass(frozen=True)
class Terms:
    """One group's; `rates` are (programme, rate, legal source)."""

    group: str
    base: str
    according_to: str
    payers: str
    segment: str
    relief: str = ""
    rates: list[tuple[str, str, str]] = field(default_factory=list)


def terms_of(found: MonthOfAgency) -> list[Terms]:
    """Of every group that was computed, those of others that serve the agency among them."""
    known = [one for one in (*found.owned, *found.serving) if one.assessment and one.assessment.terms]
    several = len(found.owned) + len(found.serving) > 1
    return [_of_group(one.group.name if several else "", one.assessment) for one in known if one.assessment]


def _of_group(name: str, one: Assessment) -> Terms:
    terms = one.terms
    assert terms is not None
    segment = str(Segment(one.segment).label)
    if one.segment == Segment.PU:
        segment += " · " + _("JKK risk group") + f" {JkkRisk(one.risk).name}"
    return Terms(
        group=name,
        base=_base(one),
        according_to=str(terms.document or terms.document_text),
        payers=_payers(terms),
        segment=segment,
        relief=f"{one.relief.name} ({one.relief.legal_source})" if one.relief else "",
        rates=[(str(Programme(r["programme"]).label), _rate(r), r["source"]) for r in one.rates],
    )


def _base(one: Assessment) -> str:
    label = str(BaseKind(one.base_kind).label) if one.base_kind else "–"
    if one.base_amount is None:
        return label
    if one.base_kind == BaseKind.WAGE:
        return _("%(base)s, at least %(least)s") % {"base": label, "least": rupiah(one.base_amount)}
    return f"{label}: {rupiah(one.base_amount)}"


def _payers(terms: GroupTerms) -> str:
    shares = terms.shares
    if len(shares) == 1:
        return str(Source(next(iter(shares))).label)
    return ", ".join(f"{Source(source).label} {_plain(share)} %" for source, share in shares.items())


def _plain(value: object) -> str:
    exact = Decimal(str(value)).normalize()
    return number(exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact)


def _rate(rate: dict[str, Any]) -> str:
    """`0,24 %`, or `Rp 6.800`; with what is left of it under a relief, and the bases that it is for."""
    if rate["amount"] is not None:
        said = rupiah(Decimal(rate["amount"]))
    else:
        said = f"{_plain(Decimal(rate['employer']) + Decimal(rate['worker']))} %"
    if rate["minimum"]:
        said += ", " + _("smallest base %(least)s") % {"least": rupiah(Decimal(rate["minimum"]))}
    if rate["maximum"]:
        said += ", " + _("largest base %(most)s") % {"most": rupiah(Decimal(rate["maximum"]))}
    if Decimal(rate["factor"]) != 1:
        said += " × " + _plain(Decimal(rate["factor"]) * 100) + " %"
    if rate["from"] or rate["below"]:
        said += f" [{rupiah(_whole(rate['from']))} … {rupiah(_whole(rate['below']))})"
    return said


def _whole(value: str | None) -> Decimal | None:
    return Decimal(value) if value else None
