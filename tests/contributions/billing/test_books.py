import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies import access
from contributions.billing.assessing import finalise
from contributions.billing.books import release, settle
from contributions.billing.standing import accounts
from contributions.models import Allocation, Assessment, AssessmentLine, GroupTerms, Payment, Rate
from enrolment.models import AgencyMonth
from tests.contributions.billing.money import APR, FEB, MAR, assessed, bill, group_of, pay, terms, workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_months(dishub):
    """February to April, one worker, Rp 16.200 each."""
    terms(dishub)
    workers(dishub)
    return [assessed(dishub, month) for month in (FEB, MAR, APR)]


def paid() -> dict[dt.date, Decimal]:
    return dict(Assessment.objects.values_list("month", "paid"))


def test_the_oldest_month_is_paid_first_and_the_rest_carries_on(three_months, dishub):
    payment = pay(dishub, "20000")

    assert paid() == {FEB: Decimal(16_200), MAR: Decimal(3_800), APR: Decimal(0)}
    assert payment.credit == 0


def test_what_no_month_owes_is_a_credit_that_the_next_month_uses(dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    assert pay(dishub, "20000").credit == Decimal(3_800)

    assessed(dishub, MAR)

    assert paid()[MAR] == Decimal(3_800)
    assert Payment.objects.get().credit == 0


def test_a_month_is_settled_on_the_day_of_the_payment_that_made_it_whole(three_months, dishub):
    pay(dishub, "10000", dt.date(2020, 3, 9))
    pay(dishub, "10000", dt.date(2020, 3, 20))

    assert Assessment.objects.get(month=FEB).settled_on == dt.date(2020, 3, 20)
    assert Assessment.objects.get(month=MAR).settled_on is None


def test_an_earlier_payment_told_of_later_pays_the_earlier_month(three_months, dishub):
    late = pay(dishub, "16200", dt.date(2020, 4, 9))
    early = pay(dishub, "16200", dt.date(2020, 3, 9))

    assert early.allocations.get().month == FEB
    assert late.allocations.get().month == MAR


def test_bpjs_sum_is_what_is_owed(three_months, dishub):
    bill(dishub, "16000")

    assert (Assessment.objects.get(month=FEB).billed, Assessment.objects.get(month=FEB).owed) == (
        16_000,
        16_000,
    )
    pay(dishub, "16000")
    assert Assessment.objects.get(month=FEB).settled_on == dt.date(2020, 3, 10)


def test_a_bill_of_a_month_that_nobody_computed_is_owed_too(dishub):
    bill(dishub, "162000")

    found = Assessment.objects.get()
    assert (found.state, found.owed, found.workers) == ("missing", 162_000, 0)


def test_a_payment_taken_back_frees_its_months(three_months, dishub):
    payment = pay(dishub, "16200")
    release([payment.pk])
    Payment.objects.update(voided_at=dt.datetime(2020, 4, 1, tzinfo=dt.UTC))
    settle([group_of(dishub).pk])

    assert sum(paid().values()) == 0
    assert not Allocation.objects.exists()


def test_a_list_taken_back_takes_its_drafts_along_and_their_money_goes_on(dishub):
    terms(dishub)
    _, gone = workers(dishub, 2)
    assessed(dishub), assessed(dishub, MAR)
    pay(dishub, "40000")
    with connection.cursor() as cursor:
        cursor.execute("delete from enrolment_enrolment where worker_id = %s", [gone.pk])
        cursor.execute("delete from enrolment_worker where id = %s", [gone.pk])
        cursor.execute("set constraints all immediate")

    assert paid() == {FEB: Decimal(16_200), MAR: Decimal(16_200)}
    assert Payment.objects.get().credit == Decimal(7_600)


def test_allocations_never_exceed_a_payment_from_sql_either(three_months, dishub):
    payment = pay(dishub, "100")

    with pytest.raises(IntegrityError, match="payment_never_overspent"), transaction.atomic():
        Allocation.objects.create(
            payment=payment,
            assessment=three_months[2],
            group=payment.group,
            agency=dishub,
            month=APR,
            amount=1,
        )


def test_a_line_is_the_sum_of_its_parts(three_months):
    line = AssessmentLine.objects.first()
    values = {"assessment": three_months[1], "agency_id": line.agency_id, "worker_id": line.worker_id}

    with pytest.raises(IntegrityError, match="line_total_is_its_parts"), transaction.atomic():
        AssessmentLine.objects.create(
            **values, month=MAR, kind="correction", about=FEB, base=0, jkk=1, jkm=1, total=3
        )


def test_one_line_for_a_worker_month_and_kind(three_months):
    line = AssessmentLine.objects.filter(month=MAR).get()
    line.pk = None

    with pytest.raises(IntegrityError, match="one_line_a_month_and_kind"), transaction.atomic():
        line.save(force_insert=True)


def test_only_corrections_are_below_zero_and_no_total_is(three_months):
    line = AssessmentLine.objects.filter(month=MAR).get()
    below = {"base": 0, "jkk": -20_000, "jkm": 0, "total": -20_000}
    values = {
        "assessment": three_months[1],
        "agency_id": line.agency_id,
        "worker_id": line.worker_id,
        "month": MAR,
    }

    with pytest.raises(IntegrityError, match="assessment_not_negative"), transaction.atomic():
        AssessmentLine.objects.create(**values, kind="correction", about=FEB, **below)
    AssessmentLine.objects.filter(month=MAR).delete()
    with pytest.raises(IntegrityError, match="only_corrections_below_zero"), transaction.atomic():
        AssessmentLine.objects.create(**values, kind="regular", about=MAR, **below)


def test_lines_are_never_altered(three_months):
    with pytest.raises(IntegrityError, match="never altered"), transaction.atomic():
        AssessmentLine.objects.update(note="x")


CHANGES = [
    "update contributions_assessment set total = total + 1, jkk = jkk + 1",
    "update contributions_assessment set state = 'draft', final_at = null",
    "delete from contributions_assessment",
    "delete from contributions_assessmentline",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_final_assessment_refuses_every_change_from_sql_too(dishub, change):
    terms(dishub)
    workers(dishub)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)

    with pytest.raises(IntegrityError, match="final"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
        cursor.execute("set constraints all immediate")


@pytest.mark.parametrize(
    "change",
    [
        *CHANGES,
        "update contributions_assessment set promised_on = '2020-05-01'",
        "update contributions_bill set note = 'x'",
        "delete from contributions_bill",
        "update contributions_allocation set amount = 1",
        "delete from contributions_allocation",
    ],
)
def test_a_closed_month_refuses_every_change_from_sql_too(dishub, change):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    bill(dishub, "16200")
    pay(dishub, "16200")
    AgencyMonth.objects.create(agency=dishub, month=FEB, closed_at=dt.datetime(2020, 4, 1, tzinfo=dt.UTC))

    with (
        pytest.raises(IntegrityError, match="is closed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_a_closed_month_takes_no_new_bill(dishub):
    AgencyMonth.objects.create(agency=dishub, month=FEB, closed_at=dt.datetime(2020, 4, 1, tzinfo=dt.UTC))

    with pytest.raises(IntegrityError, match="is closed"), transaction.atomic():
        bill(dishub, "16200")


def test_a_month_is_closed_when_it_is_paid(dishub):
    terms(dishub)
    workers(dishub)
    assessed(dishub)
    month = AgencyMonth.objects.create(agency=dishub, month=FEB)
    month.closed_at = dt.datetime(2020, 4, 1, tzinfo=dt.UTC)

    with pytest.raises(IntegrityError, match="not paid"), transaction.atomic():
        month.save()
    pay(dishub, "16200")
    month.save()


def test_terms_never_overlap_and_shares_make_a_whole(dishub):
    terms(dishub)

    with pytest.raises(IntegrityError, match="one_set_of_terms_a_day"), transaction.atomic():
        terms(dishub, since=dt.date(2020, 1, 1))
    GroupTerms.objects.all().delete()
    with pytest.raises(IntegrityError, match="terms_shares_are_whole"), transaction.atomic():
        terms(dishub, from_apbd=60, from_bos=30)
    terms(dishub, from_apbd=60, from_bos=40)


def test_a_rate_in_use_is_ended_never_changed(dishub):
    terms(dishub)
    workers(dishub)
    finalise(assessment=assessed(dishub), by=access.SYSTEM)
    used = Rate.objects.filter(programme="JKM", segment="PU")

    for change in ({"employer": 1}, {"period": (dt.date(2015, 7, 1), dt.date(2020, 1, 1))}):
        with pytest.raises(IntegrityError, match="in use"), transaction.atomic():
            used.update(**change)
    with pytest.raises(IntegrityError, match="in use"), transaction.atomic():
        used.delete()
    used.update(period=(dt.date(2015, 7, 1), MAR))


def test_a_rate_of_drafts_alone_can_end_before_them(dishub):
    """A regulation that is published late: the month's drafts were made, and follow."""
    terms(dishub)
    workers(dishub)
    assessed(dishub)

    Rate.objects.filter(programme="JKM", segment="PU").update(period=(dt.date(2015, 7, 1), FEB))


def test_rates_never_overlap():
    rate = Rate.objects.get(programme="JKM", segment="PU")
    rate.pk = None

    with pytest.raises(IntegrityError, match="one_rate_a_day"), transaction.atomic():
        rate.save(force_insert=True)


MONTHS = [dt.date(2020, m, 1) for m in range(2, 8)]
amounts = st.integers(min_value=1, max_value=60_000).map(lambda cents: Decimal(cents) / 2)
days = st.dates(dt.date(2020, 2, 1), dt.date(2020, 9, 30))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    payments=st.lists(st.tuples(amounts, days), max_size=8),
    bills=st.dictionaries(st.sampled_from(MONTHS), amounts, max_size=3),
    at=st.lists(days, min_size=1, max_size=4),
    taken_back=st.sets(st.integers(0, 7)),
)
def test_assessed_less_paid_and_credits_is_what_is_open_however_payments_arrive(
    dishub, payments, bills, at, taken_back
):
    with transaction.atomic():
        mark = transaction.savepoint()
        terms(dishub)
        workers(dishub)
        for number, (amount, day) in enumerate(payments):
            pay(dishub, amount, day)
            if number < len(MONTHS):
                assessed(dishub, MONTHS[number])
        for month in MONTHS:
            assessed(dishub, month)
        for month, amount in bills.items():
            bill(dishub, amount, month, code=f"{month:%Y%m}")
        for payment in [p for n, p in enumerate(Payment.objects.order_by("entered_at")) if n in taken_back]:
            release([payment.pk])
            Payment.objects.filter(pk=payment.pk).update(voided_at=dt.datetime.now(dt.UTC))
        settle([group_of(dishub).pk])

        for day in at:
            found = accounts(Q(agency=dishub), day, dt.date(2020, 8, 1)).get(dishub.pk)
            owed = Assessment.objects.filter(month__lte=day).aggregate(s=Sum("owed"))["s"] or 0
            given_by_then = (
                Payment.objects.standing().filter(paid_on__lte=day).aggregate(s=Sum("amount"))["s"] or 0
            )
            assert (found.owed, found.balance - found.credit) == (owed, owed - given_by_then)
            assert found.arrears == sum(found.ages)
        months = list(Assessment.objects.order_by("month"))
        still_open = [one.paid < one.owed for one in months]
        assert still_open == sorted(still_open), "a later month was paid before an earlier one"
        assert all(one.paid <= one.owed for one in months)
        transaction.savepoint_rollback(mark)
