"""Copies of the test database, made and dropped beside it, for tests that need one of their own."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection, connections


class Databases:
    """The databases beside the one of this worker, which is `origin`."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        parameters = connections["owner"].get_connection_params()
        self.beside = psycopg.connect(**{**parameters, "dbname": "postgres"}, autocommit=True)

    def sql(self, statement: str, *values: object) -> list[tuple]:
        found = self.beside.execute(statement, values)
        return found.fetchall() if found.description else []

    def make(self, origin: str, name: str) -> None:
        """A copy, whose maker drops it."""
        leave()
        self.wait_until_left(origin)
        self.drop(name)
        self.sql(f'create database "{name}" template "{origin}"')

    def drop(self, name: str) -> None:
        self.sql(f'drop database if exists "{name}" with (force)')

    @contextmanager
    def copy(self, origin: str, name: str) -> Iterator[str]:
        """A copy to work in: Django's own connection leads to it meanwhile."""
        self.make(origin, name)
        before = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = name
        try:
            yield name
        finally:
            leave()
            connection.settings_dict["NAME"] = before
            self.drop(name)

    def wait_until_left(self, name: str) -> None:
        """A process that was killed leaves a server process behind, which ends with its statement."""
        until = time.monotonic() + 60
        while self.sql("select 1 from pg_stat_activity where datname = %s", name):
            assert time.monotonic() < until, f"somebody stays in {name}"
            time.sleep(0.02)

    def url(self, name: str) -> str:
        info = self.beside.info
        return f"postgresql://{info.user}@{info.host.replace('/', '%2F')}:{info.port}/{name}"


def leave() -> None:
    connection.close()
    connections["owner"].close()
