"""Objects of contributions behind the numbers in addresses, by the beginning of the URL name."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from agencies import access
from agencies.models import Agency, Branch
from contributions.models import (
    BudgetCeiling,
    DueDate,
    GroupTerms,
    MinimumWage,
    Payment,
    PaymentList,
    PenaltyRate,
    Rate,
    Relief,
)
from contributions.payments import moving
from contributions.snapshots.taking import take
from contributions.terms.actions import set_terms
from tests.contributions.billing import money

MONTH = dt.date(2020, 2, 1)


def _set_at_once(terms: GroupTerms) -> uuid.UUID:
    """The key under which later terms of the same group were set for many."""
    batch = uuid.uuid4()
    values = {name: getattr(terms, name) for name in ("group", "agency", "base_kind", "amount", "from_apbd")}
    period = DateRange(dt.date(2030, 1, 1), None)
    later = GroupTerms(period=period, document_text="=1+1", **values)
    set_terms(terms=[later], by=access.SYSTEM, batch=batch)
    return batch


def money_objects(agency: Agency) -> dict[str, dict[str, Any]]:
    """A month of February 2020 with a bill, a payment and its terms; rates of the law. The first name that a
    URL name begins with wins."""
    terms = money.terms(agency)
    money.workers(agency, name="=1+1")
    money.assessed(agency, MONTH)
    bill = money.bill(agency, "16200", MONTH, note="=1+1")
    payment = money.pay(agency, "10000", note="=1+1")
    values = {"amount": Decimal(100), "reason": "=1+1", "by": None}
    move = moving.move_to_month(payment=payment, month=MONTH, **values)
    wage = MinimumWage.objects.create(
        region=agency.region, amount=3_000_000, period=("2020-01-01", "2021-01-01"), legal_source="=1+1"
    )
    ceiling = BudgetCeiling.objects.create(
        agency=agency, year=2020, account="=1+1", amount=1_000_000, since="2020-01-01", document_text="=1+1"
    )
    of_month = {"month": "2020-02"}
    branch = Branch.objects.filter(regions=agency.region).first()
    take(region=agency.region, month=MONTH, by=access.SYSTEM)
    lists = {"origin": "branch", "file_name": "=1+1", "stored_name": "", "sha256": "", "size": 0}
    unplaced = Payment.objects.create(branch=branch, amount=5, paid_on=MONTH, code="1234567")
    return {
        "rate": {"pk": Rate.objects.get(programme="JKM", segment="PU").pk},
        "relief": {"pk": Relief.objects.first().pk},
        "due_date": {"pk": DueDate.objects.filter(is_override=True).first().pk},
        "penalty": {"pk": PenaltyRate.objects.first().pk},
        "minimum_wage": {"pk": wage.pk},
        "agency_terms": {"pk": terms.pk},
        "region_terms": {"batch": _set_at_once(terms)},
        "agency_contribution": of_month,
        "agency_deductions": of_month,
        "agency_account_papers": of_month,
        "agency_ceilings": {"pk": ceiling.pk},
        "region_contribution": of_month,
        "region_snapshot": of_month,
        "branch_contribution": of_month,
        "agency_money_matching": of_month,
        "region_money_matching": of_month,
        "branch_money_matching": of_month,
        "agency_bill": {**of_month, "pk": bill.pk},
        "agency_payment_list": {"pk": PaymentList.objects.create(agency=agency, **lists).pk},
        "branch_payment_list": {"pk": PaymentList.objects.create(branch=branch, **lists).pk},
        "branch_payment": {"pk": unplaced.pk},
        "agency_payment_letter": {"pk": move.pk},
        "agency_move": {"pk": move.pk},
        "agency_payment": {"pk": payment.pk},
    }
