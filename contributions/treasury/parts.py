"""What of a group's month falls on which programme, budget account and source. Pure arithmetic.

BPJS's sum is what is paid, and it names no programmes; so it is split. Where it is our own sum, ours are the
parts; where it is the sum of the Formulir 2a, those of the 2a; else it is split in the ratio of ours, to the
cent, and the paper says so. A penalty is no contribution and stands on no account of contributions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from agencies.models.groups import Programme
from contributions.models import STATE_SOURCES, Assessment, GroupTerms

ZERO, CENT = Decimal("0.00"), Decimal("0.01")
ACCOUNT_OF = {Programme.JKK: "account_jkk", Programme.JKM: "account_jkm", Programme.JHT: "account_jht"}
"""The field of the terms with a programme's account; JP has none."""


class Basis(StrEnum):
    """Where the parts of the programmes come from."""

    OURS = "ours"
    BILL = "2a"
    RATIO = "ratio"
    UNKNOWN = "unknown"  # billed, and nobody has computed it


@dataclass(frozen=True)
class AccountPart:
    programme: str
    account: str
    amount: Decimal


@dataclass(frozen=True)
class Split:
    """Rupiah. `programmes` and `penalty` add up to what is owed; so do `accounts`, `others` and `penalty`,
    where the parts are known. `others`: source -> what it pays that stands on no account."""

    basis: Basis
    programmes: Mapping[str, Decimal] = field(default_factory=dict)
    accounts: list[AccountPart] = field(default_factory=list)
    others: Mapping[str, Decimal] = field(default_factory=dict)
    penalty: Decimal = ZERO

    @property
    def budget(self) -> Decimal:
        return sum((part.amount for part in self.accounts), ZERO)


def programmes_of(assessment: Assessment) -> dict[str, Decimal]:
    """Our sums by programme, both shares together; only those that there are."""
    found = {
        Programme.JKK: assessment.jkk,
        Programme.JKM: assessment.jkm,
        Programme.JHT: assessment.jht_employer + assessment.jht_worker,
        Programme.JP: assessment.jp_employer + assessment.jp_worker,
    }
    return {programme: amount for programme, amount in found.items() if amount}


def in_ratio(amount: Decimal, parts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """An amount in the ratio of parts, to the cent. Sums so far are rounded, so that nothing is lost and no
    part of a sum falls below zero."""
    whole, so_far, given = sum(parts.values()), ZERO, ZERO
    if not whole:
        return {}
    shares = {}
    for key, part in parts.items():
        so_far += part
        upto = (amount * so_far / whole).quantize(CENT, ROUND_HALF_UP)
        shares[key], given = upto - given, upto
    return shares


def split(
    assessment: Assessment, penalty: Decimal = ZERO, billed: Mapping[str, Decimal] | None = None
) -> Split:
    """What a month owes, in its parts. `penalty`: of the bill; `billed`: the 2a's sums by programme."""
    penalty = min(penalty, assessment.owed)
    due = assessment.owed - penalty
    ours, theirs = programmes_of(assessment), {key: sum_ for key, sum_ in (billed or {}).items() if sum_}
    if due == assessment.total:
        basis, programmes = Basis.OURS, ours
    elif theirs and due == sum(theirs.values()):
        basis, programmes = Basis.BILL, theirs
    else:
        programmes = in_ratio(due, ours or theirs)
        basis = Basis.RATIO if programmes else Basis.UNKNOWN
    accounts, others = _by_source(programmes, assessment.terms)
    return Split(basis, programmes, accounts, others, penalty)


def budget_share(terms: GroupTerms | None) -> Decimal:
    """Percent that public money (APBD, BOS, BLUD) pays; 0 without terms."""
    return _percent(terms, STATE_SOURCES)


def _percent(terms: GroupTerms | None, sources: tuple[str, ...]) -> Decimal:
    shares = terms.shares if terms else {}
    return sum((Decimal(str(shares.get(source, 0))) for source in sources), Decimal(0))


def _by_source(
    programmes: Mapping[str, Decimal], terms: GroupTerms | None
) -> tuple[list[AccountPart], dict[str, Decimal]]:
    if terms is None:
        return [], {}
    accounts = []
    share = budget_share(terms)
    for programme, amount in programmes.items():
        of_budget = (amount * share / 100).quantize(CENT, ROUND_HALF_UP)
        if of_budget:
            account = getattr(terms, ACCOUNT_OF.get(Programme(programme), ""), "")
            accounts.append(AccountPart(programme, account, of_budget))
    left = sum(programmes.values(), ZERO) - sum((part.amount for part in accounts), ZERO)
    rest = {
        source: Decimal(str(part)) for source, part in terms.shares.items() if source not in STATE_SOURCES
    }
    return accounts, in_ratio(left, rest)
