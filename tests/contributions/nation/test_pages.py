"""The desks of a province and of the nation: what they say, to whom, in which order."""

import datetime as dt
import io
import re

import openpyxl
import pytest

from agencies.models import Region
from contributions.snapshots.taking import take
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.contributions.coverage.test_pages import open_as, rows_of
from tests.contributions.nation.test_reading import handed_in
from tests.factories import AgencyFactory, StatedFigureFactory, member, region

__all__ = ["open_as"]
pytestmark = pytest.mark.django_db
ON = "?as_of=2020-02-26"
COUNTRY = f"/country/{ON}"


@pytest.fixture
def national():
    return member("viewer")


def tiles_of(page):
    """(figure, change) by label."""
    found = {}
    for tile in page.split('class="tile ')[1:]:
        label, figure = (re.search(rf'tile-{part}">([^<]*)<', tile)[1] for part in ("label", "value"))
        change = re.search(r'tile-change">([^<]*)<', tile.partition("</a>")[0])
        found[label] = (figure, change[1] if change else "")
    return found


def test_cities_stand_in_official_order_and_no_data_is_never_a_zero(open_as, dishub, province_viewer):
    enrol(dishub, 3, registered_on=REGISTERED)
    kabupaten = region("36.04")
    StatedFigureFactory(region=kabupaten, metric="bpu_registered", value=12000, as_of=dt.date(2018, 11, 21))
    rows = rows_of(open_as(province_viewer, f"/regions/36/cities/{ON}"))
    codes = [re.search(r"36\.\d\d", row)[0] for row in rows]
    assert codes == sorted(codes)
    assert len(codes) == 8
    stated = next(row for row in rows if "36.04" in row)
    assert "no data" in stated
    assert "12,000" in stated
    assert not re.search(r"\b0\b", stated)
    page = open_as(province_viewer, f"/regions/36/{ON}")
    for words in ("12,000", "100%", "3 of 3", "listed; no total is stated"):
        assert words in page


def test_parts_added_up_are_no_stated_potential(open_as, dishub, province_viewer):
    """Nobody stated a total of the province; what goes beyond the lists is said to be added up."""
    enrol(dishub, 3, registered_on=REGISTERED)
    page = open_as(province_viewer, f"/regions/36/{ON}")
    assert "<b>3</b>" not in page.partition("key-declared")[2].partition("</li>")[0]
    StatedFigureFactory(value=10, as_of=dt.date(2020, 2, 20))
    key = open_as(province_viewer, f"/regions/36/{ON}").partition("key-declared")[2].partition("</li>")[0]
    assert "added up from the parts" in key and "<b>10</b>" in key


def test_cities_of_a_city_are_not_found(open_as, dishub, city_manager):
    for address in ("cities/", "cities.xlsx", "cities.csv"):
        open_as(city_manager, f"/regions/36.73/{address}", 404)


def test_a_rate_names_each_total_with_its_source_and_date(open_as, dishub, province_viewer):
    enrol(dishub, 11, registered_on=REGISTERED)
    for value in (35, 36):
        StatedFigureFactory(value=value, as_of=dt.date(2020, 2, 20), speaker="Eti")
    row = next(row for row in rows_of(open_as(province_viewer, f"/regions/36/cities/{ON}")) if "36.73" in row)
    for words in ("31.4%", "11 of 35", "30.5%", "11 of 36", "Eti, Kabar Banten, 20 Feb 2020", "24–25"):
        assert words in row


def test_change_since_last_month_compares_the_cities_that_were_frozen(
    open_as, serang, dishub, province_viewer
):
    enrol(dishub, 3)
    take(region=serang, month=dt.date(2020, 1, 1), by=None)
    enrol(dishub, 2, registered_on=REGISTERED, listed_on=REGISTERED)
    enrol(AgencyFactory(region=region("36.71"), code="36.71/dishub"), 4)
    tiles = tiles_of(open_as(province_viewer, f"/regions/36/{ON}"))
    among = ", in 1 of 2 places with figures"
    assert tiles["Listed"] == ("9", f"+2 since the end of January 2020{among}")
    assert tiles["Registered"] == ("2", f"+2 since the end of January 2020{among}")
    assert tiles["Not protected yet"] == ("7", f"unchanged since the end of January 2020{among}")


def test_a_month_that_nobody_froze_is_said(open_as, dishub, province_viewer):
    enrol(dishub, 3)
    page = open_as(province_viewer, f"/regions/36/{ON}")
    assert tiles_of(page)["Listed"] == ("3", "the end of January 2020 was not frozen")
    assert "no month frozen yet" in page


def test_trend_says_in_words_what_it_shows(open_as, serang, dishub, province_viewer):
    enrol(dishub, 3, registered_on=dt.date(2020, 1, 20))
    take(region=serang, month=dt.date(2020, 1, 1), by=None)
    enrol(dishub, 1, registered_on=REGISTERED, listed_on=REGISTERED)
    said = "Registered: 3 at the end of January 2020, 3 at the end of January 2020, 4 of 4 on 26 Feb 2020"
    for page in (f"/regions/36/{ON}", f"/regions/36/cities/{ON}"):
        assert f'aria-label="{said}"' in open_as(province_viewer, page)


def test_state_of_data_says_how_many_lists_and_how_old(open_as, dishub, dlh, province_viewer):
    for agency, day in ((dishub, dt.date(2020, 2, 3)), (dlh, dt.date(2019, 12, 20))):
        enrol(agency, 1)
        handed_in(agency, day)
    AgencyFactory()
    row = next(row for row in rows_of(open_as(province_viewer, f"/regions/36/cities/{ON}")) if "36.73" in row)
    assert "2 of 3 have a list" in row
    assert "1 of February 2020; lists as of 20 Dec 2019 – 3 Feb 2020" in row


