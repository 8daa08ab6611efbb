"""A reminder of which letters have gone out is never deleted, only closed: nobody waits for answers then."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0009_coverage_kept")]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="closed on"),
        ),
    ]
