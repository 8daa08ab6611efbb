"""What was stated about places without figures here: whose it is, with its caution, as a hatched bar."""

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.utils.translation import override

from contributions.nation.places import province_on
from contributions.nation.told import bar_of
from tests.contributions.coverage.test_pages import open_as, rows_of
from tests.factories import StatedFigureFactory, member, region

__all__ = ["open_as"]
pytestmark = pytest.mark.django_db
DAY = dt.date(2022, 4, 25)
ON = "?as_of=2022-04-30"


@pytest.fixture
def national():
    return member("viewer")


def stated(metric: str, value: int, **more):
    same = {"region": region("32.74"), "as_of": DAY, "source": "jejakkasus.co.id"}
    return StatedFigureFactory(**(same | {"metric": metric, "value": value} | more))


def bar():
    places = province_on(region("32"), dt.date(2022, 4, 30)).places
    return bar_of(next(place for place in places if place.region.code == "32.74"))


def test_registered_of_what_the_same_source_gives_is_a_rate_by_each_of_its_totals():
    stated("workers_registered", 1100)
    for total in (3600, 3500):
        stated("workers_total", total)
    with override("en"):
        found = bar()
    assert found.rates == (("31.4%", "1,100 of 3,500"), ("30.5%", "1,100 of 3,600"))
    assert found.width == round(1000 * 1100 / 3600)
    assert max(int(x) for x in re.findall(r"M(\d+) ", found.hatch)) <= found.width


@pytest.mark.parametrize(
    "total", [{"source": "Antara"}, {"as_of": dt.date(2022, 4, 20)}, {"value": 1000}, {"value": 0}]
)
def test_numbers_of_different_sources_or_days_make_no_rate(total):
    stated("workers_registered", 1100)
    stated("workers_total", **({"value": 3500} | total))
    assert bar() is None


def test_nobody_registered_by_the_source_is_said_and_is_no_missing_data():
    stated("workers_registered", 0)
    stated("workers_total", 10)
    found = bar()
    assert (found.width, found.hatch, len(found.rates)) == (0, "", 1)


def test_the_hatched_bar_stands_in_card_and_row_with_its_source(open_as, national):
    stated("workers_registered", 1100)
    stated("workers_total", 3500, caution="dibulatkan")
    words = "Stated as registered: 31.4% (1,100 of 3,500), jejakkasus.co.id, 25 Apr 2022"
    for address in ("/regions/32/", "/regions/32/cities/", "/country/"):
        page = open_as(national, f"{address}{ON}&of=cities&q=cirebon")
        assert f'aria-label="{words}"' in page
        assert "dibulatkan" in page
        assert "stated-hatch" in page
    (row,) = (row for row in rows_of(open_as(national, f"/regions/32/cities/{ON}")) if "32.74" in row)
    assert "no data" not in row
    assert not re.search(r"(?<![\d.,])0(?![\d.,])", row)


def test_in_the_row_of_a_province_it_is_said_whose_figure_it_is(open_as, national):
    figure = stated("workers_total", 3500)
    (row,) = (row for row in rows_of(open_as(national, f"/country/{ON}")) if row.startswith("Jawa Barat"))
    assert "Kota Cirebon · Non-civil-servant workers in all: 3,500" in row
    assert f'href="/figures/{figure.pk}/"' in open_as(national, f"/country/{ON}")


def test_the_workbook_names_the_city_of_which_it_was_said(client, national):
    stated("workers_total", 3500)
    client.force_login(national)
    response = client.get(f"/country/coverage.xlsx{ON}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    told = [[cell.value for cell in row] for row in book.worksheets[-1].rows]
    assert told[1][:2] == ["32.74", "Kota Cirebon"]


def test_as_many_statements_for_fifty_figures_as_for_one(client, count_queries, national):
    client.force_login(national)
    stated("workers_total", 3500)
    client.get(f"/country/{ON}")
    one = count_queries(lambda: client.get(f"/country/{ON}"))
    for number in range(49):
        stated("workers_total", 3600 + number, region=region(f"33.{number % 20 + 1:02}"))
    assert count_queries(lambda: client.get(f"/country/{ON}")) <= one