def test_provinces_stand_in_official_order_and_open(open_as, dishub, national):
    enrol(dishub, 3, registered_on=REGISTERED)
    page = open_as(national, COUNTRY)
    rows = rows_of(page)
    assert len(rows) == 38
    banten = next(row for row in rows if row.startswith("Banten"))
    assert "1 of 8 with figures" in banten
    assert "3 of 3" in banten
    assert 'href="/regions/36/?as_of=2020-02-26"' in page
    assert "Figures of 1 of 514 regencies and cities" in page
    assert tiles_of(page)["Registered"][0] == "3"


def test_provinces_are_small_multiples_and_silent_ones_are_hatched(open_as, dishub, cirebon, national):
    enrol(dishub, 3, registered_on=REGISTERED)
    StatedFigureFactory(region=cirebon, value=3500, as_of=dt.date(2020, 1, 5))
    page = open_as(national, COUNTRY)
    cards = re.findall(r'<li><a class="multiple( is-silent)?" href="(.*?)">(.*?)</a></li>', page, re.DOTALL)
    assert [re.search(r"/regions/(\d\d)/", address)[1] for _silent, address, _card in cards] == sorted(
        Region.objects.filter(parent=None).values_list("code", flat=True)
    )
    told = {address: (bool(silent), card) for silent, address, card in cards}
    silent, banten = told["/regions/36/?as_of=2020-02-26"]
    assert not silent and "100% of 3" in banten and "bar-registered" in banten
    silent, jawa_barat = told["/regions/32/?as_of=2020-02-26"]
    assert silent and "only stated figures" in jawa_barat and "bar-hatch" in jawa_barat
    assert not re.search(r"(?<![\d.,])0(?![\d.,])", re.sub(r"<svg.*?</svg>", "", jawa_barat, flags=re.DOTALL))
    assert 'class="multiple' not in open_as(national, f"{COUNTRY}&of=cities")


def test_a_province_without_figures_shows_what_was_stated_of_its_cities(open_as, cirebon, national):
    StatedFigureFactory(region=cirebon, value=3500, as_of=dt.date(2020, 1, 5))
    row = next(row for row in rows_of(open_as(national, COUNTRY)) if row.startswith("Jawa Barat"))
    assert "no data" in row
    assert "3,500" in row


def test_all_cities_of_the_country_are_searched_filtered_and_paged(open_as, dishub, national):
    enrol(dishub, 3)
    cities = f"{COUNTRY}&of=cities"
    assert len(rows_of(open_as(national, cities))) == 50
    assert len(rows_of(open_as(national, f"{cities}&page=11"))) == 14
    assert [row[:11] for row in rows_of(open_as(national, f"{cities}&q=serang&show=figures"))] == [
        "Kota Serang"
    ]
    assert len(rows_of(open_as(national, f"{cities}&province=36"))) == 8
    assert rows_of(open_as(national, f"{cities}&sort=-listed"))[0].startswith("Kota Serang")


def test_nonsense_in_the_query_shows_all_provinces(open_as, national):
    asked = f"{COUNTRY}&of=x&show=y&province=99&sort=z&page=w&q=%00"
    assert len(rows_of(open_as(national, asked))) in (1, 38)


@pytest.mark.parametrize("address", ["/regions/36/cities", "/country/coverage"])
def test_exports_give_figures_with_their_sources(client, open_as, dishub, cirebon, national, address):
    enrol(dishub, 3, registered_on=REGISTERED)
    StatedFigureFactory(value=10, as_of=dt.date(2020, 2, 20), speaker="Eti")
    StatedFigureFactory(region=region("36.04"), value=7, as_of=dt.date(2020, 2, 20))
    asked = f"{address}.csv{ON}&of=cities"
    lines = open_as(national, asked).lstrip("\ufeff").splitlines()
    line = next(line for line in lines if line.startswith("36.73"))
    assert ";3;3;3;0;0;" in line
    assert "Eti, Kabar Banten, 20 Feb 2020" in line
    response = client.get(f"{address}.xlsx{ON}&of=cities")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["Figures", "Rates", "Places", "Figures by source"]
    told = [[cell.value for cell in row] for row in book["Figures by source"].rows]
    assert told[1][:2] == ["36.04", "Kabupaten Serang"]


@pytest.mark.parametrize("address", ["/country/", "/country/coverage.csv", "/country/coverage.xlsx"])
def test_the_country_is_for_who_sees_all_of_it(open_as, province_viewer, city_manager, address):
    for user in (province_viewer, city_manager):
        open_as(user, address, 403)


@pytest.mark.parametrize(
    "address", ["/country/", "/country/?of=cities", "/regions/36/", "/regions/36/cities/"]
)
def test_statements_do_not_grow_with_agencies_nor_months(client, count_queries, serang, national, address):
    client.force_login(national)
    enrol(AgencyFactory(), 1, registered_on=REGISTERED)
    take(region=serang, month=dt.date(2020, 2, 1), by=None)
    client.get(address)
    one = count_queries(lambda: client.get(address))
    for number in range(49):
        city = region("36.71") if number % 2 else serang
        enrol(AgencyFactory(region=city, code=f"{city.code}/n-{number}"), 1, registered_on=REGISTERED)
    for month in (3, 4, 5):
        take(region=serang, month=dt.date(2020, month, 1), by=None)
    assert count_queries(lambda: client.get(address)) <= one
