"""Objects of contributions behind the numbers in addresses, by the beginning of the URL name."""

import datetime as dt
from typing import Any

from agencies.models import Agency
from contributions.models import BudgetCeiling, DueDate, MinimumWage, PenaltyRate, Rate, Relief
from tests.contributions.billing import money

MONTH = dt.date(2020, 2, 1)


def money_objects(agency: Agency) -> dict[str, dict[str, Any]]:
    """A month of February 2020 with a bill, a payment and its terms; rates of the law. The first name that a
    URL name begins with wins."""
    terms = money.terms(agency)
    money.workers(agency, name="=1+1")
    money.assessed(agency, MONTH)
    bill = money.bill(agency, "16200", MONTH, note="=1+1")
    payment = money.pay(agency, "10000", note="=1+1")
    wage = MinimumWage.objects.create(
        region=agency.region, amount=3_000_000, period=("2020-01-01", "2021-01-01"), legal_source="=1+1"
    )
    ceiling = BudgetCeiling.objects.create(
        agency=agency, year=2020, account="=1+1", amount=1_000_000, since="2020-01-01", document_text="=1+1"
    )
    of_month = {"month": "2020-02"}
    return {
        "rate": {"pk": Rate.objects.get(programme="JKM", segment="PU").pk},
        "relief": {"pk": Relief.objects.first().pk},
        "due_date": {"pk": DueDate.objects.filter(is_override=True).first().pk},
        "penalty": {"pk": PenaltyRate.objects.first().pk},
        "minimum_wage": {"pk": wage.pk},
        "agency_terms": {"pk": terms.pk},
        "agency_contribution": of_month,
        "agency_deductions": of_month,
        "agency_account_papers": of_month,
        "agency_ceilings": {"pk": ceiling.pk},
        "region_contribution": of_month,
        "branch_contribution": of_month,
        "agency_bill": {**of_month, "pk": bill.pk},
        "agency_payment": {"pk": payment.pk},
    }
