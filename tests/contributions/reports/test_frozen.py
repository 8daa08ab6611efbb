"""A report of a frozen month's end says what was frozen, and what is known of it now where it differs."""

import datetime as dt

import pytest

from agencies import access
from contributions.coverage.figures import figures_of_region
from contributions.reports.frozen import last_frozen, place_frozen
from contributions.reports.gathering import counts_of, gather
from contributions.snapshots.taking import take
from tests.contributions.billing import money
from tests.contributions.coverage.stories import enrol
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
END = dt.date(2020, 3, 31)


def test_the_last_frozen_months_end_is_found(city):
    assert last_frozen(city) is None
    take(region=city, month=END, by=access.SYSTEM)
    assert last_frozen(city) == END


def test_frozen_figures_put_together_are_those_that_were_frozen(city, dishub):
    live = figures_of_region(city, END)
    place = place_frozen(take(region=city, month=END, by=access.SYSTEM), live)

    assert counts_of(place.staff) == counts_of(live.staff)
    assert (place.gaps, place.with_roster, place.wholes) == (live.gaps, live.with_roster, live.wholes)
    assert [(one.office.code, one.gap, one.declared) for one in place.agencies] == [
        (one.office.code, one.gap, one.declared) for one in live.agencies
    ]


def test_what_came_later_stands_beside_what_was_frozen(city, dishub):
    take(region=city, month=END, by=access.SYSTEM)
    assert gather(city, END).frozen.now is None

    enrol(dishub, 2, registered_on=dt.date(2020, 3, 1))
    content = gather(city, END)
    assert (content.counts.registered, content.frozen.now.registered) == (3, 5)
    assert (content.gaps, content.rates[0].registered) == ((7,), 3)


def test_a_day_inside_a_month_is_of_no_snapshot(city):
    take(region=city, month=END, by=access.SYSTEM)

    assert gather(city, dt.date(2020, 3, 30)).frozen is None


@pytest.mark.parametrize("is_frozen", [False, True])
def test_programmes_and_ended_agencies_are_among_the_debtors_and_no_agencies(city, dlh, is_frozen):
    programme = AgencyFactory(region=city, kind="program", name="RT/RW", short_name="RT/RW")
    for agency, code in ((programme, "1"), (dlh, "2")):
        money.bill(agency, "16200", money.FEB, code=f"20200200000{code}")
    dlh.valid_to = dt.date(2020, 2, 29)
    dlh.save()
    if is_frozen:
        take(region=city, month=END, by=access.SYSTEM)

    content = gather(city, END)

    assert [one.code for one in content.lines] == ["36.73/dishub"]
    assert {one.code for one in content.indebted} == {programme.code, dlh.code}
    assert content.debt == 32_400
    if is_frozen:
        assert content.trend[-1].unpaid == content.debt
