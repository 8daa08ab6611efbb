"""Whatever stands on both sides, every line and every row is in one bucket, and the sums are those of the
sides; a month laid beside itself is all matched."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency
from contributions.matching.proof import proof_of
from contributions.matching.reading import entries, summaries, together
from contributions.models import AssessmentLine
from enrolment.models import ListRow
from tests.contributions.billing.money import FEB, assessed, pay, terms, workers
from tests.contributions.matching import scene
from tests.contributions.matching.scene import bill_of, billed, ended, stranger
from tests.factories import AgencyFactory

CASES = ("agrees", "differs", "rounding", "unbilled", "ended", "stranger", "twice", "unregistered")
MONEY = st.decimals(min_value=0, max_value=100_000, places=2)
KINDS = st.lists(st.tuples(st.sampled_from(CASES), MONEY, st.booleans()), max_size=12)


def rows_of(agency: Agency, cases: list) -> list[dict]:
    """Workers of the agency as the cases say, and the rows of its bill."""
    rows = []
    for number, (case, money, again) in enumerate(cases):
        if case == "stranger":
            rows.append(stranger(f"36730112038591{number:02}", total=money))
            continue
        listed = {"state": "listed", "registered_on": None, "basis": None}
        more = {"spell": listed} if case == "unregistered" else {}
        worker = ended(agency) if case == "ended" else workers(agency, **more)[0]
        if case != "unbilled":
            total = {"differs": money, "rounding": Decimal("16199.50")}.get(case, "16200")
            rows += [billed(worker, total)] * (2 if case == "twice" or again else 1)
    return rows


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=KINDS, second=KINDS, paid=st.decimals(min_value=1, max_value=1_000_000, places=2))
def test_both_sides_add_up_whatever_they_hold(first, second, paid):
    made = [AgencyFactory(), AgencyFactory()]
    for agency, cases in zip(made, (first, second), strict=True):
        terms(agency)
        rows = rows_of(agency, cases)
        assessed(agency)
        bill_of(agency, rows)
        pay(agency, paid)
    found = summaries([one.pk for one in made], FEB)

    for agency in made:
        assert all(side.adds_up for side in proof_of(found[agency.pk]))
        each = entries(agency.pk, FEB)
        assert len({one.row for one in each if one.row}) == ListRow.objects.filter(agency=agency).count()
        lines = AssessmentLine.objects.filter(agency=agency, month=FEB)
        assert {one.worker for one in each if one.ours is not None} == set(
            lines.values_list("worker", flat=True)
        )
        assert len(each) == found[agency.pk].whole.people
    assert all(side.adds_up for side in proof_of(together(found)))


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(1, 20))
def test_a_roster_laid_beside_itself_is_all_matched(count):
    agency = AgencyFactory()
    scene.agreeing(agency, count)

    assert scene.filled(agency) == {"matched": count}
