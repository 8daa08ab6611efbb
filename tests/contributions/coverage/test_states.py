"""Active, awaiting, in arrears: from the books, on any day, with what is not known said."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies import access
from contributions.coverage.figures import figures_by_region, figures_of_agency, figures_of_region
from contributions.coverage.funnel import NO_DATA, Funnel
from enrolment.figures import recount
from tests.contributions.billing import money
from tests.contributions.billing.money import APR, FEB, MAR
from tests.contributions.coverage.stories import enrol
from tests.factories import AgencyFactory, region

pytestmark = pytest.mark.django_db
DUE_FEB, DUE_MAR = dt.date(2020, 3, 16), dt.date(2020, 4, 15)  # 15 March 2020 was a Sunday
JAN = dt.date(2020, 1, 10)


def states(agency, day):
    staff = figures_of_agency(agency, day).staff
    return staff.active, staff.awaiting, staff.arrears, staff.unknown


@pytest.fixture
def paying(dishub):
    """Two workers since February, one since March; February and March assessed."""
    money.terms(dishub)
    money.workers(dishub, 2, since=dt.date(2020, 2, 3))
    money.workers(dishub, 1, since=dt.date(2020, 3, 2))
    recount([dishub.pk])
    for month in (FEB, MAR):
        money.assessed(dishub, month)
    return dishub


def test_nobody_is_active_where_nobody_keeps_contributions(dishub):
    enrol(dishub, 3, registered_on=JAN)
    assert states(dishub, DUE_MAR) == (None, 0, 0, 3)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((2020, 3, 1), (0, 2, 0, 0)),
        ((2020, 3, 14), (0, 3, 0, 0)),
        ((2020, 3, 15), (0, 3, 0, 0)),  # a Sunday: not due before Monday
        ((2020, 3, 16), (0, 1, 2, 0)),
        ((2020, 4, 14), (0, 1, 2, 0)),
        ((2020, 4, 15), (0, 0, 3, 0)),
    ],
)
def test_unpaid_months_are_arrears_from_the_day_they_are_due(paying, day, expected):
    assert states(paying, dt.date(*day)) == expected


def test_paying_the_first_month_makes_active_and_the_next_keeps_it(paying):
    money.pay(paying, "32400", dt.date(2020, 3, 10))
    assert states(paying, dt.date(2020, 3, 9)) == (0, 3, 0, 0)
    assert states(paying, dt.date(2020, 3, 10)) == (2, 1, 0, 0)
    assert states(paying, dt.date(2020, 4, 14)) == (2, 1, 0, 0)
    assert states(paying, DUE_MAR) == (0, 0, 3, 0)
    money.pay(paying, "48600", dt.date(2020, 4, 20))
    assert states(paying, DUE_MAR) == (0, 0, 3, 0)
    assert states(paying, dt.date(2020, 4, 20)) == (3, 0, 0, 0)


def test_a_month_paid_in_part_is_unpaid(paying):
    money.pay(paying, "32399", dt.date(2020, 3, 10))
    assert states(paying, DUE_FEB) == (0, 1, 2, 0)


def test_a_due_month_that_nobody_computed_is_unpaid(paying):
    money.pay(paying, "81000", dt.date(2020, 4, 10))
    assert states(paying, dt.date(2020, 5, 14)) == (3, 0, 0, 0)
    assert states(paying, dt.date(2020, 5, 15)) == (0, 0, 3, 0)


def test_who_left_is_in_no_state(paying):
    worker = money.workers(paying, 1, since=dt.date(2020, 2, 3))[0]
    worker.enrolments.update(state="ended", ended_on=dt.date(2020, 3, 20), end_reason="resigned")
    recount([paying.pk])
    assert sum(states(paying, dt.date(2020, 3, 19))) == 4
    assert sum(states(paying, dt.date(2020, 3, 20))) == 3


def test_city_says_of_how_many_it_is_known(paying, dlh):
    enrol(dlh, 4, registered_on=JAN)
    money.pay(paying, "81000", dt.date(2020, 4, 10))
    place = figures_of_region(region("36.73"), DUE_MAR)
    assert (place.staff.active, place.staff.unknown, place.staff.told) == (3, 4, 3)
    assert figures_of_region(region("36"), DUE_MAR).staff == place.staff
    assert figures_by_region([region("36.73")], DUE_MAR)[0].place.bar["active"] == 3


def test_city_page_names_the_month_and_shows_arrears(client, paying, dlh, city_leader):
    enrol(dlh, 4, registered_on=JAN)
    client.force_login(city_leader)
    client.cookies["django_language"] = "en"
    response = client.get("/regions/36.73/?as_of=2020-03-16")
    page = response.content.decode()
    for words in (
        "contribution of February 2020 paid",
        "1 awaiting the first",
        "of 4 not known",
        "in arrears, 2",
    ):
        assert words in page
    tile = next(one for one in response.context["tiles"] if one.tone == "bad")
    assert (tile.text, "In arrears" in page) == ("2", True)
    assert tile.note.startswith("of 3 registered")
    page = client.get("/regions/36.73/?as_of=2020-03-14").content.decode()
    assert "in arrears, " not in page
    assert "sign-bad" not in page


def test_agency_page_tells_the_states_as_steps(client, paying, city_leader):
    money.pay(paying, "32400", dt.date(2020, 3, 10))
    client.force_login(city_leader)
    client.cookies["django_language"] = "en"
    page = client.get("/agencies/36.73/dishub/?as_of=2020-03-20").content.decode()
    assert "of which active" in page
    assert "contribution of February 2020 paid" in page
    assert "sign-bad" not in page
    page = client.get("/agencies/36.73/dishub/?as_of=2020-04-15").content.decode()
    assert "sign-bad" in page


def test_filter_shows_who_is_in_arrears(client, paying, dlh, city_leader):
    enrol(dlh, 4, registered_on=JAN)
    client.force_login(city_leader)
    page = client.get("/regions/36.73/?as_of=2020-03-16&show=arrears").content.decode()
    table = page.partition('id="agencies"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    assert "Perhubungan" in table
    assert "Lingkungan" not in table


def test_answer_and_words_tell_who_is_active(capsys, paying, dlh):
    enrol(dlh, 4, registered_on=JAN)
    money.pay(paying, "81000", dt.date(2020, 4, 10))
    call_command("coverage", "--region", "36.73", "--as-of", "2020-04-15", "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["last_due_month"], found["workers"]["active"]) == ("2020-03", 3)
    by_agency = {one["agency"]: one["active"] for one in found["by_agency"]}
    assert by_agency == {"36.73/dishub": 3, "36.73/dlh": None}
    with translation.override("en"):
        call_command("coverage", "--region", "36.73", "--as-of", "2020-04-15")
    assert "not known 4" in capsys.readouterr().out


def test_states_are_cut_to_what_the_user_may_see(paying, cirebon_manager, city_leader, province_viewer):
    seen = (0, 1, 2, 0)
    for user, sees in ((cirebon_manager, (None, 0, 0, 0)), (city_leader, seen), (province_viewer, seen)):
        with access.acting(user):
            assert states(paying, DUE_FEB) == sees


def test_sum_of_funnels_keeps_unknown_apart_from_none():
    kept, silent = Funnel(3, 3, 3, active=2, arrears=1), Funnel(4, 4, 4, unknown=4)
    assert (kept + silent).active == (silent + kept).active == 2
    assert (silent + silent).active is None
    assert (kept + silent).unknown == 4
    assert kept + NO_DATA == kept


class TakenBack(Exception):
    """Ends an example."""


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    people=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 90), st.booleans()), max_size=6),
    paid=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 120), st.integers(1, 60000)), max_size=4),
    days=st.lists(st.integers(-1, 150), min_size=1, max_size=4),
)
def test_states_add_up_to_the_registered_on_every_day(db, people, paid, days):
    try:
        with transaction.atomic():
            agencies = [AgencyFactory(code=f"36.73/a{number}") for number in range(3)]
            for number, since, apart in people:
                category = {"category": "kader"} if apart else {}
                money.workers(agencies[number], since=dt.date(2020, 1, 5) + dt.timedelta(since), **category)
            for agency in agencies[:2]:  # of the third nobody keeps any
                money.terms(agency)
                for month in (FEB, MAR, APR)[: 2 + (agency is agencies[0])]:
                    money.assessed(agency, month)
            for number, day, amount in paid:
                money.pay(agencies[number], Decimal(amount), dt.date(2020, 2, 1) + dt.timedelta(day))
            recount([agency.pk for agency in agencies])
            for number in days:
                check(agencies, dt.date(2020, 1, 1) + dt.timedelta(number))
            raise TakenBack
    except TakenBack:
        pass


def check(agencies, day):
    place = figures_of_region(region("36.73"), day)
    funnels = [place.staff, place.community]
    for agency in agencies:
        one = figures_of_agency(agency, day)
        funnels += [one.staff, one.community]
    for funnel in funnels:
        states = ((funnel.active or 0), funnel.awaiting, funnel.arrears, funnel.unknown)
        assert sum(states) == funnel.registered
        assert min(states) >= 0
        assert (funnel.active is None) == (funnel.unknown == funnel.registered)
    third = figures_of_agency(agencies[2], day)
    assert third.staff.active is third.community.active is None
