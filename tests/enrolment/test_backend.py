"""The database backend: when it starts the embedded server, as whom it connects, what a crash does."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIGURE = """
import os, signal, sys, time
import django
from django.conf import settings
embedded = {"ENGINE": "enrolment.postgres", "NAME": "lindungi", "EMBEDDED": sys.argv[1]}
settings.configure(DATABASES={
    "default": {**embedded, "OPTIONS": {"assume_role": "lindungi_app"}}, "owner": embedded,
})
django.setup()
from django.db import connections
from enrolment.postgres import handles
def ask(alias, words):
    with connections[alias].cursor() as cursor:
        cursor.execute(words)
        return cursor.fetchone()[0]
"""


@pytest.fixture
def run(short_folder):
    """Run Django code in a process of its own on a cluster of its own; its output."""

    def run(code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", CONFIGURE + code, str(short_folder / "postgres")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


def test_settings_alone_start_no_server(run, short_folder):
    run("connections['default']")
    assert not (short_folder / "postgres").exists()


def test_aliases_differ_in_role_alone(run):
    words = "SELECT current_user || ' ' || session_user || ' ' || current_database()"
    assert run(f'for alias in ("owner", "default"): print(ask(alias, "{words}"))').splitlines() == [
        "lindungi lindungi lindungi",
        "lindungi_app lindungi lindungi",
    ]


def test_the_application_compiles_no_statements(run):
    assert run('print(ask("default", "SHOW jit"))') == "off"


def test_reset_role_does_not_lead_out_of_the_application_role(run):
    code = """
ask("default", "SELECT 1")
connections["default"].cursor().execute("RESET ROLE")
print(ask("default", "SELECT current_user"))
"""
    assert run(code) == "lindungi_app"


def test_server_that_crashed_is_started_again_on_the_next_connection(run):
    code = """
from pathlib import Path
first = ask("owner", "SELECT pg_postmaster_start_time()")
pid = handles.postmaster(Path(sys.argv[1]))
connections["owner"].close()
os.kill(pid, signal.SIGKILL)
while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
    time.sleep(0.05)
print(ask("owner", "SELECT pg_postmaster_start_time()") > first)
"""
    assert run(code) == "True"


def test_dbshell_reaches_the_embedded_server(run):
    code = """
from django.core.management import call_command
call_command("dbshell", "--", "-Atc", "SELECT current_database()")
"""
    assert run(code) == "lindungi"
