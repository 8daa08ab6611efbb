"""The rates, reliefs, due dates and penalties that the law sets, from fixtures/rates/."""

import csv
import datetime as dt
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from django.db import migrations
from django.db.backends.postgresql.psycopg_any import DateRange

from ._replaced import REPLACED

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "rates"


def _rows(name):
    with (FOLDER / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _day(text):
    return dt.date.fromisoformat(text) if text else None


def _amount(text):
    return Decimal(text) if text else None


def _period(row):
    return DateRange(_day(row["since"]), _day(row["until"]))


@contextmanager
def _without_history(schema_editor, table):
    """Nobody entered these rows: what is told of them begins with their first change."""
    schema_editor.execute(f"alter table {table} disable trigger user")
    yield
    schema_editor.execute(f"alter table {table} enable trigger user")


def load_rates(apps, schema_editor):
    alias = schema_editor.connection.alias
    for row in _rows("rates.csv"):
        apps.get_model("contributions", "Rate").objects.using(alias).create(
            period=_period(row),
            **{name: row[name] for name in ("programme", "segment", "risk", "legal_source", "note")},
            **{n: _amount(row[n]) for n in ("employer", "worker", "amount", "minimum_base", "maximum_base")},
        )
    for row in _rows("reliefs.csv"):
        apps.get_model("contributions", "Relief").objects.using(alias).create(
            period=_period(row),
            programmes=row["programmes"].split(),
            not_paid_from=row["not_paid_from"].split(),
            settled_until=_day(row["settled_until"]),
            **{n: row[n] for n in ("name", "segment", "sector", "factor", "legal_source", "note")},
        )


def load_due_dates(apps, schema_editor):
    due_dates = apps.get_model("contributions", "DueDate").objects.using(schema_editor.connection.alias)
    with _without_history(schema_editor, "contributions_duedate"):
        for row in _rows("due_dates.csv"):
            days = {"month": _day(row["month"]), "due_on": _day(row["due_on"])}
            due_dates.create(
                segment=row["segment"], is_override=True, legal_source=row["legal_source"], **days
            )


def load_penalties(apps, schema_editor):
    penalties = apps.get_model("contributions", "PenaltyRate").objects.using(schema_editor.connection.alias)
    with _without_history(schema_editor, "contributions_penaltyrate"):
        for row in _rows("penalties.csv"):
            penalties.create(
                percent=row["percent"],
                for_government=row["for_government"] == "yes",
                legal_source=row["legal_source"],
                period=_period(row),
            )


class Migration(migrations.Migration):
    replaces = REPLACED
    dependencies = [("contributions", "0002_rules")]

    operations = [
        migrations.RunPython(load_rates),
        migrations.RunPython(load_due_dates),
        migrations.RunPython(load_penalties),
    ]
