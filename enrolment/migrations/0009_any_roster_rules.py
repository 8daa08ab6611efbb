from django.db import migrations

from agencies.policies import change_rule, protect

NEW = [
    "enrolment_uploadprogress",
    "enrolment_partialfile",
    "enrolment_rosterprofile",
    "enrolment_listingcase",
    "enrolment_changebatch",
    "enrolment_changedworker",
    "enrolment_rosterstatement",
]
CHANGED = ["enrolment_upload", "enrolment_stagedrow", "enrolment_stagedkind"]


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0008_any_roster")]

    operations = [*map(protect, NEW), *map(change_rule, CHANGED)]
