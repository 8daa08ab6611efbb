"""The same exclusion in the database; the model names the field, so that `full_clean` looks at one worker."""

import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0035_assessed_workers")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("workerterm", "one_term_a_day"),
                migrations.AddConstraint(
                    "workerterm",
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("worker"),
                                    models.F("worker"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="one_term_a_day",
                        violation_error_message="These days have a category already.",
                    ),
                ),
            ]
        )
    ]
