"""The embedded server, with real processes: start some on a folder, kill some, look what is left."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from enrolment.postgres import handles

ROOT = Path(__file__).resolve().parents[2]
USER = """
import sys, pathlib
from enrolment import embedded
conninfo = embedded.start(pathlib.Path(sys.argv[1]), fsync=sys.argv[2] == 'careful')
print(conninfo, flush=True)
sys.stdin.read()
"""


class User:
    """A process that uses the server until its standard input closes."""

    running: list["User"] = []

    def __init__(self, folder: Path, mode: str = "fast") -> None:
        self.running.append(self)
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(folder), mode],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def conninfo(self) -> str:
        """What `start` returned; the process's own words where it failed."""
        return self.process.stdout.readline().strip() or pytest.fail(self.process.stderr.read())

    def end(self) -> None:
        """Let it end in order, its exit handlers run."""
        _, words = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, words

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A complete, stopped cluster: initdb takes a second, a copy a tenth."""
    with tempfile.TemporaryDirectory(prefix="lindungi-test-") as place:
        folder = Path(place, "made")
        user = User(folder)
        assert user.conninfo()
        user.end()
        yield folder


@pytest.fixture
def folder(made, short_folder) -> Iterator[Path]:
    place = short_folder / "postgres"
    shutil.copytree(made, place, symlinks=True)
    yield place
    wait_until(lambda: handles.postmaster(place) is None)


@pytest.fixture(autouse=True)
def _end_users() -> Iterator[None]:
    yield
    while User.running:
        user = User.running.pop()
        if user.process.returncode is None:
            user.kill()


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until, "waited 20 seconds in vain"
        time.sleep(0.05)


def write_pid_file(folder: Path, text: str) -> None:
    pid_file = folder / "data" / "postmaster.pid"
    pid_file.write_text(text)
    owner = pid_file.parent.stat()
    os.chown(pid_file, owner.st_uid, owner.st_gid)


def test_first_start_makes_role_and_database(made):
    user = User(made)
    with psycopg.connect(user.conninfo()) as connection:
        encoding = connection.execute("SHOW server_encoding").fetchone()
        role = connection.execute(
            "SELECT rolcanlogin, rolsuper FROM pg_roles WHERE rolname = 'lindungi_app'"
        ).fetchone()
        assert connection.info.dbname == "lindungi"
    user.end()
    assert encoding == ("UTF8",)
    assert role == (False, False)


def test_server_listens_on_no_network_address_and_others_may_not_reach_its_socket(folder):
    user = User(folder)
    with psycopg.connect(user.conninfo()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert Path(connection.info.host).stat().st_mode & 0o077 == 0
    user.end()


def test_last_user_to_leave_stops_the_server(folder):
    first, second = User(folder), User(folder)
    assert first.conninfo() == second.conninfo()
    first.end()
    assert handles.postmaster(folder) is not None
    second.end()
    assert handles.postmaster(folder) is None


def test_users_that_start_at_once_share_one_server(folder):
    users = [User(folder) for _ in range(4)]
    started = set()
    for user in users:
        with psycopg.connect(user.conninfo()) as connection:
            started.add(connection.execute("SELECT pg_postmaster_start_time()").fetchone())
    for user in users:
        user.end()
    assert len(started) == 1


def test_server_stops_after_its_only_user_is_killed(folder):
    user = User(folder)
    assert user.conninfo()
    user.kill()
    wait_until(lambda: handles.postmaster(folder) is None)
    assert "database system is shut down" in (folder / "server.log").read_text()


def test_data_outlives_a_kill_of_user_and_server(folder):
    user = User(folder, "careful")
    with psycopg.connect(user.conninfo(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(handles.postmaster(folder), signal.SIGKILL)
    user.kill()
    again = User(folder)
    with psycopg.connect(again.conninfo()) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)
    again.end()


def test_stale_pid_file_of_a_foreign_process_is_overcome_and_the_process_lives(folder):
    foreign = subprocess.Popen(["sleep", "60"])
    write_pid_file(folder, f"{foreign.pid}\n{folder}/data\n1700000000\n5432\n{folder}/run\n\n 1 2\nready\n")
    user = User(folder)
    assert user.conninfo()
    user.end()
    assert foreign.poll() is None
    foreign.kill()
    foreign.wait()


@pytest.mark.parametrize("text", ["", "no number\n", "999999999\n"])
def test_damaged_pid_file_is_overcome(folder, text):
    write_pid_file(folder, text)
    user = User(folder)
    assert user.conninfo()
    user.end()


def test_stopping_never_signals_a_process_that_is_no_postgres_of_the_folder(folder):
    foreign = subprocess.Popen(["sleep", "60"])
    write_pid_file(folder, f"{foreign.pid}\n")
    handles.stop(folder, "/nowhere/pg_ctl", None)
    assert foreign.poll() is None
    foreign.kill()
    foreign.wait()


def test_kill_during_the_first_start_leaves_nothing_in_the_way(short_folder):
    folder = short_folder / "postgres"
    user = User(folder)
    wait_until(lambda: any(folder.glob("data.new-*")))
    user.kill()
    assert not (folder / "data").exists()
    again = User(folder)
    assert again.conninfo()
    again.end()
    assert not list(folder.glob("data.new-*"))


def test_unfinished_data_folder_is_put_aside(folder):
    (folder / "data" / "PG_VERSION").unlink()
    user = User(folder)
    assert user.conninfo()
    user.end()
    assert len(list(folder.glob("data.unfinished-*"))) == 1


def test_handle_of_a_dead_process_does_not_keep_the_server(folder):
    (folder / "handles").mkdir(exist_ok=True)
    (folder / "handles" / f"{os.getpid()}-dead").touch()  # a living process's number, but nobody locks it
    user = User(folder)
    assert user.conninfo()
    user.end()
    assert handles.postmaster(folder) is None


def test_long_and_odd_path_gets_its_socket_elsewhere(made, short_folder):
    folder = short_folder / "daftar pegawai, ñ" / ("x" * 90) / ("y" * 90)
    shutil.copytree(made, folder, symlinks=True)
    user = User(folder)
    with psycopg.connect(user.conninfo()) as connection:
        place = Path(connection.info.host)
    user.end()
    assert folder not in place.parents
    assert (folder / "run").resolve() == place
    shutil.rmtree(place)


def test_copy_of_a_folder_in_use_gets_a_server_of_its_own(folder, short_folder):
    user = User(folder)
    first = user.conninfo()
    copy = short_folder / "copy"
    shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".s.PGSQL.5432"))
    other = User(copy)
    assert other.conninfo() != first
    assert handles.postmaster(copy) not in (None, handles.postmaster(folder))
    other.end()
    assert handles.postmaster(folder) is not None
    user.end()


def test_server_whose_socket_was_deleted_is_reachable_again(folder):
    first = User(folder)
    assert first.conninfo()
    shutil.rmtree(folder / "run")
    second = User(folder)
    with psycopg.connect(second.conninfo()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.end()
    first.end()


@pytest.mark.soak
def test_server_comes_back_after_any_kill(folder):
    """Users, watcher and postmaster die in all combinations and moments; what was committed stays."""
    chance = random.Random(7)
    for done in range(60):
        users = [User(folder, "careful") for _ in range(chance.choice([1, 1, 2, 3]))]
        with psycopg.connect(users[0].conninfo(), autocommit=True) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (done,)
            connection.execute("INSERT INTO kept VALUES (%s)", [done])
        postmaster = handles.postmaster(folder)
        time.sleep(chance.uniform(0, 0.05))
        if chance.random() < 0.5:
            os.kill(postmaster, signal.SIGKILL)
        for process in psutil.process_iter(["cmdline"]):
            words = process.info["cmdline"] or []
            if str(folder) in words and "handles.py" in " ".join(words) and chance.random() < 0.5:
                process.kill()
        for user in users:
            user.kill()
    last = User(folder)
    assert last.conninfo()
    last.end()


@pytest.mark.soak
def test_failed_start_says_why_and_leaves_no_process(folder):
    (folder / "data" / "postgresql.conf").write_text("no such setting = 1\n")
    user = User(folder)
    _, words = user.process.communicate(timeout=60)
    assert "did not start within 15 seconds" in words
    assert "postgresql.conf" in words
    assert handles.postmaster(folder) is None
