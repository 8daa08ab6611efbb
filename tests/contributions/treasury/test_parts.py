"""What a month owes, in its parts: nothing is lost between them."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from contributions.models import Assessment, GroupTerms
from contributions.treasury.parts import Basis, in_ratio, split

D = Decimal
money = st.integers(0, 10**11).map(lambda sen: D(sen) / 100)


def month(jkk="7200", jkm="9000", jht="0", owed=None, **shares) -> Assessment:
    """One that nobody saved."""
    terms = GroupTerms(**(shares or {"from_apbd": D(100)}))
    found = Assessment(terms=terms, jkk=D(jkk), jkm=D(jkm), jht_employer=D(jht), jht_worker=D(0))
    found.jp_employer = found.jp_worker = D(0)
    found.total = found.jkk + found.jkm + found.jht_employer
    found.owed = found.total if owed is None else D(owed)
    return found


def test_our_own_sum_has_our_parts():
    found = split(month())
    assert found.basis == Basis.OURS
    assert [(part.programme, part.account, part.amount) for part in found.accounts] == [
        ("JKK", "5.1.02.02.02.0006", 7200),
        ("JKM", "5.1.02.02.02.0007", 9000),
    ]


def test_the_sum_of_the_2a_has_the_parts_of_the_2a():
    found = split(month(owed="16500"), billed={"JKK": D(7300), "JKM": D(9200)})
    assert found.basis == Basis.BILL
    assert found.programmes == {"JKK": 7300, "JKM": 9200}


def test_another_sum_is_split_in_the_ratio_of_ours():
    found = split(month(owed="32400.01"))
    assert found.basis == Basis.RATIO
    assert found.programmes == {"JKK": D("14400.00"), "JKM": D("18000.01")}


def test_a_penalty_stands_apart():
    found = split(month(owed="16524"), penalty=D(324))
    assert (found.basis, found.penalty, found.budget) == (Basis.OURS, 324, 16200)


def test_what_nobody_computed_is_not_guessed():
    found = split(month("0", "0", owed="16200"))
    assert (found.basis, found.accounts, found.others) == (Basis.UNKNOWN, [], {})


def test_without_terms_no_source_is_named():
    found = month()
    found.terms = None
    assert split(found).accounts == []


def test_a_mixed_source_stands_on_accounts_with_the_part_of_the_budget_alone():
    found = split(month(from_apbd=D(40), from_blud=D(20), from_deduction=D(30), from_self=D(10)))
    assert found.budget == D("9720.00")
    assert found.others == {"deduction": D("4860.00"), "self": D("1620.00")}


@given(money, money, money, money, st.integers(0, 100), st.integers(0, 100_000).map(lambda sen: D(sen) / 100))
def test_the_parts_are_what_is_owed(jkk, jkm, jht, owed, share, penalty):
    found = split(month(jkk, jkm, jht, owed, from_apbd=D(share), from_deduction=D(100 - share)), penalty)
    if found.basis == Basis.UNKNOWN:
        return
    assert sum(found.programmes.values()) + found.penalty == owed
    assert found.budget + sum(found.others.values()) + found.penalty == owed


@given(money, st.lists(money, min_size=1, max_size=4))
def test_nothing_is_lost_in_a_ratio(amount, parts):
    found = in_ratio(amount, dict(enumerate(parts)))
    assert sum(found.values()) == (amount if sum(parts) else 0)
    assert all(part >= 0 for part in found.values())
