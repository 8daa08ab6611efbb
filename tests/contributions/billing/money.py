"""Terms, months and payments for tests."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from agencies import access
from agencies.models import Agency, ContributionGroup
from contributions.billing.assessing import assess, finalise
from contributions.billing.books import settle
from contributions.models import Assessment, BaseKind, Bill, GroupTerms, Payment
from tests.factories import WorkerFactory

FEB = dt.date(2020, 2, 1)
MAR = dt.date(2020, 3, 1)
APR = dt.date(2020, 4, 1)


def group_of(agency: Agency) -> ContributionGroup:
    return agency.owned_groups.get(is_default=True)


def terms(agency: Agency, amount="3000000", since=dt.date(2019, 1, 1), until=None, **more) -> GroupTerms:
    """An agreed base, paid by the budget, unless told otherwise."""
    values = {"base_kind": BaseKind.AGREED, "amount": amount, "document_text": "PKS 1/2019", "from_apbd": 100}
    values |= more
    if values["amount"] is not None:
        values["amount"] = Decimal(values["amount"])
    group = group_of(agency)
    return GroupTerms.objects.create(group=group, agency=agency, period=DateRange(since, until), **values)


def workers(agency: Agency, count=1, since=dt.date(2020, 2, 1), **more) -> list:
    spell = {"state": "registered", "registered_on": since, "basis": "stated", "listed_on": since}
    spell |= more.pop("spell", {})
    return [WorkerFactory(agency=agency, _enrolment=spell, **more) for _ in range(count)]


def assessed(agency: Agency, month=FEB) -> Assessment:
    return assess(groups=[group_of(agency).pk], month=month, by=access.SYSTEM).assessments[0]


def final(agency: Agency, month=FEB) -> Assessment:
    return finalise(assessment=assessed(agency, month), by=access.SYSTEM)


def pay(agency: Agency, amount, on=dt.date(2020, 3, 10), **more) -> Payment:
    payment = Payment.objects.create(
        group=group_of(agency), agency=agency, amount=Decimal(amount), paid_on=on, **more
    )
    settle([payment.group_id])
    payment.refresh_from_db()
    return payment


def bill(agency: Agency, amount, month=FEB, code="202002000001", **more) -> Bill:
    made = Bill.objects.create(
        group=group_of(agency), agency=agency, month=month, code=code, amount=Decimal(amount),
        issued_on=month, **more,
    )  # fmt: skip
    settle([made.group_id])
    return made


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Something inside is refused, for that reason, in whatever language."""
    with pytest.raises(ValidationError) as raised:
        yield
    assert raised.value.code == code
