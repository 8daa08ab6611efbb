"""Which frozen figures say something: the columns hold a zero also where nobody could count."""

from decimal import Decimal
from typing import Any

from contributions.models import Snapshot
from contributions.snapshots.frozen import Frozen

# Known only of those whose contributions were kept.
OF_CONTRIBUTIONS = ("active", "awaiting", "arrears")


def figure(one: Frozen | Snapshot, column: str) -> Any:
    """What was frozen; None where it was not known, which is no zero."""
    if column in OF_CONTRIBUTIONS:
        return getattr(one, column) if one.registered > one.unknown else None
    return unpaid(one) if column == "unpaid" else getattr(one, column)


def unpaid(one: Frozen | Snapshot) -> Decimal | None:
    """What was owed; None where nothing was and nobody's contributions were kept. Who has ended may owe."""
    return one.unpaid if one.unpaid or one.registered > one.unknown else None
