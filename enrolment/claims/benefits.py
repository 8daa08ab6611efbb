"""What the rules grant, for the information beside a claim: never a promise, BPJS decides.

Amounts: PP 44/2015 as changed by PP 82/2019 and PP 49/2023 (bpjsketenagakerjaan.go.id, programme pages).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from enrolment.models import ClaimKind

SOURCE = "PP 44/2015, PP 82/2019, PP 49/2023"
WAGES_AT_DEATH = 48  # of the reported wage, after an accident at work
WAGES_WHEN_DISABLED = 56  # at most, totally and for good
FUNERAL = 10_000_000
PERIODIC = 12_000_000  # 24 x 500,000, paid at once
GRANT = 20_000_000  # death not at work
SCHOLARSHIP = 174_000_000  # at most, two children together
YEARS_FOR_SCHOLARSHIP = 3  # of contributions, where the death was not at work


@dataclass(frozen=True)
class Benefit:
    """`amount` in rupiah; None where there is no fixed one, then `words` say it."""

    label: Any
    amount: Decimal | None = None
    words: Any = ""


def benefits_of(kind: str, wage: Decimal | None) -> list[Benefit]:
    """What may be due for this kind of claim; `wage`: a month's, as it was reported to BPJS."""
    if kind == ClaimKind.ACCIDENT:
        return _of_accident(wage)
    return _of_work_death(wage) if kind == ClaimKind.WORK_DEATH else _of_death()


def total_of(kind: str, benefits: list[Benefit]) -> Decimal | None:
    """The sum of what a death grants without the scholarship; None where the wage is not known. What follows
    an accident depends on its course: there is no sum."""
    if kind == ClaimKind.ACCIDENT:
        return None
    amounts = [benefit.amount for benefit in benefits if not benefit.words]
    return None if None in amounts else sum(filter(None, amounts), Decimal())


def _of_accident(wage: Decimal | None) -> list[Benefit]:
    return [
        Benefit(_("Treatment"), words=_("without limit of cost, as medically needed")),
        Benefit(
            _("While unable to work"), words=_("the full wage for 12 months, then half, until recovered")
        ),
        Benefit(_("Transport"), words=_("up to 5 million by land, 2 million by sea, 10 million by air")),
        Benefit(_("Care at home"), words=_("up to 20 million")),
        Benefit(
            _("Totally disabled for good: %(n)s × reported wage") % {"n": WAGES_WHEN_DISABLED},
            _times(wage, WAGES_WHEN_DISABLED),
        ),
    ]


def _of_work_death(wage: Decimal | None) -> list[Benefit]:
    return [
        Benefit(_("%(n)s × reported wage") % {"n": WAGES_AT_DEATH}, _times(wage, WAGES_AT_DEATH)),
        Benefit(_("Periodic grant, paid at once"), Decimal(PERIODIC)),
        Benefit(_("Funeral"), Decimal(FUNERAL)),
        Benefit(
            _("Scholarship, two children at most"), Decimal(SCHOLARSHIP), _("at most, as long as they learn")
        ),
    ]


def _of_death() -> list[Benefit]:
    return [
        Benefit(_("Death grant"), Decimal(GRANT)),
        Benefit(_("Periodic grant, paid at once"), Decimal(PERIODIC)),
        Benefit(_("Funeral"), Decimal(FUNERAL)),
        Benefit(
            _("Scholarship, two children at most"),
            Decimal(SCHOLARSHIP),
            _("at most, and only after %(n)s years of contributions") % {"n": YEARS_FOR_SCHOLARSHIP},
        ),
    ]


def _times(wage: Decimal | None, times: int) -> Decimal | None:
    return (wage * times).quantize(Decimal("0.01"), ROUND_HALF_UP) if wage else None
