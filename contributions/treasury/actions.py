"""Ceilings are said, and taken back where they were said wrongly. A change of the budget is a new row."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from contributions.models import BudgetCeiling

MOST = Decimal(10) ** 13
"""Rupiah; no city's budget comes near it."""


@transaction.atomic
def set_ceilings(
    *,
    agency: Agency,
    year: int,
    since: dt.date,
    document_text: str,
    amounts: Mapping[str, Decimal],
    by: Any,
) -> list[BudgetCeiling]:
    """A ceiling (rupiah) for each account from a day on. ValidationError where an account has one from that
    very day already."""
    there = BudgetCeiling.objects.filter(agency=agency, year=year, since=since, account__in=amounts)
    if taken := sorted(there.values_list("account", flat=True)):
        words = _(
            "%(accounts)s: there is a ceiling from that day already."
            " Choose the day of the change, or take the wrong one back first."
        )
        raise ValidationError(words % {"accounts": ", ".join(taken)}, code="taken")
    return BudgetCeiling.objects.bulk_create(
        BudgetCeiling(
            agency=agency, year=year, account=account, amount=amount, since=since,
            document_text=document_text, entered_by_id=getattr(by, "pk", None),
        )
        for account, amount in amounts.items()
    )  # fmt: skip


@transaction.atomic
def take_back(*, ceiling: BudgetCeiling, by: Any) -> None:
    """A row that was entered wrongly goes; the one before it holds again."""
    ceiling.delete()
