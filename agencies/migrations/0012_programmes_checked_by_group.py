"""The same exclusion in the database; the model names the field, so that `full_clean` looks at one group."""

import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0011_documents_and_demands")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("groupprogrammes", "one_set_of_programmes_a_day"),
                migrations.AddConstraint(
                    "groupprogrammes",
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("group"),
                                    models.F("group"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="one_set_of_programmes_a_day",
                        violation_error_message="These days have programmes already.",
                    ),
                ),
            ]
        )
    ]
