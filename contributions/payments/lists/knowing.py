"""Which rows of a list tell of a payment that is here already: one row of one payment, never two of one."""

from typing import Any

from django.db import connection

from contributions.models import PaymentList
from contributions.payments.lists import sql

DAYS = 10
"""What may lie between a bank's day and BPJS's for one payment: holidays, never a month."""


def know(found: PaymentList, groups: list[int]) -> None:
    """Note at each row the payment it tells of, best likeness first (`sql.MAY_TELL`), and no payment twice:
    two rows alike are two payments. `groups` (ids) are those of the list's house. Two statements."""
    rows: dict[int, Any] = {}
    taken: set[Any] = set()
    with connection.cursor() as cursor:
        told: dict[str, Any] = {"list": found.pk, "groups": groups, "branch": found.branch_id, "days": DAYS}
        cursor.execute(sql.MAY_TELL, told)
        for row, payment in cursor.fetchall():
            if row not in rows and payment not in taken:
                rows[row] = payment
                taken.add(payment)
        noted: dict[str, Any] = {"rows": list(rows), "payments": list(rows.values())}
        cursor.execute(sql.KNOW, {"list": found.pk} | noted)
