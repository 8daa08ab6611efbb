"""The trial, loaded once for the whole run, as `make demo` loads it; who needs it works on a copy."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import Databases

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Trial:
    """The database that is copied, and the environment in which processes find it and its files."""

    databases: Databases
    name: str
    env: dict[str, str]

    @property
    def files(self) -> Path:
        return Path(self.env["LINDUNGI_FILES"])


@pytest.fixture(scope="session")
def trial(request, django_db_setup, tmp_path_factory) -> Iterator[Trial]:
    """Loading takes as long as for a user: one worker does it, the other waits for it."""
    shared = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        shared = shared.parent
    databases = Databases(connection.settings_dict["NAME"])
    name, var = "test_lindungi_trial", shared / "trial"
    places = {"LINDUNGI_VAR": str(var), "LINDUNGI_FILES": str(var / "files"), "LINDUNGI_TEST": "1"}
    found = Trial(databases, name, {**os.environ, **places, "DATABASE_URL": databases.url(name)})
    with (shared / "loaded").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if not lock.read():
            databases.make(databases.origin, name)
            command = [sys.executable, "manage.py", "demo", "--load-only"]
            subprocess.run(command, cwd=ROOT, env=found.env, check=True, capture_output=True, timeout=300)
            lock.write(name)
            lock.flush()
    yield found
    databases.beside.close()
