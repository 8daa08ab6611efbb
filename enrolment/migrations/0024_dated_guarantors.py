"""Category and guarantor by days: what changing many of them keeps, and the people under Taspen in the
figures."""

import django.db.models.deletion
from django.db import migrations, models

GUARANTORS = [("bpjs", "BPJS Ketenagakerjaan"), ("taspen", "Taspen")]
KINDS = [
    ("category", "Change of category"),
    ("contract", "Extended SK"),
    ("guarantor", "Change of guarantor"),
    ("group", "Change of contribution group"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0009_enrolment_and_reconciling"),
        ("enrolment", "0023_participant_numbers"),
    ]

    operations = [
        migrations.AlterField(
            "changebatch", "kind", models.CharField(choices=KINDS, max_length=9, verbose_name="kind")
        ),
        migrations.AlterField(
            "changebatch",
            "sk_number",
            models.CharField(blank=True, max_length=100, verbose_name="SK number"),
        ),
        migrations.AddField(
            "changebatch",
            "guarantor",
            models.CharField(choices=GUARANTORS, max_length=6, null=True, verbose_name="guarantor"),
        ),
        migrations.AddField(
            "changebatch",
            "group",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.contributiongroup",
            ),
        ),
        migrations.AddField(
            "changedworker",
            "guarantor_before",
            models.CharField(choices=GUARANTORS, max_length=6, null=True),
        ),
        migrations.AddField("changedworker", "group_before", models.BigIntegerField(null=True)),
        migrations.AddField("changedworker", "terms_before", models.JSONField(null=True)),
        migrations.AddField("agencyfigures", "taspen", models.IntegerField(db_default=0, default=0)),
        migrations.AddConstraint(
            "agencyfigures",
            models.CheckConstraint(
                name="figures_taspen_beside_registered",
                condition=models.Q(taspen__gte=0)
                & models.Q(listed__gte=models.F("registered") + models.F("taspen")),
            ),
        ),
    ]
