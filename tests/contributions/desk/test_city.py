"""The desk of a city and of a branch: tiles, funnel, attention, kinds, to whom, and at what cost."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from agencies import access
from contributions.coverage.figures import figures_of_region
from contributions.desk.kinds import by_kind
from contributions.desk.steps import LENGTH, funnel_steps
from contributions.snapshots.taking import take
from enrolment.models import Upload
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.factories import AgencyFactory, StatedFigureFactory, member

pytestmark = pytest.mark.django_db
CITY = "/regions/36.73/"
BRANCH = "/branches/serang/"


@pytest.fixture
def open_as(client):
    client.cookies["django_language"] = "en"

    def open_(user, address):
        client.force_login(user)
        response = client.get(address)
        assert response.status_code == 200
        return response.content.decode()

    return open_


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def tiles(page):
    return [words(tile) for tile in re.findall(r'<a [^>]*class="tile.*?</a>', page, re.S)]


def reasons(page):
    """The words of each reason for attention."""
    listed = page.partition('<ul class="attention">')[2].partition("</ul>")[0]
    return [words(line) for line in listed.split("</li>") if words(line)]


def agencies(page):
    body = page.rpartition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'href="/agencies/36\.73/([a-z0-9-]+)/', body)


def with_bad_rows(agency, bad=2):
    Upload.objects.create(
        region=agency.region, agency=agency, state="applied", kind="list", file_name="daftar.xlsx",
        stored_name="x", sha256="0" * 64, size=1, roster_date=timezone.localdate(),
        applied_at=timezone.now(), counts={"needs_fix": bad},
    )  # fmt: skip


def test_tiles_tell_the_change_since_the_frozen_month(open_as, serang, dishub, city_leader):
    enrol(dishub, 2, registered_on=REGISTERED)
    take(region=serang, month=dt.date(2020, 2, 1), by=access.SYSTEM)
    enrol(dishub, 1, listed_on=dt.date(2020, 3, 3))
    listed, registered, *_rest, gap = tiles(open_as(city_leader, f"{CITY}?as_of=2020-03-10"))
    assert listed == "Listed 3 +1 since end of Feb 2020 on the lists of 1 of 1 agencies"
    assert registered.startswith("Registered 2 ±0 since end of Feb 2020 66.6% of 3 listed")
    assert "+1 since end of Feb 2020" in gap


def test_desk_says_where_no_month_is_frozen(open_as, dishub, city_leader):
    enrol(dishub, 2)
    page = open_as(city_leader, f"{CITY}?as_of=2020-03-10")
    assert "No month-end before this day has been frozen yet" in page
    assert "since end of" not in page


def test_each_reason_leads_to_exactly_its_agencies(open_as, dishub, dlh, city_manager):
    enrol(dishub, 1)
    page = open_as(city_manager, CITY)
    assert reasons(page)[2].startswith("1 Without a list")
    assert agencies(open_as(city_manager, f"{CITY}?show=no_roster")) == ["dlh"]
    assert agencies(open_as(city_manager, f"{CITY}?show=old_roster")) == ["dishub"]
    assert agencies(open_as(city_manager, f"{CITY}?show=not_signed_in")) == []


def test_manager_is_led_to_reminding_and_inviting(open_as, dishub, city_manager, city_leader):
    page = open_as(city_manager, CITY)
    remind, invite = "/regions/36.73/reminders/new/?about=no_roster", "/members/units/?step=not_invited"
    assert remind in page
    assert invite in page
    assert open_as(city_manager, remind)
    seen = open_as(city_leader, CITY)
    assert remind not in seen
    assert invite not in seen


def test_programme_without_a_list_is_found_behind_its_reason(open_as, serang, city_manager):
    AgencyFactory(code="36.73/kader", kind="program", name="Kader Posyandu")
    assert reasons(open_as(city_manager, CITY))[2].startswith("1 Without a list")
    assert agencies(open_as(city_manager, f"{CITY}?show=no_roster")) == ["kader"]


def test_leader_sees_no_rows_and_no_buttons(open_as, dishub, city_leader, city_manager):
    enrol(dishub, 1)
    with_bad_rows(dishub)
    seen = open_as(city_manager, CITY)
    assert any(line.startswith("1 With rows to be fixed 2 rows") for line in reasons(seen))
    page = open_as(city_leader, CITY)
    assert not any("rows" in line for line in reasons(page))
    assert "member" not in page.partition('<ul class="attention">')[2].partition("</ul>")[0]


def test_day_of_the_past_has_no_cost_and_says_what_it_leaves_out(open_as, dishub, city_leader):
    enrol(dishub, 1)
    page = open_as(city_leader, f"{CITY}?as_of=2020-02-26")
    assert "To close the gap" not in page
    assert "are known only as they are today" in page
    assert "To close the gap" in open_as(city_leader, CITY)


def test_no_name_stands_on_the_desk(open_as, dishub, city_leader):
    workers = enrol(dishub, 2)
    page = open_as(city_leader, CITY)
    assert not any(worker.name in page or worker.nik in page for worker in workers)


def test_kinds_lead_to_their_agencies_and_say_who_is_in_no_row(open_as, dishub, city_leader):
    enrol(dishub, 2, registered_on=REGISTERED)
    enrol(AgencyFactory(kind="kecamatan", code="36.73/01", name="Kecamatan Serang"), 1)
    StatedFigureFactory(value=10, as_of=dt.date(2020, 1, 1), is_denominator=True)
    page = open_as(city_leader, CITY)
    assert "7 people of the potential are on no list" in page
    assert "?kind=kecamatan#agencies" in page
    assert agencies(open_as(city_leader, f"{CITY}?kind=kecamatan")) == ["01"]


def test_kinds_add_up_to_the_city(serang, dishub, dlh):
    enrol(dishub, 2, registered_on=REGISTERED)
    enrol(AgencyFactory(kind="kecamatan"), 1)
    place = figures_of_region(serang, timezone.localdate())
    lines = by_kind(place.agencies, lambda **more: "")
    assert [(line.kind, line.agencies, line.with_roster, line.gap) for line in lines] == [
        ("dinas", 2, 1, 0),
        ("kecamatan", 1, 1, 1),
    ]
    assert sum(line.staff.registered for line in lines) == place.staff.registered


def test_funnel_never_grows_and_no_data_is_no_bar(serang, dishub):
    StatedFigureFactory(value=10, as_of=dt.date(2020, 1, 1))
    empty = funnel_steps(figures_of_region(serang, timezone.localdate()))
    assert [step.value for step in empty] == [10, None, None, None, None]
    enrol(dishub, 4)
    enrol(dishub, 2, registered_on=REGISTERED)
    steps = funnel_steps(figures_of_region(serang, timezone.localdate()))
    assert [step.value for step in steps] == [10, 6, 2, 2, None]
    assert [step.width for step in steps] == [LENGTH, 600, 200, 200, 0]


def test_branch_desk_adds_its_cities_up(open_as, serang, cirebon, branch_serang, branch_officer, dishub):
    branch_serang.regions.add(cirebon)
    enrol(dishub, 2)
    enrol(AgencyFactory(region=cirebon, code="32.74/dishub"), 3)
    for region in (serang, cirebon):
        take(region=region, month=dt.date(2020, 2, 1), by=access.SYSTEM)
    enrol(dishub, 1, listed_on=dt.date(2020, 3, 3))
    page = open_as(branch_officer, f"{BRANCH}?as_of=2020-03-10")
    assert tiles(page)[0].startswith("Listed 6 +1 since end of Feb 2020")
    assert tiles(page)[4].startswith("Not protected yet 6 ±0 since end of Feb 2020")
    assert "Without a list" in page


@pytest.mark.parametrize("show", ["no_roster", "nonsense", "'; --", "%00"])
def test_nonsense_in_the_filter_is_answered(open_as, dishub, city_manager, show):
    open_as(city_manager, f"{CITY}?show={show}&kind=x&as_of=2020-13-45")


@pytest.mark.parametrize(
    ("role", "address", "most"),
    [("city_manager", CITY, 52), ("city_leader", CITY, 48), ("branch_officer", BRANCH, 26)],
)
def test_a_desk_takes_no_more_statements_than_this(
    client, count_queries, serang, branch_serang, role, address, most
):
    place = {"branch": branch_serang} if role == "branch_officer" else {"region": serang}
    client.force_login(member(role, **place))
    for _ in range(3):
        agency = AgencyFactory()
        enrol(agency, 1, registered_on=REGISTERED)
        with_bad_rows(agency)
    client.get(address)
    found = count_queries(lambda: client.get(address))
    assert found <= most, found


def test_nobody_is_reminded_of_a_day_of_the_past(open_as, dishub, dishub_operator, city_manager):
    enrol(dishub, 3, registered_on=REGISTERED)
    assert "reminders/new/?about=old_roster" in open_as(city_manager, CITY)
    past = open_as(city_manager, f"{CITY}?as_of=2020-10-31")
    assert "List older than this month" in past
    assert "reminders/new/" not in past
