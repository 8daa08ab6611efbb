"""The web server and the worker under one parent, with real processes on the test database."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connections
from procrastinate.contrib.django.utils import connector_params as procrastinate_params

from enrolment import serving

ROOT = Path(__file__).resolve().parents[2]
PARENT = """
import sys, django
django.setup()
from enrolment.serving import serve
sys.exit(serve(port=int(sys.argv[1]), announce="it answers"))
"""


class Parent:
    """A process that serves."""

    def __init__(self, port: int, database_url: str, log: Path) -> None:
        self.port, self.log = port, log
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", PARENT, str(port)],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": "enrolment.settings",
                    "DATABASE_URL": database_url,
                    "WEB_CONCURRENCY": "1",
                },
                stdout=out,
                stderr=out,
            )

    def wait_until_it_answers(self) -> dict[str, psutil.Process]:
        """Its children by name, once it has announced itself."""
        self.wait_until(lambda: "it answers" in self.log.read_text())
        return self.children()

    def children(self) -> dict[str, psutil.Process]:
        """The living children: `web` and `worker`."""
        names = {"gunicorn": "web", "procrastinate": "worker"}
        living = {}
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):  # it died while it was looked at
                if child.status() != psutil.STATUS_ZOMBIE:
                    words = child.cmdline()
                    living |= {name: child for word, name in names.items() if word in words}
        return living

    def wait_until(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.1)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status < 500
        except OSError:
            return False
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def database_url(django_db_setup, django_db_blocker) -> Iterator[str]:
    with django_db_blocker.unblock():
        connection = connections["owner"]
        connection.ensure_connection()
        info = connection.connection.info
        host = info.host.replace("/", "%2F")
        yield f"postgresql://{info.user}@{host}:{info.port}/{connection.settings_dict['NAME']}"
        with connection.cursor() as cursor:  # the worker has really committed
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
        connection.close()


@pytest.fixture
def parent(database_url, tmp_path) -> Iterator[Parent]:
    made = Parent(free_port(), database_url, tmp_path / "log")
    yield made
    running = made.process.poll() is None
    children = psutil.Process(made.process.pid).children(recursive=True) if running else []
    made.process.kill()
    made.process.wait()
    psutil.wait_procs(children, timeout=30)


def test_serving_starts_a_dead_child_again_and_ends_both_when_asked(parent):
    children = parent.wait_until_it_answers()
    assert children.keys() == {"web", "worker"}
    assert parent.answers()
    children["worker"].kill()
    children["web"].kill()
    parent.wait_until(lambda: parent.children().keys() == {"web", "worker"} and parent.answers())
    log = parent.log.read_text()
    assert "The worker ended (code -9); starting it again." in log
    assert "The web server ended (code -9); starting it again." in log
    children = parent.children()
    parent.process.send_signal(signal.SIGINT)
    assert parent.process.wait(timeout=60) == 0
    assert not any(child.is_running() for child in children.values())
    assert not parent.answers()


def test_serving_leaves_no_process_behind_after_a_kill(parent):
    everyone = [p for c in parent.wait_until_it_answers().values() for p in (c, *c.children(recursive=True))]
    parent.process.kill()
    parent.process.wait()
    gone, alive = psutil.wait_procs(everyone, timeout=30)
    assert len(gone) >= 3
    assert not alive


def test_worker_connects_as_the_application_role(settings, database_url):
    """procrastinate builds its own connections from the backend's parameters."""
    with psycopg.connect(**procrastinate_params("default")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (settings.APP_ROLE,)
        connection.execute("RESET ROLE")
        assert connection.execute("SELECT current_user").fetchone() == (settings.APP_ROLE,)


def test_taken_port_is_said_in_one_line(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert serving.serve(port=port) == 2
    words = capsys.readouterr().err
    assert words.startswith(f"error: Port {port} on 127.0.0.1 cannot be used")
    assert f"make demo PORT={port % 65535 + 1}" in words
    assert words.count("\n") == 1


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_impossible_port_is_refused(port, capsys):
    assert serving.serve(port=port) == 2
    assert f"{port} is no port number" in capsys.readouterr().err
