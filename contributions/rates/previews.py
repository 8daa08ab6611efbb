"""What a change of the law's figures does to a contribution, before it is saved: `16.200 → 16.200`."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agencies.models.groups import ALWAYS, JkkRisk, Programme, Segment
from agencies.pages import figures
from contributions.billing.due import due_date
from contributions.models import DueDate, MinimumWage, PenaltyRate, Rate, Relief
from contributions.rates.charging import Charging, charged, in_force, total

SAMPLE = Decimal(3_000_000)
NOTHING = "–"


@dataclass(frozen=True)
class Change:
    """One line of a preview, as words; an empty `before` or `after`: there is none."""

    label: str
    before: str
    after: str


def preview(record: Any, sample: Decimal | None = None) -> list[Change]:
    """What the record changes from its first month on, for a base of `sample` rupiah."""
    base = sample or SAMPLE
    if isinstance(record, Rate):
        return _of_rate(record, base)
    if isinstance(record, Relief):
        return _of_relief(record, base)
    if isinstance(record, MinimumWage):
        return _of_minimum_wage(record)
    if isinstance(record, PenaltyRate):
        return _of_penalty(record)
    return _of_due_date(record) if isinstance(record, DueDate) else []


def _of_rate(rate: Rate, base: Decimal) -> list[Change]:
    since = rate.period.lower
    others = [one for one in Rate.objects.all() if one.pk != rate.pk]
    before = in_force([*others, *_as_stored(rate)], rate.segment, _risk(rate), since - dt.timedelta(days=1))
    after = in_force([*others, rate], rate.segment, _risk(rate), since)
    lines = [_line(str(rate.programme), before, after, base, {rate.programme}, only=rate.programme)]
    together = {*ALWAYS, rate.programme}
    words = " + ".join(sorted(together, key=list(Programme).index))
    return [*lines, _line(words, before, after, base, together)]


def _as_stored(rate: Rate) -> list[Rate]:
    return list(Rate.objects.filter(pk=rate.pk)) if rate.pk else []


def _risk(rate: Rate) -> int:
    if rate.segment == Segment.BPU:
        return 0
    return rate.risk or JkkRisk.I


def _line(
    label: str,
    before: list[Charging],
    after: list[Charging],
    base: Decimal,
    programmes: set[str],
    only: str = "",
) -> Change:
    return Change(label, _money(before, programmes, base, only), _money(after, programmes, base, only))


def _money(rates: list[Charging], programmes: set[str], base: Decimal, only: str) -> str:
    parts = charged(rates, programmes, base, only=bool(only))
    if parts is None:
        return NOTHING
    return figures.rupiah(total(parts))


def _of_relief(relief: Relief, base: Decimal) -> list[Change]:
    segments = [relief.segment] if relief.segment else list(Segment)
    rates = list(Rate.objects.on(relief.period.lower))
    lines = []
    for segment in segments:
        held = in_force(rates, segment, JkkRisk.I if segment == Segment.PU else 0, relief.period.lower)
        plain = charged(held, ALWAYS, base)
        if plain is None:
            continue
        less = charged(held, ALWAYS, base, relief.factor, relieved=relief.programmes)
        label = f"JKK + JKM ({segment})"
        lines.append(Change(label, figures.rupiah(total(plain)), figures.rupiah(total(less))))
    return lines


def _of_minimum_wage(wage: MinimumWage) -> list[Change]:
    since = wage.period.lower
    rates = in_force(Rate.objects.on(since), Segment.PU, JkkRisk.I, since)
    day_before = since - dt.timedelta(days=1)
    earlier = MinimumWage.objects.filter(region=wage.region, period__contains=day_before).exclude(pk=wage.pk)
    before = earlier.values_list("amount", flat=True).first()
    return [
        Change(_("Minimum wage"), figures.rupiah(before), figures.rupiah(wage.amount)),
        Change("JKK + JKM (PU)", _of_base(rates, before), _of_base(rates, wage.amount)),
    ]


def _of_base(rates: list[Charging], base: Decimal | None) -> str:
    return NOTHING if base is None else figures.rupiah(total(charged(rates, ALWAYS, base)))


def _of_penalty(penalty: PenaltyRate) -> list[Change]:
    day_before = penalty.period.lower - dt.timedelta(days=1)
    earlier = PenaltyRate.objects.filter(period__contains=day_before).exclude(pk=penalty.pk).first()
    late = Decimal(1_000_000)
    before = figures.rupiah(late * earlier.percent / 100) if earlier else NOTHING
    label = _("A contribution of %(amount)s, one month late") % {"amount": figures.rupiah(late)}
    return [Change(label, before, figures.rupiah(late * penalty.percent / 100))]


def _of_due_date(due: DueDate) -> list[Change]:
    kept = DueDate.objects.filter(month=due.month, segment=due.segment).values_list("due_on", flat=True)
    before = kept.first() or due_date(due.month, due.segment)
    return [Change(_("Last day to pay"), figures.day(before), figures.day(due.due_on))]
