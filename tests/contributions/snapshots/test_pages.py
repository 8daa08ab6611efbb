"""Pages of frozen months: what they say, to whom, at what cost; freezing by hand."""

import datetime as dt
import io
import re

import pytest
from openpyxl import load_workbook

from agencies import access
from contributions.models import Snapshot
from contributions.snapshots.frozen import months_of_agency
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.contributions.snapshots.scene import freeze, open_as
from tests.factories import AgencyFactory, StatedFigureFactory, member, region

__all__ = ["open_as"]
pytestmark = pytest.mark.django_db
HOME = "/regions/36.73/month-ends/"
MARCH = dt.date(2020, 3, 1)


@pytest.fixture
def two_months(serang, dishub, dlh):
    enrol(dishub, 3, registered_on=REGISTERED)
    enrol(dlh, 2, registered_on=dt.date(2020, 3, 5))
    enrol(dlh, 1, category="rt_rw")
    StatedFigureFactory(value=10, as_of=dt.date(2020, 2, 1), is_denominator=True)
    return freeze(serang), freeze(serang, MARCH)


def test_a_city_without_frozen_months_says_what_will_come(open_as, dishub, city_manager):
    assert "No month is frozen yet" in open_as(city_manager, HOME)


def test_months_are_listed_with_their_rate_and_the_change(open_as, two_months, city_manager):
    page = open_as(city_manager, HOME)
    assert "March 2020" in page and "50%" in page and "5 of 10" in page
    assert "+2" in page and "by itself" in page


def test_a_month_shows_its_agencies_and_those_counted_apart(open_as, two_months, city_manager):
    page = open_as(city_manager, f"{HOME}2020-03/")
    assert "Kota Serang as frozen for 31 March 2020" in page
    assert "/agencies/36.73/dlh/month-ends/" in page and "Counted apart" in page
    assert "Potential on that day: 10" in page
    found = open_as(city_manager, f"{HOME}2020-03/?q=perhubungan&show=nonsense")
    assert (
        "Dinas Perhubungan" in found
        and "/agencies/36.73/dlh/month-ends/" not in found.partition("Counted apart")[0]
    )


def test_a_month_that_was_never_frozen_is_not_found(open_as, two_months, city_manager):
    open_as(city_manager, f"{HOME}2019-01/", 404)
    open_as(city_manager, f"{HOME}2020-03/?version=7", 404)
    open_as(city_manager, f"{HOME}2020-03/?version=x", 200)


def test_two_months_are_compared_by_agency(open_as, two_months, city_manager):
    page = open_as(city_manager, f"{HOME}compare/?show=rose")
    assert "Of 2 agencies, more people are registered at 1 and fewer at 0" in page
    body = page.partition('id="agencies"')[2]
    assert "Dinas Lingkungan Hidup" in body and "Dinas Perhubungan" not in body
    assert "February 2020" in open_as(city_manager, f"{HOME}compare/?first=2020-02&last=2020-02")


def test_agencies_that_changed_most_come_first(open_as, serang, dishub, city_manager):
    for code in ("36.73/aaa", "36.73/bbb"):
        AgencyFactory(code=code, region=serang)
    freeze(serang)
    enrol(dishub, 3, listed_on=dt.date(2020, 3, 3))
    freeze(serang, MARCH)
    body = open_as(city_manager, f"{HOME}compare/").partition('id="agencies"')[2]
    assert re.findall(r"/agencies/36\.73/([a-z]+)/month-ends", body)[0] == "dishub"


def test_city_that_chose_no_total_has_no_rate_by_its_lists(open_as, serang, dishub, city_manager):
    enrol(dishub, 2, registered_on=dt.date(2020, 2, 3), listed_on=dt.date(2020, 2, 3))
    enrol(dishub, 1, listed_on=dt.date(2020, 2, 3))
    freeze(serang)
    page = open_as(city_manager, HOME)
    assert "no total chosen" in page and "of the listed" in page and "66.6%" not in page
    month = open_as(city_manager, f"{HOME}2020-02/").partition('id="agencies"')[0]
    assert "of 3 listed; no total had been chosen" in month and "66.6%" not in month


def test_one_month_cannot_be_compared(open_as, serang, dishub, city_manager):
    freeze(serang)
    assert "Fewer than two months are frozen" in open_as(city_manager, f"{HOME}compare/")
    open_as(city_manager, f"{HOME}compare/export.csv", 404)


@pytest.mark.parametrize("address", ["", "2020-03/", "compare/"])
def test_every_table_leaves_as_workbook_and_csv(open_as, two_months, city_manager, address):
    book = load_workbook(io.BytesIO(open_as(city_manager, f"{HOME}{address}export.xlsx")))
    assert book.worksheets[-1].max_row >= 2
    assert "Registered" in open_as(city_manager, f"{HOME}{address}export.csv")


