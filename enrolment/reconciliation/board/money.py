"""Where the money of each agency's month stands, asked of whoever keeps contributions (MONTH_STANDINGS).

Contributions stand downstream of this package: they are named in the settings and never imported.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class MonthMoney:
    """The contribution of one agency's month; signs are keys of `agencies.pages.badges`.

    `assessed` says whether BPJS has billed it, or we have computed it, since `assessed_at`; `paid` where the
    paying stands, `paid_on` since when it is whole, `due_on` until when. Rupiah: `owed`, `given`.
    """

    assessed: str
    paid: str
    owed: Decimal
    given: Decimal
    due_on: dt.date
    assessed_at: dt.datetime | None = None
    paid_on: dt.date | None = None

    @property
    def balance(self) -> Decimal:
        """What is still to be paid; nothing where more was paid."""
        return max(self.owed - self.given, Decimal())

    @property
    def is_open(self) -> bool:
        """Owed and not paid in full, due or not."""
        return self.given < self.owed

    @property
    def is_late(self) -> bool:
        """Due, and not paid in full."""
        return self.paid == "money_in_arrears"


def money_of(agencies: Collection[int], month: dt.date) -> dict[int, MonthMoney]:
    """The money of the month by agency (id); agencies of which nothing is known are left out. A fixed number
    of queries. Nothing where nobody keeps contributions (MONTH_STANDINGS is empty)."""
    if not settings.MONTH_STANDINGS:
        return {}
    return import_string(settings.MONTH_STANDINGS)(agencies, month)
