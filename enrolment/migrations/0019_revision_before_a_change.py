from django.db import migrations, models
from django.db.models import F


def one_less(apps, schema_editor):
    """A change raises a revision by one."""
    changed = apps.get_model("enrolment", "ChangedWorker").objects.using(schema_editor.connection.alias)
    changed.update(revision_before=F("worker_revision") - 1)


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0018_undo_by_the_worker")]

    operations = [
        migrations.AddField(
            model_name="changedworker",
            name="revision_before",
            field=models.IntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(one_less, migrations.RunPython.noop),
    ]
