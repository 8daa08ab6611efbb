"""The figures at the head of a month: what is not known is no zero, and what is late names its day."""

import csv
import datetime as dt
import io
import re

import pytest
from django.utils import timezone, translation
from openpyxl import load_workbook

from agencies.pages.figures import short_day
from contributions.overview.lines import lines_of
from contributions.overview.sums import sums_of
from contributions.overview.tiles import tiles_of
from enrolment.figures import recount
from tests.contributions.billing import money
from tests.contributions.billing.money import FEB, MAR

pytestmark = pytest.mark.django_db
CITY = "/regions/36.73/contributions/"
DUE = dt.date(2020, 3, 16)


@pytest.fixture
def two_workers(dishub, client, city_leader):
    money.terms(dishub)
    money.workers(dishub, 2)
    recount([dishub.pk])
    client.force_login(city_leader)
    client.cookies["django_language"] = "en"
    return dishub


def tiles(agency, today):
    lines = lines_of(type(agency).objects.filter(pk=agency.pk), FEB, today)
    return {
        str(tile.label): (tile.text, tile.note) for tile in tiles_of(sums_of(lines), DUE, today, linked=True)
    }


def test_month_that_nobody_computed_shows_no_zeros(two_workers, client):
    page = client.get(f"{CITY}2020-02/").content.decode()
    assert "2 workers registered" in page
    assert "not computed yet" in page
    assert "Rp\N{NO-BREAK SPACE}0" not in page
    assert "Computed for 0 of 1 agencies that owe a contribution; there are 1 agencies in all." in page
    sums = load_workbook(io.BytesIO(b"".join(client.get(f"{CITY}2020-02/export.xlsx").streaming_content)))[
        "Sums"
    ]
    told = dict(sums.iter_rows(min_row=2, values_only=True))
    assert (told["Our computation (Rp)"], told["Paid (Rp)"], told["Registered"]) == (None, None, 2)


def test_figures_of_the_day_name_their_day(two_workers, client):
    money.assessed(two_workers)
    today = timezone.localdate()
    page = client.get(f"{CITY}2020-02/").content.decode()
    assert f"all months due by {short_day(today)}" in page.replace("\N{NO-BREAK SPACE}", " ")
    answer = client.get(f"{CITY}2020-02/export.csv")
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert dict(zip(head, row, strict=True))["Position as of"] == f"{today:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("today", "words"), [(dt.date(2020, 3, 15), ", by "), (dt.date(2020, 3, 16), ", was due on ")]
)
def test_what_is_unpaid_says_whether_it_is_late(two_workers, today, words):
    money.assessed(two_workers)
    money.assessed(two_workers, MAR)
    with translation.override("en"):
        assert words in tiles(two_workers, today)["Still to pay"][1]


def test_each_figure_leads_to_the_agencies_it_adds_up(two_workers, dlh, client):
    """One is billed as computed and paid in part; of the other nothing is known."""
    month = money.assessed(two_workers)
    page = client.get(f"{CITY}2020-02/").content.decode()
    assert '?show=computed#agencies" class="tile' in page
    assert "?show=billed" not in page
    money.bill(two_workers, month.total)
    money.pay(two_workers, month.total / 2)
    page = client.get(f"{CITY}2020-02/").content.decode()
    for show in ("computed", "billed", "money"):
        assert f'?show={show}#agencies" class="tile' in page
        found = client.get(f"{CITY}2020-02/?show={show}").content.decode()
        assert agencies(found) == ["dishub"], show


def agencies(page):
    body = page.rpartition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'href="/agencies/36\.73/([a-z0-9-]+)/', body)
