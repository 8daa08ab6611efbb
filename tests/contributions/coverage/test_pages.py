"""Pages of a city, a province and a branch: what they say, to whom, and at what cost."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory, member, region

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 2, 26)
CITY = "/regions/36.73/?as_of=2020-02-26"


@pytest.fixture
def open_as(client):
    client.cookies["django_language"] = "en"

    def open_(user, address, status=200):
        client.force_login(user)
        response = client.get(address)
        assert response.status_code == status
        return response.content.decode() if not response.streaming else b"".join(response.streaming_content)

    return open_


def rows_of(page):
    """The text of each row of the page's last table."""
    body = page.rpartition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>") if "<td" in row]


def test_city_page_names_place_and_day_and_its_figures(open_as, dishub, city_manager):
    enrol(dishub, 3, registered_on=REGISTERED)
    enrol(dishub, 1)
    page = open_as(city_manager, CITY)
    assert "<h1>Coverage of Kota Serang as of 26 February 2020</h1>" in page
    tiles = re.findall(r'tile-value">([^<]+)<', page)
    assert tiles == ["4", "3", "–", "–", "1"]
    assert "not known: contributions are not kept here yet" in page


def test_city_page_in_indonesian(client, dishub, city_manager):
    client.force_login(city_manager)
    page = client.get(CITY).content.decode()
    assert "per 26 Februari 2020" in page


def test_summary_to_send_names_place_day_and_every_rate(open_as, dishub, city_leader):
    workers = enrol(dishub, 1, registered_on=REGISTERED)
    StatedFigureFactory(value=4, as_of=DAY)
    summary = open_as(city_leader, CITY).partition("<textarea")[2].partition("</textarea>")[0]
    assert "Coverage of Kota Serang as of 26 February 2020" in summary
    assert "25%, 1 of 4" in summary
    assert workers[0].name not in summary


def test_contradicting_totals_stand_side_by_side_with_their_sources(open_as, dishub, city_leader):
    enrol(dishub, 11, registered_on=REGISTERED)
    for value, words in ((35, "35 orang"), (36, "sekitar 36 an")):
        StatedFigureFactory(value=value, value_text=words, as_of=DAY, speaker="Eti", caution="Dua angka.")
    page = open_as(city_leader, CITY)
    for text in (
        "31.4%",
        "11 of 35",
        "30.5%",
        "11 of 36",
        "“sekitar 36 an”",
        "Dua angka.",
        "Eti, Kabar Banten",
    ):
        assert text in page
    assert re.findall(r'tile-value">([^<]+)<', page)[4] == "24–25"


def test_no_data_declared_zero_and_nobody_registered_look_different(open_as, dishub, dlh, city_manager):
    enrol(dishub, 2)
    StatedFigureFactory(agency=dlh, value=0, as_of=DAY)
    AgencyFactory(code="36.73/satpolpp", name="Satpol PP")
    page = open_as(city_manager, CITY)
    rows = {row.split(" Department")[0]: row for row in rows_of(page)}
    assert "0%" in rows["Dinas Perhubungan"]
    assert "nil" in rows["Dinas Lingkungan Hidup"]
    assert "no data" in rows["Satpol PP"]
    assert "nil" not in rows["Satpol PP"]


def test_largest_gap_comes_first_and_other_orders_are_offered(open_as, dishub, dlh, city_manager):
    enrol(dishub, 1)
    enrol(dlh, 5)
    assert "Lingkungan" in rows_of(open_as(city_manager, CITY))[0]
    assert "Perhubungan" in rows_of(open_as(city_manager, CITY + "&sort=gap"))[0]
    assert "Perhubungan" in rows_of(open_as(city_manager, CITY + "&sort=-name"))[0]


def test_departments_come_before_districts_and_villages_where_gaps_are_equal(open_as, city_manager):
    for code, kind in (("01.1001", "kelurahan"), ("01", "kecamatan"), ("zz", "dinas")):
        AgencyFactory(code=f"36.73/{code}", kind=kind, name=kind)
    assert [row.split()[0] for row in rows_of(open_as(city_manager, CITY))] == [
        "dinas",
        "kecamatan",
        "kelurahan",
    ]


def test_filter_narrows_the_table_and_not_the_headline(open_as, dishub, dlh, city_manager):
    enrol(dishub, 1)
    enrol(dlh, 5)
    page = open_as(city_manager, CITY + "&q=perhubungan")
    assert len(rows_of(page)) == 1
    assert re.findall(r'tile-value">([^<]+)<', page)[0] == "6"


