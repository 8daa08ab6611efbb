"""The table of the database cache: rate limits must hold across processes."""

from django.core.management import call_command
from django.db import migrations

from ._replaced import REPLACED


def create(apps, schema_editor):
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    replaces = REPLACED
    dependencies = [("agencies", "0003_all_regions")]

    operations = [migrations.RunPython(create)]
