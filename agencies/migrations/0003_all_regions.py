"""All 38 provinces and 514 regencies and cities (Kepmendagri 300.2.2-2430/2025), from fixtures/regions/."""

import csv
from pathlib import Path

from django.db import migrations

from ._replaced import REPLACED

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "regions"


def _rows(name):
    with (FOLDER / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def load(apps, schema_editor):
    Region = apps.get_model("agencies", "Region")
    regions = Region.objects.using(schema_editor.connection.alias)
    regions.bulk_create(Region(code=r["code"], name=r["name"], kind="province") for r in _rows("provinces.csv"))
    provinces = dict(regions.values_list("code", "pk"))
    regions.bulk_create(
        Region(
            code=r["code"],
            name=r["name"],
            kind="kota" if r["name"].startswith("Kota ") else "kabupaten",
            parent_id=provinces[r["code"][:2]],
        )
        for r in _rows("regencies.csv")
    )


class Migration(migrations.Migration):
    replaces = REPLACED
    dependencies = [("agencies", "0002_rules")]

    operations = [migrations.RunPython(load)]
