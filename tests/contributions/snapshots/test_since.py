"""What differs from frozen figures, and why: told by what was recorded since, links for who may look."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from agencies import access
from contributions.snapshots.since import changes
from enrolment.figures import recount
from enrolment.models import Enrolment
from tests.contributions.billing import money
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.contributions.snapshots.scene import DAY, freeze
from tests.factories import AgencyFactory, StatedFigureFactory, member, region

pytestmark = pytest.mark.usefixtures("committed")
MARCH = dt.date(2020, 3, 31)


@pytest.fixture
def city(committed):
    """Frozen in a transaction of its own, as a night does: what comes later is history after it."""
    with access.acting(access.SYSTEM):
        agency = AgencyFactory(code="36.73/dishub", name="Dinas Perhubungan")
        AgencyFactory(code="36.73/dlh")
        money.terms(agency)
        enrol(agency, 2, registered_on=REGISTERED)
        enrol(agency, 1)
        money.assessed(agency)
        freeze(agency.region)
        freeze(agency.region, dt.date(2020, 3, 1))
    return agency


def told(place, day=DAY, user=None):
    """As the city's manager reads it, unless somebody else is named."""
    if user is None:
        with access.acting(access.SYSTEM):
            user = member("city_manager", region=region("36.73"))
    with access.acting(user):
        return changes(place, day, user)


def figures(one) -> dict:
    return {change.column: (change.before, change.after, change.by) for change in one.changes}


def test_nothing_differs_while_nothing_was_recorded(city):
    assert told(city.region) is None and told(city) is None


def test_only_the_last_day_of_a_frozen_month_is_compared(city):
    with access.acting(access.SYSTEM):
        enrol(city, 1, registered_on=REGISTERED)
    assert told(city.region, dt.date(2020, 2, 28)) is None
    assert told(city.region, dt.date(2020, 1, 31)) is None


def test_people_registered_later_with_an_earlier_day_are_the_reason(city):
    with access.acting(access.SYSTEM):
        spell = Enrolment.objects.filter(agency=city, state="listed").get()
        spell.state, spell.registered_on, spell.basis = "registered", dt.date(2020, 2, 20), "stated"
        spell.save()
        recount([city.pk])
    with translation.override("en"):
        found = told(city.region)
    assert figures(found)["registered"] == ("2", "3", "+1")
    (one,) = found.agencies
    assert one.agency == city
    assert "1 person was registered" in one.causes[0].text


def test_who_left_and_who_was_never_listed_are_told_apart(city):
    with access.acting(access.SYSTEM):
        first, second = Enrolment.objects.filter(agency=city, state="registered")
        first.state, first.ended_on, first.end_reason = "ended", dt.date(2020, 2, 15), "resigned"
        first.save()
        second.delete()
        recount([city.pk])
    kinds = {cause.url.rpartition("/agencies/")[2] for cause in told(city.region).agencies[0].causes}
    assert kinds == {"36.73/dishub/workers/", "36.73/dishub/uploads/"}


def test_a_change_that_begins_after_the_day_is_none(city):
    with access.acting(access.SYSTEM):
        enrol(city, 1, listed_on=dt.date(2020, 4, 10))
    assert told(city.region, MARCH) is None


def test_a_payment_entered_later_is_the_reason_for_states_and_debts(city):
    with access.acting(access.SYSTEM):
        money.pay(city, "32400", dt.date(2020, 3, 10))
    found = told(city, MARCH)
    assert set(figures(found)) == {"active", "arrears", "unpaid"}
    assert [cause.url for cause in found.causes] == ["/agencies/36.73/dishub/payments/"]


def test_a_total_of_the_city_stated_later_is_told_with_the_city(city):
    with access.acting(access.SYSTEM):
        StatedFigureFactory(value=Decimal(9), as_of=dt.date(2020, 2, 1), is_denominator=True)
    found = told(city.region)
    assert figures(found)["declared"] == ("–", "9", "+9") and found.agencies == ()
    assert found.causes[0].url == "/regions/36.73/figures/"


def test_a_leader_reads_the_reasons_without_links_to_people(city):
    with access.acting(access.SYSTEM):
        enrol(city, 1, registered_on=REGISTERED)
        leader = member("city_leader", region=city.region)
        stranger = member("city_leader", region=region("36.04"))
    (one,) = told(city.region, user=leader).agencies
    assert one.causes and not any(cause.url for cause in one.causes)
    assert told(city.region, user=stranger) is None


def test_an_agencys_own_people_read_what_differs_of_it(city):
    with access.acting(access.SYSTEM):
        enrol(city, 1, registered_on=REGISTERED)
        head = member("agency_head", agency=city)
        other = member("agency_head", agency=AgencyFactory(code="36.73/satpol-pp"))
    assert figures(told(city, user=head))["registered"] == ("2", "3", "+1")
    assert told(city, user=other) is None


def test_it_costs_the_same_for_many_agencies_that_differ(city, count_queries):
    def cost():
        with access.acting(access.SYSTEM):
            return count_queries(lambda: changes(city.region, DAY, access.SYSTEM))

    with access.acting(access.SYSTEM):
        enrol(city, 1, registered_on=REGISTERED)
    one = cost()
    with access.acting(access.SYSTEM):
        for _ in range(12):
            enrol(AgencyFactory(), 1, registered_on=REGISTERED)
    found = told(city.region)
    assert len(found.agencies) == 13 and len(found.shown) == 8 and found.more == 5
    assert cost() == one
