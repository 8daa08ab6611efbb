import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from hypothesis import given
from hypothesis import strategies as st

from contributions.budget.heads import Assumed, Group, Law, added, nothing, total
from contributions.budget.reckoning import (
    People,
    Plan,
    budget_of,
    shared,
    split,
    together,
)
from contributions.budget.words import compared, month_lines, side_of
from contributions.models import GroupTerms, Rate, Relief

EVER = DateRange(dt.date(2015, 7, 1), None)


def rate(programme, employer, worker="0", segment="PU", risk=0, **more):
    return Rate(
        programme=programme, segment=segment, risk=risk, employer=Decimal(employer), worker=Decimal(worker),
        bases=NumericRange(None, None), period=more.pop("period", EVER), legal_source="PP", **more,
    )  # fmt: skip


LAW = Law([rate("JKK", "0.24", risk=1), rate("JKM", "0.30"), rate("JHT", "3.7", "2")], [])
OFFICE = SimpleNamespace(pk=1, code="36.73/dishub", name="Dinas Perhubungan")
PLAN = Plan(2026, dt.date(2026, 11, 1))


def terms(amount="3000000", period=EVER, **more):
    values = {"base_kind": "agreed", "amount": Decimal(amount), "from_apbd": Decimal(100)} | more
    return GroupTerms(period=period, **values)


def group(pk=1, agency_id=1, **more):
    values = {"terms": [terms()], "name": "Umum", "segment": "PU", "risk": 1, "is_default": True} | more
    return Group(pk=pk, agency_id=agency_id, **values)


def assessed(amount):
    return nothing() | {"jkk": Decimal(amount)}


def budget(people=None, groups=None, plan=PLAN, law=LAW, assumed=None):
    people = People(10) if people is None else people
    return budget_of(OFFICE, people, [group()] if groups is None else groups, plan, law, assumed or Assumed())


def test_a_year_to_come_is_twelve_months_of_all():
    found = budget(People(10, 2, 3), plan=Plan(2027, dt.date(2026, 11, 1)))

    assert total(found.month) == 162_000
    assert total(found.year) == 12 * 162_000
    assert total(found.rest) == 12 * 5 * 16_200
    assert total(found.full) == 12 * 15 * 16_200


def test_assessed_months_count_as_they_are_and_the_past_is_not_guessed():
    months = {dt.date(2026, 9, 1): assessed("100"), dt.date(2026, 11, 1): assessed("50")}
    found = budget(groups=[group(assessed=months)])

    assert total(found.actual) == 150
    assert total(found.year) == 150 + 162_000  # December alone is forecast
    assert total(found.rest) == 0
    line = month_lines([found], PLAN.months)[8]
    assert (line.assessed, line.forecast) == (100, None)


def test_rates_and_terms_are_those_of_each_month():
    law = Law(
        [
            rate("JKK", "0.24", risk=1),
            rate("JKM", "0.30", period=DateRange(dt.date(2015, 7, 1), dt.date(2026, 12, 1))),
            rate("JKM", "0.60", period=DateRange(dt.date(2026, 12, 1), None)),
        ],
        [],
    )
    november = DateRange(dt.date(2026, 11, 1), dt.date(2026, 12, 1))
    both = [terms("1000000", november), terms("2000000", DateRange(dt.date(2026, 12, 1), None))]
    found = budget(People(1), [group(terms=both)], law=law)

    assert [total(money) for money in found.months.values()] == [5_400, 16_800]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"terms": []}, "no_terms"),
        ({"terms": [terms(base_kind="wage", amount="0")]}, "no_wages"),
        ({"terms": [terms(base_kind="umk", amount="0")]}, "no_wage"),
        ({"segment": "BPU"}, "no_rate"),
    ],
)
def test_what_nobody_knows_is_said_and_in_no_sum(values, expected):
    found = budget(People(10, 2), [group(**values)])

    assert (found.hindrance, found.lacking, total(found.full)) == (expected, 12, 0)


def test_an_assumed_base_reckons_for_who_has_no_terms():
    found = budget(People(10, 2), [group(terms=[])], assumed=Assumed(Decimal(3_000_000), ("JHT",)))

    assert (found.lacking, found.hindrance) == (0, "")
    assert total(found.month) == 10 * (16_200 + 171_000)


