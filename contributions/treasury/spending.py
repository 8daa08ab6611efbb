"""What the budget has paid on each account, what is open, and what a month costs: by agency, set-based.

- *Used* in a year is what reached BPJS in that year, by the day of the SP2D, or of the payment where no SP2D
  is noted: a budget is used when it pays, whichever month it pays for. Payments that were taken back, and
  what moved away or waits as a credit for no month, are not in it.
- Of a payment the part of the public sources counts (APBD, BOS, BLUD, by the terms that the month was
  assessed with), split among the accounts in the ratio of the month's programmes. A penalty is on no account.
- What cannot be placed (month never computed, no account given, JP, penalty) stands under the account "".
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from contributions.models import SHARES, STATE_SOURCES

_PUBLIC = " + ".join(f"t.{SHARES[source]}" for source in STATE_SOURCES)

# The accounts of an assessment `a` with terms `t`: what of one rupiah falls on each, the penalty beside. A
# month without terms or total falls on "" in whole, so that money is never left out.
_ACCOUNTS = f"""
cross join lateral (
    select coalesce(sum(b.penalty), 0) / nullif(a.owed, 0) as share
    from contributions_bill b
    where b.group_id = a.group_id and b.month = a.month and b.state <> 'void'
) f
cross join lateral (
    select p.account, (1 - coalesce(f.share, 0)) * coalesce(({_PUBLIC}), 0) / 100 * p.part / a.total as share
    from (values (t.account_jkk, a.jkk), (t.account_jkm, a.jkm),
                 (t.account_jht, a.jht_employer + a.jht_worker),
                 ('', a.jp_employer + a.jp_worker)) p (account, part)
    where a.total > 0 and t.id is not null and p.part <> 0
    union all
    select '', coalesce(f.share, 0) * coalesce(({_PUBLIC}), 0) / 100
    where a.total > 0 and t.id is not null and f.share > 0
    union all
    select '', 1 where a.total = 0 or t.id is null
) s
"""
_TERMS = "left join contributions_groupterms t on t.id = a.terms_id"

USED = f"""
select a.agency_id, s.account, sum(round(x.amount * s.share, 2))
from contributions_allocation x
join contributions_payment y on y.id = x.payment_id
join contributions_assessment a on a.id = x.assessment_id
{_TERMS} {_ACCOUNTS}
where a.agency_id = any(%(agencies)s) and y.voided_at is null
  and coalesce(y.sp2d_on, y.paid_on) >= %(first)s and coalesce(y.sp2d_on, y.paid_on) < %(after)s
group by a.agency_id, s.account
"""

# Months not paid in full, each with what is open on each account.
OPEN = f"""
select a.agency_id, s.account, a.month, sum(round((a.owed - a.paid) * s.share, 2))
from contributions_assessment a
{_TERMS} {_ACCOUNTS}
where a.agency_id = any(%(agencies)s) and a.paid < a.owed and a.month < %(after)s
group by a.agency_id, s.account, a.month
"""

# What the newest month of each group costs.
COST = f"""
select a.agency_id, s.account, max(a.month), sum(round(a.owed * s.share, 2))
from (
    select distinct on (k.group_id) k.* from contributions_assessment k
    where k.agency_id = any(%(agencies)s) and k.month < %(after)s and k.owed > 0
    order by k.group_id, k.month desc
) a
{_TERMS} {_ACCOUNTS}
group by a.agency_id, s.account
"""

Key = tuple[int, str]
"""Agency's id, account."""


@dataclass(frozen=True)
class Spending:
    """Rupiah by agency and account. `open`: month -> what is not paid; `cost`: (newest month, its cost)."""

    used: dict[Key, Decimal]
    open: dict[Key, dict[dt.date, Decimal]]
    cost: dict[Key, tuple[dt.date, Decimal]]


def spending_of(agencies: Sequence[int], year: int) -> Spending:
    """Of these agencies (ids) in a year. Three statements, however many."""
    keys = {"agencies": list(agencies), "first": dt.date(year, 1, 1), "after": dt.date(year + 1, 1, 1)}
    used = {(agency, account): amount for agency, account, amount in _rows(USED, keys) if amount}
    open_: dict[Key, dict[dt.date, Decimal]] = {}
    for agency, account, month, amount in _rows(OPEN, keys):
        if amount:
            open_.setdefault((agency, account), {})[month] = amount
    cost = {
        (agency, account): (month, amount) for agency, account, month, amount in _rows(COST, keys) if amount
    }
    return Spending(used, open_, cost)


def _rows(statement: str, keys: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, keys)
        return cursor.fetchall()
