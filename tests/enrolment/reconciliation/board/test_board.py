"""The board of a branch and the progress of a city."""

import pytest

from agencies.models import Agency
from enrolment.models import AgencyMonth, Difference
from enrolment.reconciliation.board.queries import lines_of, sums
from tests.enrolment.reconciliation.deciding import deeds
from tests.enrolment.reconciliation.making import MONTH
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def test_each_agency_stands_at_its_stage(dishub, dlh):
    deeds.unlisted(dishub)
    lines = {line.agency: line for line in lines_of(Agency.objects.all(), MONTH)}
    assert (lines[dishub].stage, lines[dlh].stage) == ("undecided", "no_list")
    assert (lines[dishub].undecided, lines[dishub].counts["for_branch"]) == (1, 1)
    deeds.decide(Difference.objects.all(), "keep_ours")
    lines = lines_of(Agency.objects.all(), MONTH)
    found = sums(lines)
    assert (found["stages"]["ready"], found["stages"]["no_list"]) == (1, 1)
    assert found["differences"]["undecided"] == 0


def test_a_roster_that_changed_since_is_seen(dishub):
    worker = deeds.unlisted(dishub)
    [line] = lines_of(Agency.objects.all(), MONTH)
    assert not line.moved
    worker.name = "Nama Baru"
    worker.save()
    [line] = lines_of(Agency.objects.all(), MONTH)
    assert line.moved


def test_the_board_asks_as_often_for_thirty_agencies(client, serang, branch_officer, count_queries):
    client.force_login(branch_officer)
    compared = {"month": MONTH, "reconciled_at": "2026-09-01T00:00Z"}
    AgencyMonth.objects.create(agency=AgencyFactory(region=serang), **compared)
    client.get("/branches/serang/2026-08/")
    one = count_queries(lambda: client.get("/branches/serang/2026-08/"))
    for _ in range(30):
        AgencyMonth.objects.create(agency=AgencyFactory(region=serang), **compared)
    assert count_queries(lambda: client.get("/branches/serang/2026-08/")) == one


@pytest.mark.parametrize("show", ["", "branch", "no_list", "nonsense"])
def test_the_filters_of_the_board_show_whom_they_say(client, dishub, dlh, branch_officer, show):
    deeds.unlisted(dishub)
    client.force_login(branch_officer)
    shown = client.get(f"/branches/serang/2026-08/?show={show}").content.decode()
    names = {dishub.name, dlh.name}
    expected = {"branch": {dishub.name}, "no_list": {dlh.name}}.get(show, names)
    assert {name for name in names if name in shown} == expected


def test_a_city_sees_its_progress_and_takes_it_along(client, dishub, city_manager):
    deeds.unlisted(dishub)
    client.force_login(city_manager)
    assert dishub.name in client.get("/regions/36.73/2026-08/").content.decode()
    assert client.get("/regions/36.73/2026-08/export/").status_code == 200
    assert client.get("/regions/36.73/month/")["Location"] == "/regions/36.73/2026-08/"


def test_a_leader_sees_no_progress_because_it_is_about_people(client, dishub, city_leader):
    client.force_login(city_leader)
    assert client.get("/regions/36.73/2026-08/").status_code == 403


def test_no_month_comes_before_the_first_that_addresses_tell(client, dishub, branch_officer):
    client.force_login(branch_officer)
    page = client.get("/branches/serang/2000-01/")
    assert (page.status_code, page.context["earlier"]) == (200, None)


def test_what_waits_stands_first_on_the_board(dishub, dlh):
    last = AgencyFactory(region=dishub.region, name="Zakat")
    deeds.unlisted(last)
    assert lines_of(Agency.objects.all(), MONTH)[0].agency == last
