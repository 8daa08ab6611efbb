"""The rates, reliefs, due dates and penalties that the law sets, from fixtures/rates/."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

from django.db import migrations
from django.db.backends.postgresql.psycopg_any import DateRange

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


def load(apps, schema_editor):
    def table(name):
        return apps.get_model("contributions", name).objects.using(schema_editor.connection.alias)

    for row in _rows("rates.csv"):
        table("Rate").create(
            period=_period(row),
            **{name: row[name] for name in ("programme", "segment", "risk", "legal_source", "note")},
            **{n: _amount(row[n]) for n in ("employer", "worker", "amount", "minimum_base", "maximum_base")},
        )
    for row in _rows("reliefs.csv"):
        table("Relief").create(
            period=_period(row),
            programmes=row["programmes"].split(),
            not_paid_from=row["not_paid_from"].split(),
            settled_until=_day(row["settled_until"]),
            **{n: row[n] for n in ("name", "segment", "sector", "factor", "legal_source", "note")},
        )
    for row in _rows("due_dates.csv"):
        days = {"month": _day(row["month"]), "due_on": _day(row["due_on"])}
        table("DueDate").create(
            segment=row["segment"], is_override=True, legal_source=row["legal_source"], **days
        )
    for row in _rows("penalties.csv"):
        table("PenaltyRate").create(
            percent=row["percent"],
            for_government=row["for_government"] == "yes",
            legal_source=row["legal_source"],
            period=_period(row),
        )


class Migration(migrations.Migration):
    dependencies = [("contributions", "0005_books_that_keep_themselves")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
