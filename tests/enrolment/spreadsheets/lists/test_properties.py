"""Whatever is on a list reads back exactly and adds up, however its amounts are written."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..books import delimited
from .bills import Billed, assert_reads, bill, billed, english, indonesian

AMOUNT = st.integers(0, 10**11).map(lambda cents: Decimal(cents) / 100)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_bill_reads_back_exactly_and_adds_up(tmp_path, data):
    written = data.draw(st.sampled_from([english, indonesian]))
    rows = []
    for one in billed(data.draw(st.integers(1, 6)), seed=data.draw(st.integers(1, 1000))):
        money = {field: data.draw(AMOUNT) for field in one.money}
        rows.append(Billed(one.person, one.kpj, one.since, money))
    summary = assert_reads(delimited(tmp_path / "a.csv", bill(rows, written)), rows)
    assert summary["totals"]["stated"] == summary["totals"]["summed"]
