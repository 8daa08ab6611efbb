"""Months, states and amounts in words."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.pages import figures
from contributions.billing.assessing import Hindrance
from contributions.billing.standing import Standing
from contributions.models import Assessment, AssessmentLine, LineKind
from enrolment.workers.wording import month_name

HINDRANCES = {
    Hindrance.CLOSED: gettext_lazy("The month is closed."),
    Hindrance.FINAL: gettext_lazy("The month is final; what changed since goes into a later month."),
    Hindrance.NO_TERMS: gettext_lazy("Nobody has said yet from which base this group pays, and who pays."),
    Hindrance.NO_WAGE: gettext_lazy("The minimum wage of that month is not known here."),
    Hindrance.NO_RATE: gettext_lazy("One of the group's programmes has no rate in that month."),
    Hindrance.OVERDRAWN: gettext_lazy(
        "The corrections in this month are more than the rest of it. Take them out, then compute."
    ),
}


def sign_of(standing: Standing) -> str:
    """The key of a standing in `agencies.pages.badges.SIGNS`."""
    return f"money_{standing}"


def due_words(month: dt.date, due_on: dt.date) -> str:
    """`Iuran Februari 2020, paling lambat 16 Maret 2020`."""
    return _("Contribution of %(month)s, by %(day)s at the latest") % {
        "month": month_name(month),
        "day": figures.day(due_on),
    }


def formula(line: AssessmentLine, assessment: Assessment) -> list[str]:
    """How each programme of a regular line comes about, with its source:
    `3.000.000 × 0,24 % = 7.200,00 (PP 44/2015, Lampiran I)`; of other lines nothing."""
    if line.kind != LineKind.REGULAR:
        return []
    parts = [_part(line, rate) for rate in assessment.rates if _holds(rate, line.base)]
    return [part for part in parts if part]


def change_words(line: AssessmentLine) -> str:
    """How a line about an earlier month comes about, `10.800,00 → 13.126,21`: what was charged for that month
    before and since; of `LineQuerySet.with_before`, empty for regular lines."""
    before = getattr(line, "before", None)
    if line.kind == LineKind.REGULAR or before is None:
        return ""
    return f"{figures.number(before, 2)} → {figures.number(before + line.total, 2)}"


def _holds(rate: dict[str, Any], base: Decimal) -> bool:
    low, below = rate["from"], rate["below"]
    return (low is None or base >= Decimal(low)) and (below is None or base < Decimal(below))


def _amount(line: AssessmentLine, programme: str) -> Decimal:
    if programme in ("JKK", "JKM"):
        return getattr(line, programme.lower())
    return getattr(line, f"{programme.lower()}_employer") + getattr(line, f"{programme.lower()}_worker")


def _part(line: AssessmentLine, rate: dict[str, Any]) -> str:
    factor = Decimal(rate["factor"])
    if rate["amount"] is not None:
        charged = figures.number(Decimal(rate["amount"]), 2)
    else:
        base = line.base
        base = max(base, Decimal(rate["minimum"])) if rate["minimum"] else base
        base = min(base, Decimal(rate["maximum"])) if rate["maximum"] else base
        percent = (Decimal(rate["employer"]) + Decimal(rate["worker"])).normalize()
        charged = f"{_plain(base)} × {_plain(percent)} %"
    if factor != 1:
        charged += f" × {_plain((factor * 100).normalize())} %"
    result = figures.number(_amount(line, rate["programme"]), 2)
    return f"{rate['programme']}: {charged} = {result} ({rate['source']})"


def _plain(value: Decimal) -> str:
    whole = value.to_integral_value()
    return figures.number(whole if value == whole else value)