def test_an_agencys_own_people_see_its_months_and_not_the_citys(open_as, two_months, dlh, dlh_operator):
    page = open_as(dlh_operator, "/agencies/36.73/dlh/month-ends/")
    assert "March 2020" in page and "February 2020" in page
    assert "2020-03" in open_as(dlh_operator, "/agencies/36.73/dlh/month-ends/export.csv")
    open_as(dlh_operator, f"{HOME}2020-03/", 404)
    open_as(dlh_operator, "/agencies/36.73/dishub/month-ends/", 404)


def test_what_is_known_now_stands_beside_what_was_frozen(open_as, two_months, dishub, city_manager):
    enrol(dishub, 1, registered_on=REGISTERED)
    for address in (
        f"{HOME}2020-03/",
        "/regions/36.73/?as_of=2020-03-31",
        "/agencies/36.73/dishub/?as_of=2020-03-31",
    ):
        assert "The frozen figures of 31 March 2020 are others" in open_as(city_manager, address)
    assert "are others" not in open_as(city_manager, "/regions/36.73/?as_of=2020-03-30")
    assert "now 6<" in open_as(city_manager, HOME)
    assert "now 4<" in open_as(city_manager, "/agencies/36.73/dishub/month-ends/")


def test_an_agencys_frozen_months_stay_those_of_the_units_it_had(
    open_as, two_months, dishub, dlh, dishub_operator
):
    """Whoever answers for a unit today: it counted by itself then, and does so on the frozen page."""
    dlh.parent, dlh.answered_by_parent = dishub, True
    dlh.save()
    (march, february) = months_of_agency(dishub)
    assert [one.staff.registered for one in (march, february)] == [3, 3] and not march.differs
    page = open_as(dishub_operator, "/agencies/36.73/dishub/?as_of=2020-03-31")
    assert "The frozen figures of 31 March 2020 are others" in page and "who answers for whom" in page

    freeze(dishub.region, MARCH, reason="DLH belongs to Dishub")
    dlh.parent, dlh.answered_by_parent = None, False
    dlh.save()

    with access.acting(dishub_operator):  # who sees nothing of DLH any more, but what was theirs
        assert [one.staff.registered for one in months_of_agency(dishub)] == [5, 3]


def test_freezing_by_hand_asks_first(client, serang, dishub, city_leader):
    enrol(dishub, 1, listed_on=dt.date(2020, 1, 10))
    client.force_login(city_leader)
    assert client.get(f"{HOME}freeze/").status_code == 200 and not Snapshot.objects.exists()
    assert client.post(f"{HOME}freeze/", {"month": "2020-02"}).status_code == 302
    assert Snapshot.objects.get().taken_by == city_leader
    assert client.post(f"{HOME}freeze/", {"month": "2020-02"}).status_code == 400
    assert client.post(f"{HOME}freeze/", {"month": "x"}).status_code == 400


def test_the_newest_months_are_frozen_at_once(client, serang, dishub, city_leader):
    enrol(dishub, 1, listed_on=dt.date(2020, 1, 10))
    client.force_login(city_leader)
    client.post(f"{HOME}freeze/", {"all": "1"})
    assert Snapshot.objects.count() == 36


def test_freezing_again_wants_a_reason_and_makes_a_version(client, open_as, two_months, city_manager):
    client.force_login(city_manager)
    assert client.post(f"{HOME}2020-03/freeze/", {"reason": " "}).status_code == 400
    assert client.post(f"{HOME}2020-03/freeze/", {"reason": "a late list"}).status_code == 302
    page = open_as(city_manager, f"{HOME}2020-03/")
    assert "Version 2" in page and "a late list" in page
    assert "This is an earlier version" in open_as(city_manager, f"{HOME}2020-03/?version=1")


def test_who_makes_no_reports_freezes_nothing(client, two_months, serang):
    client.force_login(member("auditor", region=serang))
    assert client.get(HOME).status_code == 200
    assert client.post(f"{HOME}freeze/", {"all": "1"}).status_code == 403
    assert client.post(f"{HOME}2020-03/freeze/", {"reason": "x"}).status_code == 403


def test_a_province_has_no_frozen_months_of_its_own(open_as):
    open_as(member("viewer", region=region("36")), "/regions/36/month-ends/", 404)


@pytest.mark.parametrize("address", [HOME, f"{HOME}2020-03/", f"{HOME}compare/"])
def test_pages_cost_the_same_for_fifty_agencies(
    client, two_months, serang, city_manager, count_queries, address
):
    client.force_login(city_manager)
    client.get(address)
    one = count_queries(lambda: client.get(address))
    for _ in range(48):
        AgencyFactory(region=serang)
    for month in ("2020-02-01", "2020-03-01"):
        freeze(serang, dt.date.fromisoformat(month), "again")
    freeze(serang, dt.date(2020, 4, 1))
    assert count_queries(lambda: client.get(address)) <= one
