"""Figures as a workbook and as CSV: the same figures, no data stays empty, no name becomes a formula."""

import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from enrolment.figures import recount
from tests.contributions.billing import money
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 2, 26)


@pytest.fixture
def fetched(client, city_leader, dishub):
    client.cookies["django_language"] = "en"
    client.force_login(city_leader)
    enrol(dishub, 3, registered_on=REGISTERED)
    enrol(dishub, 2, category="kader")
    AgencyFactory(code="36.73/a", name="=1+1")
    StatedFigureFactory(value=12, as_of=DAY, value_text="selusin")

    def fetch(kind, asked=""):
        response = client.get(f"/regions/36.73/coverage.{kind}?as_of=2020-02-26{asked}")
        assert f"coverage-36-73-2020-02-26.{kind}" in response["Content-Disposition"]
        return b"".join(response) if response.streaming else response.content

    return fetch


def test_csv_has_a_line_per_agency_and_empty_cells_for_no_data(fetched):
    head, silent, dishub = csv.reader(io.StringIO(fetched("csv").decode("utf-8-sig")), delimiter=";")
    assert head[:3] == ["Code", "Agency", "Kind"]
    assert silent[1] == "'=1+1"
    assert silent[5:9] == ["", "", "", ""]
    assert dishub[0] == "36.73/dishub"
    assert dishub[5:10] == ["3", "3", "3", "0", "0"]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("&q=perhubungan", ["36.73/dishub"]),
        ("&show=silent", ["36.73/a"]),
        ("&show=no_roster", ["36.73/a"]),  # a reason for attention
        ("&show=arrears", []),
        ("&show=nonsense", ["36.73/a", "36.73/dishub"]),
    ],
)
def test_files_hold_the_agencies_that_the_table_was_cut_to(fetched, asked, codes):
    _head, *rows = csv.reader(io.StringIO(fetched("csv", asked).decode("utf-8-sig")), delimiter=";")
    assert [row[0] for row in rows] == codes
    book = load_workbook(io.BytesIO(fetched("xlsx", asked)))
    assert [row[0] for row in list(book["Agencies"].values)[1:]] == codes
    assert dict(row[:2] for row in book["Figures"].values)["Agencies"] == 2  # the city stays the city


def test_a_table_that_was_cut_offers_its_agencies_as_files(client, fetched):
    cut, whole = (client.get(f"/regions/36.73/{asked}").content.decode() for asked in ("?q=hub", ""))
    offered = 'href="/regions/36.73/coverage.csv?q=hub&amp;as_of='
    assert "Download this agency" in cut
    assert offered in cut
    assert "Download this agency" not in whole


def test_workbook_holds_figures_rates_and_agencies(fetched):
    book = load_workbook(io.BytesIO(fetched("xlsx")))
    assert book.sheetnames == ["Figures", "Rates", "Agencies", "Counted apart"]
    figures = {row[0]: row[1] for row in book["Figures"].values}
    assert (figures["Listed"], figures["Not protected yet"]) == (3, 9)
    rate = list(book["Rates"].values)[1]
    assert rate[:4] == ("By worker", 3, 12, 0.25)
    assert "selusin" in rate[5]
    agency = book["Agencies"]["B2"]
    assert (agency.value, agency.data_type) == ("=1+1", "s")
    assert list(book["Counted apart"].values)[1][2] == 2


def test_exports_tell_who_is_active_where_contributions_are_kept(client, dishub, city_manager):
    money.terms(dishub)
    money.workers(dishub, 2, since=dt.date(2020, 2, 3))
    recount([dishub.pk])
    money.assessed(dishub)
    money.pay(dishub, "32400")
    client.force_login(city_manager)
    client.cookies["django_language"] = "en"
    answer = client.get("/regions/36.73/coverage.csv?as_of=2020-03-20")
    head, line = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    told = dict(zip(head, line, strict=True))
    assert [told[name] for name in ("Active", "Awaiting first contribution", "In arrears")] == ["2", "0", "0"]
    assert told["Contributions not kept here"] == "0"
