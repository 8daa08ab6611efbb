"""Whose rows anybody sees, and what the database keeps and answers by itself."""

from django.db import migrations

from agencies.policies import protect
from enrolment.database import cases, certificates, claims, elsewhere, groups, numbers, rosters

from ._replaced import REPLACED

TABLES = [
    "enrolment_worker",
    "enrolment_workerevent",
    "enrolment_enrolment",
    "enrolment_enrolmentevent",
    "enrolment_upload",
    "enrolment_uploadprogress",
    "enrolment_partialfile",
    "enrolment_rosterprofile",
    "enrolment_stagedrow",
    "enrolment_stagedkind",
    "enrolment_rowanswer",
    "enrolment_answeredrow",
    "enrolment_workerimage",
    "enrolment_proposedexit",
    "enrolment_listingcase",
    "enrolment_changebatch",
    "enrolment_changedworker",
    "enrolment_rosterstatement",
    "enrolment_rosterstatementevent",
    "enrolment_workerterm",
    "enrolment_participantnumber",
    "enrolment_identitycheck",
    "enrolment_identityanswer",
    "enrolment_card",
    "enrolment_certificate",
    "enrolment_benefitclaim",
    "enrolment_benefitclaimevent",
    "enrolment_claimhealth",
    "enrolment_claimpaper",
    "enrolment_sheettemplate",
    "enrolment_officialsheet",
    "enrolment_sheetrow",
    "enrolment_sheetcode",
    "enrolment_sheetdetail",
    "enrolment_participantlist",
    "enrolment_listrow",
    "enrolment_agencymonth",
    "enrolment_participantmatch",
    "enrolment_decisionbatch",
    "enrolment_difference",
    "enrolment_roster",
    "enrolment_agencyfigures",
]

SQL = [
    rosters.OF_ITS_AGENCY,
    rosters.RAISE_VERSION,
    rosters.VERSION_TRIGGERS,
    rosters.REVISIONS,
    elsewhere.NIK_ELSEWHERE,
    elsewhere.NIK_COMPARED_ELSEWHERE,
    elsewhere.RENEW,
    cases.REFRESH,
    cases.SAY_MOVED,
    numbers.OF_WORKERS,
    numbers.OF_SPELLS,
    numbers.FORGET,
    numbers.TRIGGERS,
    groups.NPP_OF_TRANSFERS,
    groups.NPP_IS_KNOWN,
    claims.FIGURES,
    certificates.CHECK,
]


class Migration(migrations.Migration):
    replaces = REPLACED
    dependencies = [("enrolment", "0001_tables")]

    operations = [*map(protect, TABLES), *map(migrations.RunSQL, SQL)]
