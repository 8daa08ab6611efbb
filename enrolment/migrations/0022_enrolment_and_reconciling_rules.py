from django.db import migrations

from agencies.policies import protect

TABLES = (
    "enrolment_workerterm",
    "enrolment_participantnumber",
    "enrolment_identitycheck",
    "enrolment_card",
    "enrolment_certificate",
    "enrolment_benefitclaim",
    "enrolment_benefitclaimevent",
    "enrolment_claimhealth",
    "enrolment_claimpaper",
    "enrolment_sheettemplate",
    "enrolment_officialsheet",
    "enrolment_sheetrow",
    "enrolment_participantlist",
    "enrolment_listrow",
    "enrolment_agencymonth",
    "enrolment_participantmatch",
    "enrolment_decisionbatch",
    "enrolment_difference",
)


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0021_enrolment_and_reconciling")]

    operations = [protect(table) for table in TABLES]