def test_more_than_twenty_five_agencies_are_paged(open_as, city_manager):
    for _ in range(26):
        AgencyFactory()
    assert len(rows_of(open_as(city_manager, CITY))) == 25
    assert len(rows_of(open_as(city_manager, CITY + "&page=2"))) == 1


def test_unreadable_day_is_said_and_today_shown(open_as, dishub, city_manager):
    assert "“nonsense”" in open_as(city_manager, "/regions/36.73/?as_of=nonsense")


def main_of(response) -> str:
    """The page without its navigation."""
    return response.content.decode().partition("<main")[2]


def test_branch_sees_the_agencies_of_its_regions(open_as, dishub, branch_officer, cirebon):
    enrol(dishub, 2)
    AgencyFactory(region=cirebon, code="32.74/dishub", name="Dishub Cirebon")
    page = open_as(branch_officer, "/branches/serang/")
    assert len(rows_of(page)) == 1
    assert "Cirebon" not in page


def test_what_waits_for_the_branch_is_no_part_of_a_day_of_the_past(client, dishub, branch_officer):
    client.force_login(branch_officer)
    assert 'href="/branches/serang/cases/"' in main_of(client.get("/branches/serang/"))
    assert 'href="/branches/serang/cases/"' not in main_of(client.get("/branches/serang/?as_of=2020-02-26"))


def test_branch_of_two_regions_filters_by_region(open_as, dishub, cirebon, branch_serang, branch_officer):
    branch_serang.regions.add(cirebon)
    AgencyFactory(region=cirebon, code="32.74/dishub", name="Dinas Perhubungan")
    rows = rows_of(open_as(branch_officer, "/branches/serang/?region=32.74"))
    assert len(rows) == 1
    assert "Kota Cirebon" in rows[0]


@pytest.mark.parametrize(
    "address",
    [
        "/regions/36.73/",
        "/regions/36.73/coverage.csv",
        "/regions/36.73/coverage.xlsx",
        "/agencies/36.73/dishub/",
    ],
)
def test_strangers_find_nothing(open_as, dishub, cirebon_manager, address):
    open_as(cirebon_manager, address, 404)


def test_operator_of_an_agency_does_not_see_the_city(open_as, dishub_operator):
    open_as(dishub_operator, "/regions/36.73/", 404)


def test_nobody_writes_to_a_coverage_page(client, dishub, city_manager):
    client.force_login(city_manager)
    assert client.post("/regions/36.73/").status_code == 405


@pytest.mark.parametrize(
    ("address", "role", "place"),
    [
        ("/regions/36.73/", "city_manager", "region"),
        ("/regions/36/", "viewer", "province"),
        ("/regions/36/cities/", "viewer", "province"),
        ("/branches/serang/", "branch_officer", "branch"),
        ("/regions/36.73/coverage.csv", "city_leader", "region"),
        ("/regions/36.73/coverage.xlsx", "city_leader", "region"),
    ],
)
def test_statements_do_not_grow_with_agencies(client, branch_serang, serang, address, role, place):
    places = {"region": serang, "province": region("36"), "branch": branch_serang}
    user = member(role, **{"branch" if place == "branch" else "region": places[place]})
    client.force_login(user)

    def statements():
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    enrol(AgencyFactory(), 1, registered_on=REGISTERED)
    statements()
    one = statements()
    for _ in range(49):
        enrol(AgencyFactory(), 1, registered_on=REGISTERED)
    assert statements() == one


def test_an_agency_that_declares_fewer_than_it_lists_is_said_so(open_as, dishub, city_manager):
    enrol(dishub, 3, registered_on=REGISTERED)
    StatedFigureFactory(agency=dishub, value=2, as_of=DAY)
    (row,) = (row for row in rows_of(open_as(city_manager, CITY)) if "Perhubungan" in row)
    assert "declares 2, 1 fewer than are on its list" in row
    assert "1 fewer than are on its list" in open_as(city_manager, "/agencies/36.73/dishub/?as_of=2020-02-26")


def test_a_city_of_which_nothing_was_stated_says_so(open_as, dishub, city_manager):
    assert "Nothing of the kind is recorded here up to this day" in open_as(city_manager, CITY)
