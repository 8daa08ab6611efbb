"""The sums of a list: what its footer says beside what its rows add up to."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise

from enrolment.models import ListKind, ParticipantList
from enrolment.reconciliation.lists.wording import COLUMNS


@dataclass(frozen=True)
class Sum:
    """One column: rupiah (people for `people`), None where the list does not say it."""

    name: str
    label: str | Promise
    stated: Decimal | None
    summed: Decimal | None

    @property
    def is_money(self) -> bool:
        return self.name != "people"


def sums_of(found: ParticipantList) -> list[Sum]:
    """Each column that has a sum in the footer or in the rows, in the list's order; none where both are zero,
    as those of programmes that nobody there is enrolled in."""
    stated, summed = found.totals.get("stated", {}), found.totals.get("summed", {})
    sums = (
        Sum(name, label, _amount(stated.get(name)), _amount(summed.get(name)))
        for name, label in COLUMNS.items()
    )
    return [one for one in sums if one.stated or one.summed]


def is_unchecked(found: ParticipantList) -> bool:
    """Whether a bill came without a total of its own: what its rows add up to was compared with nothing."""
    stated = found.totals.get("stated", {}).keys() - {"people"}
    return found.kind == ListKind.BILL and bool(found.totals.get("summed")) and not stated


def total_of(found: ParticipantList) -> Decimal | None:
    """The contribution of all people on the list, as its rows add up."""
    return _amount(found.totals.get("summed", {}).get("total"))


def _amount(text: object) -> Decimal | None:
    try:
        return None if text is None else Decimal(str(text))
    except InvalidOperation:
        return None
