from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.groups.programmes import set_programmes
from agencies.models import ContributionGroup
from contributions.terms.charges import base_for, conditions_of, line_for
from contributions.terms.rates_of_law import rates_by_law
from tests.contributions.billing import money
from tests.contributions.billing.money import FEB, assessed, group_of, workers


def rate(programme, employer="0", worker="0", **more):
    empty = dict.fromkeys(("amount", "minimum", "maximum", "from", "below"))
    return {**empty, "programme": programme, "employer": employer, "worker": worker, "factor": "1"} | more


PU = [rate("JKK", "0.24"), rate("JKM", "0.30")]
BPU = [rate("JKK", "0", "1", minimum="1000000"), rate("JKM", None, None, amount="6800")]


@pytest.mark.parametrize(
    ("rates", "wanted", "base", "total"),
    [
        (PU, "8500", 1_574_074, "8500.00"),
        (PU, "16200", 3_000_000, "16200.00"),
        (PU, "16500", 3_055_556, "16500.00"),
        (PU, "8505", 1_575_000, "8505.00"),
        (BPU, "16800", 1_000_000, "16800.00"),  # all bases below count as the smallest
        (BPU, "26800", 2_000_000, "26800.00"),
    ],
)
def test_a_contribution_comes_from_a_base(rates, wanted, base, total):
    found = base_for(rates, Decimal(wanted))

    assert found == base
    assert line_for(rates, found).total == Decimal(total)


def test_no_base_costs_that_much_or_all_the_same():
    assert base_for(PU, Decimal(10**9)) is None
    assert base_for([rate("JKM", None, None, amount="6800")], Decimal(6800)) is None


@given(base=st.integers(1, 10**8))
@settings(max_examples=60)
def test_the_base_found_costs_what_was_wanted(base):
    total = line_for(PU, Decimal(base)).total

    assert line_for(PU, base_for(PU, total)).total == total


@pytest.mark.django_db
@given(base=st.decimals("1", "20000000", places=2), segment=st.sampled_from(["PU", "BPU"]))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_python_and_the_database_charge_the_same(dishub, base, segment):
    group = group_of(dishub)
    ContributionGroup.objects.filter(pk=group.pk).update(segment=segment)
    set_programmes(group=group, programmes={"JHT"}, since=FEB, by=None)
    money.GroupTerms.objects.filter(group=group).update(amount=base) or money.terms(dishub, base)
    if not dishub.workers.exists():
        workers(dishub)

    line = assessed(dishub).lines.get()
    found = line_for(conditions_of([group.pk], FEB)[group.pk].rates, base)

    assert [getattr(found, part) for part in ("jkk", "jkm", "jht_employer", "jht_worker", "total")] == [
        getattr(line, part) for part in ("jkk", "jkm", "jht_employer", "jht_worker", "total")
    ]


@pytest.mark.django_db
def test_the_law_says_the_rates_before_there_are_terms(dishub):
    rates = rates_by_law(group_of(dishub), FEB)

    assert line_for(rates, Decimal(3_000_000)).total == Decimal(16_200)
    assert rates_by_law(group_of(dishub), FEB.replace(year=2014)) is None
