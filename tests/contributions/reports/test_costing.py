"""What closing the gap costs on the sheet: the same as on the desk of that day, in every kind of city."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from contributions.coverage.figures import figures_of_region
from contributions.desk.attention import AttentionKind, attention_of
from contributions.desk.cost import gap_cost
from contributions.desk.words import rupiah_span
from contributions.models import Source
from contributions.reports import wording
from contributions.reports.gathering import gather
from contributions.reports.paper import cost_of
from contributions.snapshots.taking import take
from tests.contributions.billing import money
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db
HEAD = Decimal("16200.00")  # 0.54 % of the agreed base of 3,000,000


def nobody_missing(dishub, dlh): ...


def on_a_list(dishub, dlh):
    enrol(dishub, 3)


def without_terms(dishub, dlh):
    enrol(dishub, 1)
    enrol(dlh, 4)


def at_another_base(dishub, dlh):
    money.terms(dlh, amount="2000000.37")
    enrol(dlh, 4)
    totals(dishub, dlh)


def totals(dishub, dlh):
    for value in (12, 22):
        StatedFigureFactory(value=value, as_of=dt.date(2020, 1, 1))


def community(dishub, dlh):
    enrol(dishub, 5, category="rt_rw")
    enrol(dishub, 2, category="rt_rw", registered_on=REGISTERED)
    enrol(dishub, 1)


def a_programme(dishub, dlh):
    enrol(AgencyFactory(kind="program"), 6, category="rt_rw")
    totals(dishub, dlh)


@pytest.mark.parametrize(
    "city",
    [nobody_missing, on_a_list, without_terms, at_another_base, totals, community, a_programme],
)
def test_sheet_and_desk_of_a_day_name_the_same_sums(serang, dishub, dlh, city):
    money.terms(dishub)
    enrol(dishub, 2, registered_on=REGISTERED)
    city(dishub, dlh)
    today = timezone.localdate()

    desk = gap_cost(serang, figures_of_region(serang, today), today)
    sheet = gather(serang, today)

    monthly, heads = (desk.monthly, desk.heads) if desk else ((Decimal(0),), (0,))
    assert (sheet.cost.gap, sheet.missing) == (monthly, heads)
    if desk:
        assert wording.money_span(sheet.cost.gap) == rupiah_span(desk.monthly).replace(" – ", "–")
        assert wording.money_span(sheet.cost.gap, 12) == rupiah_span(desk.yearly).replace(" – ", "–")


def test_nothing_is_reckoned_where_nobody_knows_the_terms(serang, dishub):
    enrol(dishub, 4)
    content = gather(serang, timezone.localdate())

    assert content.cost.gap == ()
    with translation.override("en"):
        assert "cannot be reckoned" in wording.cost_in_words(content)


def test_who_is_counted_apart_is_named_where_the_money_is(serang, dishub, dlh):
    money.terms(dishub)
    enrol(dishub, 2, registered_on=REGISTERED)
    community(dishub, dlh)
    content = gather(serang, timezone.localdate())

    assert content.gaps == (1,)
    with translation.override("en"):
        found = cost_of(content)
    assert [row["cells"][1] for row in found["rows"]] == ["4", "6", "10"]
    assert "5 RT/RW, cadres and vulnerable workers on lists" in found["notes"][0]
    assert "Among those registered now: 2 RT/RW" in found["notes"][1]


def test_a_frozen_month_is_reckoned_for_who_was_missing_then(serang, dishub, dlh):
    money.terms(dishub)
    enrol(dishub, 2, registered_on=REGISTERED)
    enrol(dishub, 3)
    take(region=serang, month=dt.date(2020, 2, 1), by=None)
    enrol(dishub, 4)

    content = gather(serang, dt.date(2020, 2, 29))
    assert (content.gaps, content.cost.gap) == ((3,), (3 * HEAD,))
    assert {one.source for one in content.cost.sources} <= set(Source.values)


def test_a_programme_in_arrears_is_among_those_who_owe_as_on_the_desk(serang):
    cadres = AgencyFactory(kind="program", code="36.73/kader")
    money.terms(cadres)
    enrol(cadres, 2, category="rt_rw", registered_on=dt.date(2020, 2, 1))
    money.assessed(cadres, money.FEB)
    day = dt.date(2020, 4, 20)

    content = gather(serang, day)
    unpaid = next(one for one in attention_of(serang, day) if one.kind == AttentionKind.UNPAID)
    assert [one.code for one in content.indebted] == ["36.73/kader"]
    assert (content.debt, len(content.indebted)) == (unpaid.amount, len(unpaid.agencies)) == (2 * HEAD, 1)
    assert content.lines == ()
