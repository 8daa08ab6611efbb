"""What a budget's ceilings hold, what is used of them, and until when they are enough."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from agencies import access
from contributions.models import BudgetCeiling
from contributions.treasury import actions
from contributions.treasury.ceilings import AgencyCeilings, Reach, accounts_of, ceilings_on, enough_until
from tests.contributions.billing.money import APR, FEB, MAR, assessed, bill, group_of, pay, terms, workers

JKK, JKM = "5.1.02.02.02.0006", "5.1.02.02.02.0007"
TODAY = dt.date(2021, 6, 1)
D = Decimal


def ceilings(agency, amount="100000", since=dt.date(2020, 1, 1), accounts=(JKK, JKM)):
    return actions.set_ceilings(
        agency=agency, year=2020, since=since, document_text="DPA 2020",
        amounts=dict.fromkeys(accounts, D(amount)), by=access.SYSTEM,
    )  # fmt: skip


def months(agency, *wanted, **more):
    """One worker: JKK 7,200 and JKM 9,000 a month."""
    terms(agency, **more)
    workers(agency)
    return [assessed(agency, month) for month in wanted or (FEB,)]


def one(agency, account=JKK, year=2020):
    return next(found for found in accounts_of([agency], year, TODAY)[agency.pk] if found.account == account)


@pytest.mark.django_db
def test_a_payment_is_used_on_each_account(dishub):
    months(dishub)
    ceilings(dishub)
    pay(dishub, 16200)
    assert (one(dishub).used, one(dishub).left) == (7200, 92800)
    assert one(dishub, JKM).used == 9000


@pytest.mark.django_db
def test_the_year_is_that_of_the_sp2d(dishub):
    months(dishub)
    ceilings(dishub)
    pay(dishub, 16200, on=dt.date(2021, 1, 4), sp2d_on=dt.date(2020, 12, 30))
    assert one(dishub).used == 7200


@pytest.mark.django_db
def test_without_sp2d_it_is_that_of_the_payment(dishub):
    months(dishub)
    ceilings(dishub)
    pay(dishub, 16200, on=dt.date(2021, 1, 4))
    assert one(dishub).used == 0
    assert one(dishub, year=2021).used == 7200


@pytest.mark.django_db
def test_a_credit_and_what_was_taken_back_are_not_used(dishub):
    months(dishub)
    ceilings(dishub)
    pay(dishub, 50000)
    assert one(dishub).used == 7200


@pytest.mark.django_db
def test_only_the_part_of_the_budget_is_used(dishub):
    months(dishub, from_apbd=40, from_blud=10, from_deduction=50)
    ceilings(dishub)
    pay(dishub, 16200)
    assert one(dishub).used == 3600


@pytest.mark.django_db
def test_what_is_cut_from_pay_is_on_no_account(dishub):
    months(dishub, from_apbd=0, from_deduction=100)
    pay(dishub, 16200)
    assert accounts_of([dishub], 2020, TODAY)[dishub.pk] == []


@pytest.mark.django_db
def test_a_penalty_stands_apart(dishub):
    months(dishub)
    bill(dishub, "16524", penalty=324)
    pay(dishub, 16524)
    assert (one(dishub).used, one(dishub, "").used) == (7200, 324)


@pytest.mark.django_db
def test_what_nobody_computed_is_not_lost(dishub):
    bill(dishub, "16200")
    pay(dishub, 16200)
    assert one(dishub, "").used == 16200


@pytest.mark.django_db
def test_a_changed_budget_holds_from_its_day(dishub):
    ceilings(dishub, "100000")
    ceilings(dishub, "150000", since=dt.date(2020, 9, 14), accounts=(JKK,))
    assert ceilings_on([dishub.pk], 2020, TODAY) == {(dishub.pk, JKK): 150000, (dishub.pk, JKM): 100000}
    assert ceilings_on([dishub.pk], 2020, dt.date(2020, 9, 13))[dishub.pk, JKK] == 100000


@pytest.mark.django_db
def test_a_second_ceiling_from_the_same_day_is_refused(dishub):
    ceilings(dishub)
    with pytest.raises(ValidationError, match=JKK):
        ceilings(dishub, "1", accounts=(JKK, "9"))
    assert BudgetCeiling.objects.count() == 2


@pytest.mark.django_db
def test_taken_back_the_one_before_holds_again(dishub):
    ceilings(dishub, "100000")
    (later,) = ceilings(dishub, "1", since=dt.date(2020, 9, 14), accounts=(JKK,))
    actions.take_back(ceiling=later, by=access.SYSTEM)
    assert one(dishub).ceiling == 100000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amount", "reach", "until"),
    [
        ("79200", Reach.ENOUGH, dt.date(2020, 12, 1)),  # eleven months of 7,200
        ("79199.99", Reach.SHORT, dt.date(2020, 11, 1)),
        ("14400", Reach.SHORT, MAR),
        ("7200", Reach.SHORT, FEB),
        ("7199", Reach.OVER, FEB),
    ],
)
def test_until_when_it_is_enough(dishub, amount, reach, until):
    months(dishub)
    ceilings(dishub, amount)
    pay(dishub, 16200)
    assert (one(dishub).reach, one(dishub).until) == (reach, until)


@pytest.mark.django_db
def test_months_that_are_open_come_first(dishub):
    months(dishub, FEB, MAR, APR)
    ceilings(dishub, "21600")
    pay(dishub, 16200)
    assert (one(dishub).open, one(dishub).until) == (14400, APR)
    assert one(dishub, JKM).until == MAR  # 9,000 used, 9,000 for March


@pytest.mark.django_db
def test_no_ceiling_is_not_a_ceiling_of_zero(dishub):
    months(dishub)
    assert (one(dishub).ceiling, one(dishub).left, one(dishub).reach) == (None, None, Reach.NONE)
    ceilings(dishub, "0")
    assert one(dishub).reach == Reach.SHORT


@pytest.mark.django_db
def test_an_agency_stands_where_its_first_account_ends(dishub):
    months(dishub)
    ceilings(dishub, "500000", accounts=(JKK,))
    ceilings(dishub, "10000", accounts=(JKM,))
    found = AgencyCeilings("", "", "", accounts_of([dishub], 2020, TODAY)[dishub.pk])
    assert (found.reach, found.until, found.ceiling) == (Reach.SHORT, FEB, 510000)


@pytest.mark.django_db
def test_a_group_is_on_its_owners_budget(dishub, dlh):
    months(dlh)
    group_of(dlh).agencies.add(dishub)
    assert accounts_of([dishub], 2020, TODAY)[dishub.pk] == []


@pytest.mark.django_db
def test_many_agencies_take_as_many_queries_as_one(dishub, dlh, count_queries):
    months(dishub)
    ceilings(dishub)
    assert count_queries(lambda: accounts_of([dishub], 2020, TODAY)) == 4
    months(dlh, FEB, MAR)
    assert count_queries(lambda: accounts_of([dishub, dlh], 2020, TODAY)) == 4


amounts = st.integers(0, 10**8).map(lambda sen: D(sen) / 100)


@given(amounts, st.lists(amounts, max_size=4), amounts)
def test_more_money_never_reaches_less_far(left, unpaid, cost):
    open_ = {dt.date(2020, 2 + number, 1): amount for number, amount in enumerate(unpaid) if amount}
    newest = dt.date(2020, 6, 1)
    first, second = (enough_until(sum_, open_, newest, cost, 2020) for sum_ in (left, left + 1000))
    assert (first or dt.date.min) <= (second or dt.date.min)
    assert second is None or second <= dt.date(2020, 12, 1)
