import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0028_whose_npp")]

    operations = [
        migrations.AddField(
            "decisionbatch",
            "month",
            models.ForeignKey(
                default=0,  # no decision was made before this
                on_delete=django.db.models.deletion.CASCADE,
                related_name="batches",
                to="enrolment.agencymonth",
            ),
            preserve_default=False,
        )
    ]
