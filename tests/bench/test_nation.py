"""How fast coverage is read when the whole nation is in the database: `make bench`.

The measure is the one indexed statement that reads the kept figures of a place (`read_kept`), row by row;
beside it stands what counting live would take (`contributions_standing` and the spells). A page's own part is
its time in the database less that of a page in the same frame that reads nothing. Reading the figures of a
city takes less than a single round trip to the database, and its desk makes some forty of them whatever the
figures: there the measure is the same page in the trial, where there are only a few cities.
"""

import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from agencies import access
from agencies.models import Agency, ContributionGroup, Region, User
from contributions.billing.books import settle
from contributions.coverage.kept import read_kept
from contributions.models import CoverageDay, Payment
from enrolment.figures import recount
from enrolment.models import Enrolment, Worker
from tests.bench.loading import PROVINCE, load
from tests.bench.machine import machine
from tests.bench.test_contributions import seconds_taken_back
from tests.databases import Databases
from tests.factories import member, nik

CITY = "36.73"
PAGES = {"city": f"/regions/{CITY}/", "province": f"/regions/{PROVINCE}/", "nation": "/country/"}
FRAME = "/accounts/password/change/"
TIMES = 5
READING = 2.0  # times the one statement
GROWTH = 2.0  # times the same page where there are few cities
COUNTING = """
select count(*), count(*) filter (where e.registered_on <= %(day)s)
from enrolment_enrolment e
where e.agency_id = any(%(agencies)s) and e.listed_on <= %(day)s
  and (e.ended_on is null or e.ended_on > %(day)s)
"""
STANDING = "select sum(active), sum(awaiting), sum(arrears), sum(unknown) from contributions_standing(%s, %s)"


class Clock:
    """The statements of a piece of work, and their seconds."""

    def __init__(self) -> None:
        self.statements: list[tuple[float, str]] = []

    def __call__(self, execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.statements.append((time.perf_counter() - started, sql))

    @property
    def seconds(self) -> float:
        return sum(seconds for seconds, _sql in self.statements)


def clocked(work: Callable[[], object], times: int = TIMES) -> Clock:
    """The fastest of some runs."""
    found = []
    for _ in range(times):
        with connection.execute_wrapper(clock := Clock()):
            work()
        found.append(clock)
    return min(found, key=lambda clock: clock.seconds)


@contextmanager
def led_to(name: str) -> Iterator[None]:
    """Both of Django's connections lead to that database meanwhile."""
    before = [(one, one.settings_dict["NAME"]) for one in (connection, connections["owner"])]
    for one, _name in before:
        one.close()
        one.settings_dict["NAME"] = name
    try:
        yield
    finally:
        for one, old in before:
            one.close()
            one.settings_dict["NAME"] = old


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    lines = [f"{machine()} · Python {platform.python_version()}"]
    yield lines
    print("\n" + "\n".join(lines))


@pytest.fixture(scope="module")
def in_the_demo(trial, django_db_blocker) -> dict[str, Clock]:
    """What each page takes there, and the frame."""
    with django_db_blocker.unblock(), led_to(trial.name):
        return {name: page(address) for name, address in {**PAGES, "frame": FRAME}.items()}


@pytest.fixture
def nation(in_the_demo, django_db_setup, django_db_blocker, table) -> Iterator[None]:
    databases = Databases(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        databases.make(databases.origin, "test_nation")
        try:
            with led_to("test_nation"):
                table.append("loading 514 regions, 30,000 agencies, 2,400,000 workers")
                load(table.append)
                yield
        finally:
            databases.drop("test_nation")
            databases.beside.close()


def viewer() -> User:
    with access.acting(access.SYSTEM):
        found = User.objects.filter(username="bench").first()
        return found or member("viewer", username="bench")


def page(address: str) -> Clock:
    client = Client()
    client.force_login(viewer())

    def get() -> None:
        assert client.get(address).status_code == 200

    return clocked(get)


def cities_of(name: str) -> list[Region]:
    chosen = {"city": Q(code=CITY), "province": Q(parent__code=PROVINCE), "nation": ~Q(kind="province")}
    return list(Region.objects.filter(chosen[name]))


def read_once(name: str) -> float:
    """The one statement, its rows fetched."""
    with access.acting(viewer()):
        where, day = Q(region__in=cities_of(name)), timezone.localdate()
        clock = clocked(lambda: read_kept(where, day))
    return max(seconds for seconds, sql in clock.statements if CoverageDay._meta.db_table in sql)


def counted_live(name: str) -> float:
    day = timezone.localdate()
    with access.acting(access.SYSTEM):
        agencies = list(Agency.objects.filter(region__in=cities_of(name)).values_list("pk", flat=True))

        def count() -> None:
            with connection.cursor() as cursor:
                cursor.execute(COUNTING, {"agencies": agencies, "day": day})
                cursor.execute(STANDING, [agencies, day])

        return clocked(count, 1).seconds


def save_of_a_roster(group: ContributionGroup) -> float:
    """One more person, the agency's figures and coverage counted anew."""

    def save() -> None:
        worker = Worker.objects.create(
            agency=group.agency, contribution_group=group, nik=nik(), name="Pegawai Baru", sex="L"
        )
        Enrolment.objects.create(worker=worker, agency=group.agency, listed_on=timezone.localdate())
        recount([group.agency_id])

    with access.acting(access.SYSTEM):
        return min(seconds_taken_back(save) for _ in range(TIMES))


def payment_of_a_month(group: ContributionGroup) -> float:
    def pay() -> None:
        Payment.objects.create(
            group=group, agency=group.agency, amount=1_000_000, paid_on=timezone.localdate()
        )
        settle([group.pk])

    with access.acting(access.SYSTEM):
        return min(seconds_taken_back(pay) for _ in range(TIMES))


def test_pages_of_a_nation(nation: None, in_the_demo: dict[str, Clock], table: list[str]) -> None:
    frame = page(FRAME)
    table.append(f"a page without figures {len(frame.statements)} statements {frame.seconds * 1000:8.1f} ms")
    table.append(
        "place      one statement   page: all   its own   x statement   x demo"
        "   statements (demo)   counted live"
    )
    ratios, growth, more = {}, {}, {}
    for name, address in PAGES.items():
        one, shown, live, small = read_once(name), page(address), counted_live(name), in_the_demo[name]
        own = shown.seconds - frame.seconds
        ratios[name], growth[name] = own / one, own / (small.seconds - in_the_demo["frame"].seconds)
        more[name] = len(shown.statements) - len(small.statements)
        table.append(
            f"{name:<10} {one * 1000:10.1f} ms {shown.seconds * 1000:8.1f} ms {own * 1000:6.1f} ms"
            f" {own / one:12.2f} {growth[name]:8.2f} {len(shown.statements):12} ({len(small.statements)})"
            f" {live * 1000:12.0f} ms"
        )
    table += cost_of_a_change()
    assert ratios["nation"] <= READING, ratios
    assert growth["city"] <= GROWTH, growth
    assert growth["province"] <= GROWTH, growth
    assert all(count <= 0 for count in more.values()), more


def cost_of_a_change() -> list[str]:
    with access.acting(access.SYSTEM):
        agency = Agency.objects.filter(region__code=CITY, answered_by_parent=False, kind="dinas").first()
        group = ContributionGroup.objects.select_related("agency").get(agency=agency)
    return [
        f"one person more on a roster of 80      {save_of_a_roster(group) * 1000:8.1f} ms",
        f"one payment of an agency of 80         {payment_of_a_month(group) * 1000:8.1f} ms",
    ]
