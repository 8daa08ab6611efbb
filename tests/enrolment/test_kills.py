"""Whatever is killed while a list is saved, all of it is there afterwards, or none; and it can be saved then.

Each round has a database of its own: a copy of one in which a list was saved and a second one is checked. A
process saves it; at a random moment of the saving it is killed, or its database connection is.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection

from agencies import access
from agencies.directory import create_agencies
from agencies.models import Agency
from enrolment.models import Upload, UploadState
from enrolment.rosters import applying, receiving
from tests.databases import Databases
from tests.enrolment.rosters.large import people
from tests.factories import region

pytestmark = pytest.mark.xdist_group("kills")  # one copy of the database is enough
ROOT = Path(__file__).resolve().parents[2]
CODE = "36.73/mati"
APP_NAME = "to-be-killed"
TABLES = [
    "worker",
    "workerevent",
    "enrolment",
    "enrolmentevent",
    "workerimage",
    "proposedexit",
    "agencyfigures",
    "roster",
    "stagedkind",
    "stagedrow",
    "upload",
]


@dataclass
class Base:
    """The database that each round copies, and how it looks before a saving and after an uncut one."""

    databases: Databases
    name: str
    upload: str
    before: dict[str, tuple]
    after: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker) -> Iterator[Base]:
    with django_db_blocker.unblock():
        databases = Databases(connection.settings_dict["NAME"])
        name = f"{databases.origin}_kills"
        with databases.copy(databases.origin, name):
            upload = prepared()
            made = Base(databases, name, str(upload.pk), picture())
            measure(made)
            yield made
        databases.beside.close()


def prepared() -> Upload:
    """2,000 people on the list; a second list, checked: 1,500 of them changed, 500 missing, 1,500 new."""
    with access.acting(access.SYSTEM):
        office = Agency(region=region("36.73"), code=CODE, kind="dinas", name="Dinas Uji")
        (agency,) = create_agencies(agencies=[office], by=access.SYSTEM)
        for content in (people(2_000), second_list()):
            upload = receiving.receive(
                agency=agency, chunks=[content], file_name="daftar.csv", by=access.SYSTEM
            )
            upload = receiving.check(upload=upload)
            if upload.counts["new"] == 2_000:
                applying.apply(upload=upload, by=access.SYSTEM, answers={"mode": "full"})
    assert (upload.counts["changed"], upload.counts["new"], upload.counts["missing"]) == (1_500, 1_500, 500)
    return upload


def second_list() -> bytes:
    return people(3_000, start=500, position="Juru parkir")


def picture() -> dict[str, tuple]:
    """Every row of every table that a saving writes, as a count and a checksum."""
    with access.acting(access.SYSTEM), connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(
                f"select count(*), md5(string_agg(t::text, '|' order by t::text)) from enrolment_{table} t"
            )
            found[table] = cursor.fetchone()
        return found


def counted() -> dict[str, int]:
    return {table: count for table, (count, _checksum) in picture().items()}


def process(base: Base, database: str, command: list[str]) -> subprocess.Popen:
    """The process that saves the second list, on a database of its own."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "enrolment.settings", "LINDUNGI_TEST": "1"}
    env |= {"DATABASE_URL": base.databases.url(database), "PGAPPNAME": APP_NAME}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def saving(base: Base, database: str) -> subprocess.Popen:
    started = process(base, database, ["-m", "tests.enrolment.killed", base.upload])
    assert started.stdout.readline() == "begins\n"
    return started


def measure(base: Base) -> None:
    """What an uncut saving takes and leaves."""
    with base.databases.copy(base.name, f"{base.name}_uncut") as database:
        started = saving(base, database)
        began = time.monotonic()
        assert started.stdout.readline() == "saved\n"
        base.seconds = time.monotonic() - began
        started.wait()
        started.stdout.close()
        base.after = counted()
    assert base.after["worker"] == 3_500
    assert base.after["proposedexit"] == 500


def kill(base: Base, database: str, victim: subprocess.Popen) -> None:
    victim.kill()


def end_connection(base: Base, database: str, victim: subprocess.Popen) -> None:
    where = "datname = %s and application_name = %s"
    base.databases.sql(
        f"select pg_terminate_backend(pid) from pg_stat_activity where {where}", database, APP_NAME
    )


def killed_while_saving(base: Base, at: float, how: Callable) -> str:
    """Kill a saving that long after it began; whether `all` of it or `nothing` was there then."""
    with base.databases.copy(base.name, f"{base.name}_round") as database:
        victim = saving(base, database)
        time.sleep(at)
        how(base, database, victim)
        victim.wait(60)
        victim.stdout.close()
        base.databases.wait_until_left(database)
        return judged(base)


def judged(base: Base) -> str:
    """All or nothing, to the last row; and if nothing, it can be saved now."""
    with access.acting(access.SYSTEM):
        upload = Upload.objects.get(pk=base.upload)
    if upload.state == UploadState.APPLIED:
        assert counted() == base.after
        return "all"
    assert picture() == base.before
    with access.acting(access.SYSTEM):
        applying.apply(upload=upload, by=access.SYSTEM, answers={"mode": "full"})
    assert counted() == base.after
    return "nothing"


def kill_many(base: Base, rounds: int) -> None:
    """Moments spread over the whole saving, one in each of as many equal parts of it."""
    outcomes: Counter[str] = Counter()
    for number in range(rounds):
        at = (number + random.random()) / rounds * base.seconds
        how = (kill, end_connection)[number % 2]
        outcomes[killed_while_saving(base, at, how)] += 1
    # Most moments lie before the commit; a machine under load may be slower or faster than it was measured.
    assert outcomes["nothing"] >= rounds // 3, (outcomes, base.seconds)


def test_kills_at_random_moments_leave_all_or_nothing(base):
    kill_many(base, 10)


@pytest.mark.soak
def test_hundreds_of_kills_leave_all_or_nothing(base):
    kill_many(base, 500)


def test_command_killed_while_it_saves_leaves_all_or_nothing(base, tmp_path):
    """`import_roster --apply`, killed as soon as its server process is at work on the list."""
    book = tmp_path / "daftar.csv"
    book.write_bytes(second_list())
    command = ["manage.py", "import_roster", str(book), "--agency", CODE]
    command += ["--mode", "full", "--accept-missing", "--apply", "--json"]
    with base.databases.copy(base.name, f"{base.name}_round") as database:
        victim = process(base, database, command)
        wait_for_statement(base, database, victim, "%into enrolment_worker %")
        victim.kill()
        victim.wait(60)
        victim.stdout.close()
        base.databases.wait_until_left(database)
        assert picture() == base.before
        assert judged(base) == "nothing"


def wait_for_statement(base: Base, database: str, victim: subprocess.Popen, like: str) -> None:
    asked = "select 1 from pg_stat_activity where datname = %s and application_name = %s and query ilike %s"
    until = time.monotonic() + 60
    while not base.databases.sql(asked, database, APP_NAME, like):
        assert victim.poll() is None, "it was over before it was killed"
        assert time.monotonic() < until
