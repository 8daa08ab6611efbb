"""Each figure of a city's desk opens exactly what it counts, for whoever sees it; what it is measured by."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from contributions.coverage.figures import figures_of_region
from contributions.desk.words import unplaced_words
from tests.contributions.billing import money
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory, member, region

pytestmark = pytest.mark.django_db
CITY = "/regions/36.73/"
DAY = "?as_of=2020-03-10"
ROLES = ("city_manager", "city_personnel", "city_finance", "city_leader")


@pytest.fixture
def open_as(client):
    client.cookies["django_language"] = "en"

    def open_(user, address):
        client.force_login(user)
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        return response.content.decode()

    return open_


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def links(part):
    return [href.replace("&amp;", "&") for href in re.findall(r'<a [^>]*href="([^"]+)"', part)]


def part(page, start, end):
    return page.partition(start)[2].partition(end)[0]


def together(page):
    """The last row of the table of agencies."""
    return [words(cell) for cell in re.findall(r"<td.*?</td>", part(page, "<tfoot>", "</tfoot>"), re.S)]


@pytest.fixture
def city(serang, dishub, dlh):
    enrol(dishub, 3, registered_on=REGISTERED)
    enrol(dlh, 2)
    enrol(dlh, 1, registered_on=REGISTERED)
    AgencyFactory(code="36.73/satpolpp", name="Satpol PP")
    StatedFigureFactory(value=40, as_of=dt.date(2020, 1, 1), source="Kabar Banten", speaker="")
    return serang


@pytest.mark.parametrize("role", ROLES)
def test_every_figure_of_the_desk_opens_for_every_role(open_as, city, role):
    user = member(role, region=city)
    page = open_as(user, CITY + DAY)
    shown = [
        *links(part(page, 'class="tiles desk-tiles"', "</div>")),
        *links(part(page, '<ol class="reach">', "</ol>")),
        *links(part(page, 'class="attention"', "</ul>")),
        *links(part(page, 'class="panel desk-kinds"', "</section>")),
    ]
    assert len(shown) > 10
    for href in dict.fromkeys(shown):
        open_as(user, CITY + href if href.startswith("?") else href)


def test_list_behind_a_tile_adds_up_to_it(open_as, city, city_leader):
    page = open_as(city_leader, f"{CITY}{DAY}&show=registered")
    assert together(page) == ["Together, 2 agencies", "", "6", "4", "no data", "", "2", ""]


def test_sum_is_of_all_pages_and_of_what_the_filter_leaves(open_as, city, city_leader):
    for _ in range(30):
        enrol(AgencyFactory(kind="kecamatan"), 1)
    assert together(open_as(city_leader, CITY + DAY))[:3] == ["Together, 33 agencies", "", "36"]
    assert together(open_as(city_leader, f"{CITY}{DAY}&kind=kecamatan"))[2] == "30"
    assert together(open_as(city_leader, f"{CITY}{DAY}&q=perhubungan")) == []


def test_list_behind_the_gap_says_who_is_in_no_row(open_as, city, city_leader):
    page = open_as(city_leader, f"{CITY}{DAY}&show=gap")
    said = "34 people of the potential are on no list"
    assert said in page.partition("</table>")[2].rpartition('id="agencies"')[2]
    assert said not in open_as(city_leader, f"{CITY}{DAY}&show=active").rpartition('id="agencies"')[2]


def test_agencies_that_know_of_more_than_the_potential_are_told_about(serang, dishub, dlh):
    StatedFigureFactory(value=10, as_of=dt.date(2020, 1, 1), is_denominator=True)
    enrol(dishub, 2)
    for agency, count in ((dishub, 8), (dlh, 5)):
        StatedFigureFactory(agency=agency, value=count, as_of=dt.date(2020, 1, 1))
    place = figures_of_region(serang, timezone.localdate())
    assert "3 " in unplaced_words(place)
    assert sum(one.gap for one in place.agencies) == place.gaps[0] + 3


def test_registered_are_measured_by_the_potential_and_not_by_the_few_listed(open_as, city, city_leader):
    tile = words(part(open_as(city_leader, CITY + DAY), 'class="tile tile-registered"', "</a>"))
    assert "10% of a potential of 40" in tile
    assert "66.6%" not in tile


def test_registered_are_measured_by_every_total_that_is_stated(open_as, city, city_leader):
    StatedFigureFactory(value=80, as_of=dt.date(2020, 1, 1), source="jpnn.com")
    tile = words(part(open_as(city_leader, CITY + DAY), 'class="tile tile-registered"', "</a>"))
    assert "5%–10% of a potential of 40–80" in tile


def test_gap_names_who_states_its_total_and_when(open_as, city, city_leader):
    tile = words(part(open_as(city_leader, CITY + DAY), 'class="tile tile-waiting"', "</a>"))
    assert "of 40 · Kabar Banten, 1 Jan 2020; not chosen as the total yet" in tile


def test_total_of_agencies_alone_is_no_total_of_people(open_as, serang, dishub, city_leader):
    enrol(dishub, 2)
    StatedFigureFactory(metric="agencies_total", value=33, as_of=dt.date(2020, 1, 1))
    page = open_as(city_leader, CITY + DAY)
    assert "of 2 listed; no total is stated" in words(page)
    assert "more than any stated total" not in page


def test_total_that_the_lists_outran_is_said_to_be_outrun(open_as, serang, dishub, city_leader):
    enrol(dishub, 4)
    StatedFigureFactory(value=3, as_of=dt.date(2020, 1, 1))
    page = open_as(city_leader, CITY + DAY)
    assert "more are listed than any source states" in page
    assert "of 4 listed, more than any stated total" in page


def test_what_closing_the_gap_costs_stands_in_the_tile_of_the_gap(open_as, serang, dishub, city_leader):
    money.terms(dishub)
    money.workers(dishub, 1, since=dt.date(2020, 2, 3))
    enrol(dishub, 2)
    tile = words(part(open_as(city_leader, CITY), 'class="tile tile-waiting"', "</a>"))
    assert "Cost Rp" in tile
    assert "Cost" not in words(part(open_as(city_leader, CITY + DAY), 'class="tile tile-waiting"', "</a>"))


def test_city_without_agencies_offers_the_first_step_to_who_may_take_it(open_as, system_operator):
    region("36.71")
    page = open_as(system_operator, "/regions/36.71/")
    assert 'href="/regions/36.71/agencies/"' in part(page, 'class="empty-state"', "</div>")
    assert "coverage.xlsx" not in page
    seen = open_as(member("city_leader", region=region("36.71")), "/regions/36.71/")
    assert "<a " not in part(seen, 'class="empty-state"', "</div>")


def test_agencies_without_a_list_lead_to_their_page_on_the_same_day(open_as, city, city_leader):
    page = open_as(city_leader, CITY + DAY)
    assert "/agencies/36.73/satpolpp/?as_of=2020-03-10" in part(page, 'class="names"', "</ul>")
