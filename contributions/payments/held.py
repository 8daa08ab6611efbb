"""Holding the books of groups while something in them changes, and saying in words what refused it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import ContributionGroup
from contributions.billing.books import settle
from contributions.models import Allocation
from enrolment.models import AgencyMonth
from enrolment.workers.sql import lock_rosters
from enrolment.workers.wording import month_name

MEANWHILE = _("Somebody changed this meanwhile. Look at it again.")
OVERSPENT = _("More than was paid cannot be used.")
CODE_TAKEN = _("This kode iuran stands on another bill already.")
CLOSED = _("%(month)s is closed and stays as it is. The city or the BPJS branch can open it again.")
SOME_CLOSED = _("A month that is closed stays as it is. The city or the BPJS branch can open it again.")

_REFUSALS = {
    "month_is_closed": ("closed", SOME_CLOSED),
    "one_bill_a_code": ("code", CODE_TAKEN),
    "payment_never_overspent": ("overspent", OVERSPENT),
    "payment_void_pays_nothing": ("closed", SOME_CLOSED),
}


def lock_books(groups: Iterable[int | None]) -> list[int]:
    """Rosters first, as closing a month takes them, then the groups by number, as settling does: two actions
    never wait for each other. Returns the groups (ids)."""
    ids = sorted({pk for pk in groups if pk is not None})
    owners = ContributionGroup.objects.filter(pk__in=ids).values_list("agency_id", flat=True)
    lock_rosters(owners)
    list(ContributionGroup.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True))
    return ids


@contextmanager
def held(groups: Iterable[int | None]) -> Iterator[None]:
    """Hold the books of these groups (ids; None counts for nothing), and settle them at the end. What the
    database refuses comes out as a ValidationError in words."""
    ids = lock_books(groups)
    with in_words():
        yield
        if ids:
            settle(ids)


@contextmanager
def in_words() -> Iterator[None]:
    """What the database refuses as a ValidationError; nothing of what stands inside has happened then."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        name = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", "")
        if name not in _REFUSALS:
            raise
        code, words = _REFUSALS[name]
        raise ValidationError(words, code=code) from refused


def check_open(agency: int, month: dt.date) -> None:
    """ValidationError where the agency (id) has closed the month."""
    if AgencyMonth.objects.filter(agency=agency, month=month, closed_at__isnull=False).exists():
        raise ValidationError(CLOSED, code="closed", params={"month": month_name(month)})


def closed_months_of(payments: Iterable[Any]) -> dict[Any, list[dt.date]]:
    """The closed months that these payments (ids) pay, by payment, oldest first. Two queries at most."""
    given = list(
        Allocation.objects.filter(payment__in=list(payments)).values_list("payment", "agency", "month")
    )
    if not given:
        return {}
    closed = set(
        AgencyMonth.objects.filter(
            agency__in={one[1] for one in given}, month__in={one[2] for one in given}, closed_at__isnull=False
        ).values_list("agency", "month")
    )
    found: dict[Any, list[dt.date]] = {}
    for payment, agency, month in sorted(given, key=lambda one: one[2]):
        if (agency, month) in closed:
            found.setdefault(payment, []).append(month)
    return found
