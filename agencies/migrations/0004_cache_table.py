"""The table of the database cache: rate limits must hold across processes."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_regions")]

    operations = [
        migrations.RunPython(create, migrations.RunPython.noop),
        migrations.RunSQL("grant select, insert, update, delete on cache to lindungi_app;", migrations.RunSQL.noop),
    ]