def test_average_wages_and_minimum_wages_are_bases_too():
    wage = SimpleNamespace(amount=Decimal(2_000_000), period=EVER)
    by_wage = group(terms=[terms(base_kind="wage", amount="0")], average=Decimal(2_000_000))
    by_umk = group(terms=[terms(base_kind="umk", amount="0")], wages={"umk": [wage]})

    assert total(budget(groups=[by_wage]).month) == total(budget(groups=[by_umk]).month) == 108_000


def test_a_relief_counts_where_the_budget_pays_nothing_of_it():
    relief = Relief(
        programmes=["JKK", "JKM"], segment="", sector="", factor=Decimal("0.5"), not_paid_from=["apbd"],
        period=EVER,
    )  # fmt: skip
    law = Law(LAW.rates, [relief])
    by_themselves = group(terms=[terms(from_apbd=0, from_self=Decimal(100))])

    assert total(budget(law=law).month) == 162_000
    assert total(budget(groups=[by_themselves], law=law).month) == 81_000


def test_who_is_served_by_anothers_group_costs_by_its_terms_and_is_assessed_there():
    served = group(pk=2, agency_id=9, assessed={dt.date(2026, 11, 1): assessed("999")})
    found = budget(People(10, 1), [group(terms=[]), served])

    assert found.served_by == "Umum"
    assert list(found.months) == [dt.date(2026, 12, 1)]
    assert total(found.rest) == 16_200


def test_heads_of_several_groups_are_split_by_who_was_assessed():
    low = group(pk=2, is_default=False, terms=[terms("1000000")], workers=1)
    found = budget(People(10), [group(workers=9), low])

    assert total(found.month) == 9 * 16_200 + 5_400


@given(st.integers(0, 500), st.lists(st.integers(0, 50), min_size=1, max_size=6))
def test_a_split_loses_nobody(count, weights):
    found = split(count, weights)

    assert sum(found) == count
    assert all(one >= 0 for one in found)


amounts = st.decimals(min_value=0, max_value=10**9, places=2)


@given(amounts, amounts, st.integers(0, 100))
def test_shares_add_up_to_the_sum(jkk, jkm, percent):
    mixed = terms(from_apbd=Decimal(percent), from_deduction=Decimal(100 - percent))
    money = nothing() | {"jkk": jkk, "jkm": jkm}

    assert sum(shared(money, mixed).values()) == total(money)


def test_accounts_are_named_where_the_budget_pays():
    mixed = terms(from_apbd=Decimal(50), from_deduction=Decimal(50))

    found = shared(nothing() | {"jkk": Decimal(100)}, mixed)

    assert found == {("apbd", "jkk", "5.1.02.02.02.0006"): 50, ("deduction", "jkk", ""): 50}


def test_what_if_stands_beside_today():
    now = budget(People(10, 5))
    lines = {str(one.label): one for one in compared(side_of(now), side_of(now, 30))}

    assert (lines["JKK"].before, lines["JKK"].after) == (108_000, 216_000)
    assert side_of(now, 30).per_head == 16_200


def test_agencies_together_are_their_sum():
    one, other = budget(People(1)), budget(People(2, 3))
    whole = together([one, other])

    assert total(whole.year) == total(added([one.year, other.year]))
    assert whole.people == People(3, 3)
    assert total(whole.full) == 6 * 12 * 16_200


def test_a_month_that_only_some_assessed_is_forecast_for_the_others():
    november = dt.date(2026, 11, 1)
    done = budget(groups=[group(assessed={november: assessed("50")})])
    half = [group(assessed={november: assessed("7")}, workers=5), group(2, is_default=False, workers=5)]
    whole = together([done, budget(), budget(groups=half)])

    assert total(whole.actual) == 57
    line = month_lines([done, budget(), budget(groups=half)], PLAN.months)[10]
    assert (line.assessed, line.forecast) == (57, 162_000 + 81_000)
    assert total(whole.year) == 57 + 162_000 + 81_000 + 3 * 162_000
