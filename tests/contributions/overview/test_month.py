"""The month of a city, a province and a branch: sums, ages, filters, computing, who sees it at what cost."""

import csv
import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from agencies.models import ContributionGroup
from contributions.billing.assessing import finalise
from contributions.billing.due import after, month_of
from contributions.models import Assessment
from contributions.overview.lines import lines_of
from contributions.overview.sums import ages_of, sums_of
from enrolment.figures import recount
from tests.contributions.billing import money
from tests.contributions.billing.money import FEB, MAR
from tests.factories import AgencyFactory, member, region

pytestmark = pytest.mark.django_db
CITY = "/regions/36.73/contributions/2020-02/"
TODAY = dt.date(2020, 5, 20)


@pytest.fixture
def open_as(client):
    client.cookies["django_language"] = "en"

    def open_(user, address, status=200):
        client.force_login(user)
        response = client.get(address)
        assert response.status_code == status
        return response.content.decode() if not response.streaming else b"".join(response.streaming_content)

    return open_


@pytest.fixture
def both(dishub, dlh):
    """Dishub: two workers, billed more and paid in part; DLH: one worker, paid too much."""
    for agency, count in ((dishub, 2), (dlh, 1)):
        money.terms(agency)
        money.workers(agency, count)
        recount([agency.pk])
        money.assessed(agency)
    money.bill(dishub, "32500", code="1")
    money.pay(dishub, "30000")
    money.pay(dlh, "20000")
    return dishub, dlh


def lines(agencies=None, month=FEB, today=TODAY):
    agencies = type(region("36.73").agencies.first()).objects.filter(region=region("36.73"))
    return {line.agency.code: line for line in lines_of(agencies, month, today)}


def names(page):
    body = page.partition("<tbody>")[2]
    body = page.partition('id="agencies"')[2].partition("<tbody>")[2].partition("</tbody>")[0] or body
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>") if "<td" in row]


def test_line_holds_ours_and_theirs_and_what_was_paid(both):
    found = lines()["36.73/dishub"]
    assert (found.workers, found.sums["total"], found.billed, found.difference) == (2, 32400, 32500, 100)
    assert (found.sums["jkk"], found.sums["jkm"], found.sums["base"]) == (14400, 18000, 6000000)
    assert (found.sums["paid"], found.balance, found.arrears) == (30000, 2500, 2500)
    assert lines()["36.73/dlh"].credit == Decimal(3800)


def test_sums_add_up_the_agencies(both):
    found = sums_of(list(lines().values()))
    assert (found.agencies, found.computed, found.workers, found.total) == (2, 2, 3, 48600)
    assert (found.billed, found.billed_agencies, found.difference) == (32500, 1, 100)
    assert (found.owed, found.paid, found.balance, found.unpaid_agencies) == (48700, 46200, 2500, 1)
    assert found.total == found.jkk + found.jkm + found.jht + found.jp


@pytest.mark.parametrize(
    ("today", "at"), [((2020, 3, 16), 0), ((2020, 6, 16), 1), ((2020, 10, 1), 2), ((2021, 3, 16), 3)]
)
def test_debts_are_counted_by_age(both, today, at):
    ages = ages_of(lines(today=dt.date(*today)).values())
    assert [age.months for age in ages] == [int(n == at) for n in range(4)]
    assert (ages[at].agencies, ages[at].amount) == (1, 2500)


def test_month_not_yet_due_is_no_debt(both):
    assert not any(age.amount for age in ages_of(lines(today=dt.date(2020, 3, 15)).values()))


def test_agency_without_people_waits_for_nothing_and_one_with_people_does(both):
    AgencyFactory(code="36.73/kosong", name="Kosong")
    waiting = AgencyFactory(code="36.73/baru", name="Baru")
    money.workers(waiting)
    recount([waiting.pk])
    found = lines()
    assert not found["36.73/kosong"].waits_for_computing
    assert found["36.73/baru"].waits_for_computing
    assert found["36.73/baru"].lacks_terms


def test_agency_served_by_anothers_group_is_said_and_waits_for_nobody(both, open_as, city_leader):
    served = AgencyFactory(code="36.73/upt", name="UPT Terminal")
    money.workers(served)
    recount([served.pk])
    ContributionGroup.objects.get(agency=both[0]).agencies.add(served)
    assert lines()["36.73/upt"].served_by == "Dinas Perhubungan"
    assert not lines()["36.73/upt"].waits_for_computing
    assert "paid through Dinas Perhubungan" in open_as(city_leader, CITY)


def test_page_shows_figures_and_no_name(both, open_as, city_leader):
    page = open_as(city_leader, CITY)
    assert "<h1>Contributions of Kota Serang, February 2020</h1>" in page
    assert "Contribution of February 2020, by 16 March 2020 at the latest" in page
    for text in ("Rp\N{NO-BREAK SPACE}48,600", "Rp\N{NO-BREAK SPACE}100 more than ours", "3 workers"):
        assert text in page
    assert "assess/" not in page
    for worker in both[0].workers.all():
        assert worker.name not in page


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("show=unpaid", ["Perhubungan"]),
        ("show=arrears", ["Perhubungan"]),
        ("show=differs", ["Perhubungan"]),
        ("show=credit", ["Lingkungan"]),
        ("show=paid", ["Lingkungan"]),
        ("show=missing", []),
        ("show=no_terms", []),
        ("show=nonsense", ["Lingkungan", "Perhubungan"]),
        ("q=lingkungan", ["Lingkungan"]),
        ("q=lingkungan&show=unpaid", []),
        ("sort=-balance", ["Perhubungan", "Lingkungan"]),
        ("sort=nonsense&page=99&per_page=x&region=99", ["Lingkungan", "Perhubungan"]),
    ],
)
def test_filters_search_and_order(both, open_as, city_leader, query, codes):
    found = names(open_as(city_leader, f"{CITY}?{query}"))
    words = [row.split()[1] for row in found if row.startswith("Dinas")]
    assert words == codes or (not query.startswith("sort=-") and sorted(words) == codes)


