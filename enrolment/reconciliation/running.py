"""Statements of the comparison, run one after another."""

from collections.abc import Mapping
from typing import Any

from django.db import connection


def run(*statements: str, params: Mapping[str, Any] | None = None) -> None:
    """Each statement with the parameters that it names."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, dict(params) if params and "%(" in statement else None)


def rows_of(statement: str, params: Mapping[str, Any] | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, dict(params) if params else None)
        return cursor.fetchall()
