"""What the trial owes and paid: the figures of the news, month by month, up to the last."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import F, Q, Sum
from django.utils import timezone

from agencies.models import User
from contributions.billing.due import after, last_due_month, month_of, months_between
from contributions.billing.standing import Standing, accounts, standing_of
from contributions.models import Assessment, AssessmentLine, GroupTerms, Payment

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo"), pytest.mark.usefixtures("demo")]
FOUR = ("36.73/dishub", "36.73/dlh", "36.73/satpol-pp", "36.73/disperdaginkop-ukm")


def months(agency: str):
    return Assessment.objects.filter(agency__code=agency).order_by("month")


@pytest.mark.parametrize(("month", "each"), [((2020, 2), "8500.00"), ((2021, 2), "16200.00")])
def test_each_worker_of_kota_serang_costs_what_the_news_said(month, each):
    lines = AssessmentLine.objects.filter(agency__code__in=FOUR, month=dt.date(*month, 1))

    assert set(lines.values_list("total", flat=True)) == {Decimal(each)}
    assert lines.count() == (1107 if month == (2020, 2) else 1101)


def test_every_month_since_january_2020_is_there():
    last = after(month_of(timezone.localdate()), -1)
    wanted = months_between(dt.date(2020, 1, 1), last)

    for agency in FOUR:
        assert list(months(agency).values_list("month", flat=True)) == wanted


def test_one_agency_is_two_months_late_and_one_paid_too_much():
    today = timezone.localdate()
    last_due = last_due_month(today)
    late = [one.month for one in months("36.73/dlh") if standing_of(one, today) == Standing.IN_ARREARS]
    found = accounts(Q(agency__region__code="36.73"), today, last_due)

    assert late == [after(last_due, -1), last_due]
    credit = {pk: account.credit for pk, account in found.items() if account.credit}
    assert list(credit.values()) == [Decimal(500_000)]
    assert months("36.73/satpol-pp").first().agency_id in credit


def test_palembangs_budget_pays_16500_for_each():
    lines = AssessmentLine.objects.filter(agency__region__code="16.71")

    assert set(lines.values_list("total", flat=True)) == {Decimal("16500.00")}
    terms = Assessment.objects.filter(agency__region__code="16.71").values_list("terms__from_apbd", flat=True)
    assert set(terms) == {Decimal(100)}


def test_the_books_are_true_to_the_cent():
    assert not Assessment.objects.exclude(paid__lte=F("owed")).exists()
    for agency in FOUR:
        owed = months(agency).aggregate(owed=Sum("owed"), paid=Sum("paid"))
        given = Payment.objects.filter(agency__code=agency).aggregate(
            s=Sum("amount"), left=Sum(F("amount") - F("allocated"))
        )
        assert owed["paid"] == given["s"] - given["left"]


def test_the_terms_were_set_by_the_city_not_by_whoever_handed_in_a_list_before():
    events = GroupTerms.pgh_event_model.objects.filter(pgh_label="insert")
    users = set(events.values_list("pgh_context__metadata__user", flat=True))

    assert set(User.objects.filter(pk__in=users).values_list("username", flat=True)) == {
        "kota",
        "kota-palembang",
    }
