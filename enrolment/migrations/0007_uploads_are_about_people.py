"""An upload is seen by those who may see its agency's people; nobody else has business with its file."""

from django.db import migrations

from agencies.policies import PEOPLE, change_rule


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0006_elsewhere_by_index")]

    operations = [change_rule("enrolment_upload", PEOPLE)]
