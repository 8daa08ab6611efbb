"""django-import-export sets a table's sequence after importing rows into it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_cache_table")]

    operations = [
        migrations.RunSQL(
            """
            grant update on all sequences in schema public to lindungi_app;
            alter default privileges in schema public grant update on sequences to lindungi_app;
            """,
            migrations.RunSQL.noop,
        ),
    ]