def test_reason_and_promised_day_stand_in_the_row(both, open_as, city_leader):
    Assessment.objects.filter(agency=both[0]).update(delay_reason="dpa", promised_on=dt.date(2020, 4, 1))
    (row,) = names(open_as(city_leader, CITY + "?show=promise"))
    assert "Waiting for the budget document (DPA)" in row
    assert "was promised for 1 Apr 2020" in row


def test_newest_month_is_where_the_tab_leads(both, open_as, client, city_leader):
    client.force_login(city_leader)
    assert client.get("/regions/36.73/contributions/").url == CITY
    money.assessed(both[0], MAR)
    assert client.get("/regions/36.73/contributions/").url == CITY.replace("-02", "-03")


def test_city_without_any_month_opens_the_last_full_one(client, dishub, city_leader):
    client.force_login(city_leader)
    last = after(month_of(dt.date.today()), -1)
    assert client.get("/regions/36.73/contributions/").url.endswith(f"/{last:%Y-%m}/")


def test_computing_drafts_all_and_says_who_was_left_out(both, client, city_manager):
    client.cookies["django_language"] = "en"
    finalise(assessment=Assessment.objects.get(agency=both[0]), by=None)
    bare = AgencyFactory(code="36.73/baru", name="Baru")
    AgencyFactory(code="36.73/kosong", name="Kosong")
    money.workers(bare)
    recount([bare.pk])
    client.force_login(city_manager)
    page = client.post(CITY + "assess/", follow=True).content.decode()
    assert "February 2020 was computed for 1 agency: 1 workers, Rp\N{NO-BREAK SPACE}16,200." in page
    assert "Nobody has said yet from which base this group pays, and who pays. (Baru)" in page
    assert "The month is final" in page
    assert "Kosong)" not in page


@pytest.mark.parametrize("month", ["2098-12", "2013-12", "2000-01"])
def test_months_that_cannot_be_are_refused_in_words(client, both, city_manager, month):
    client.force_login(city_manager)
    answer = client.post(f"/regions/36.73/contributions/{month}/assess/", follow=True)
    assert answer.status_code == 200
    assert b"alert-danger" in answer.content
    assert not Assessment.objects.exclude(month=FEB).exists()


def test_leader_may_not_compute(client, both, city_leader, cirebon_manager):
    client.force_login(city_leader)
    assert client.post(CITY + "assess/").status_code == 403
    client.force_login(cirebon_manager)
    assert client.post(CITY + "assess/").status_code == 404
    assert client.get(CITY).status_code == 404


def test_province_adds_up_its_cities(both, open_as, province_viewer):
    page = open_as(province_viewer, "/regions/36/contributions/2020-02/")
    serang, *others = [row for row in names(page) if row.startswith(("Kota", "Kabupaten"))]
    assert serang.startswith("Kota Serang 2 of 2")
    assert others
    assert all("no data" in row for row in others)
    assert "48,600" in serang
    assert "/regions/36.73/contributions/2020-02/" in page


def test_branch_shows_the_agencies_of_its_regions(both, open_as, branch_officer, cirebon):
    AgencyFactory(region=cirebon, code="32.74/dishub", name="Dishub Cirebon")
    page = open_as(branch_officer, "/branches/serang/contributions/2020-02/")
    assert "Perhubungan" in page
    assert "Cirebon" not in page


def test_exports_hold_the_figures(both, open_as, city_leader):
    head, *rows = csv.reader(
        io.StringIO(open_as(city_leader, CITY + "export.csv?show=unpaid").removeprefix("\ufeff")),
        delimiter=";",
    )
    told = dict(zip(head, rows[0], strict=True))
    assert len(rows) == 1
    assert (told["Workers"], told["JKK (Rp)"], told["Still to pay (Rp)"]) == ("2", "14400.00", "2500.00")
    book = load_workbook(io.BytesIO(open_as(city_leader, CITY + "export.xlsx")))
    assert book.sheetnames == ["Agencies", "Sums", "Age of arrears"]
    assert book["Agencies"].max_row == 3


@pytest.mark.parametrize(
    ("address", "role", "place"),
    [
        (CITY, "city_leader", "region"),
        ("/regions/36/contributions/2020-02/", "viewer", "province"),
        ("/branches/serang/contributions/2020-02/", "branch_officer", "branch"),
        (CITY + "export.csv", "city_leader", "region"),
    ],
)
def test_statements_do_not_grow_with_agencies(
    client, branch_serang, serang, count_queries, address, role, place
):
    places = {"region": serang, "province": region("36"), "branch": branch_serang}
    client.force_login(member(role, **{"branch" if place == "branch" else "region": places[place]}))

    def arrange(number):
        agency = AgencyFactory(code=f"36.73/x{number}")
        money.terms(agency)
        money.workers(agency)
        recount([agency.pk])
        money.assessed(agency)
        money.pay(agency, "20000")

    arrange(0)
    count_queries(lambda: client.get(address))
    one = count_queries(lambda: client.get(address))
    for number in range(1, 50):
        arrange(number)
    assert count_queries(lambda: client.get(address)) == one
