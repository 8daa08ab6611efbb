from django.db import migrations

from agencies.policies import change_rule

# Those whose rule asks whether something is in a setting's list.
TABLES = """
    agencies_membership
    agencies_membershipevent
    agencies_contributiongroup
    agencies_contributiongroupevent
    agencies_contributiongroup_agencies
    agencies_groupprogrammes
    agencies_statedfigure
    agencies_statedfigureevent
    agencies_document
    agencies_documentevent
    enrolment_worker
    enrolment_workerevent
    enrolment_enrolment
    enrolment_enrolmentevent
    enrolment_upload
    enrolment_uploadprogress
    enrolment_rosterprofile
    enrolment_stagedrow
    enrolment_stagedkind
    enrolment_rowanswer
    enrolment_answeredrow
    enrolment_workerimage
    enrolment_proposedexit
    enrolment_listingcase
    enrolment_changebatch
    enrolment_changedworker
    enrolment_rosterstatement
    enrolment_rosterstatementevent
    enrolment_workerterm
    enrolment_participantnumber
    enrolment_identitycheck
    enrolment_identityanswer
    enrolment_card
    enrolment_certificate
    enrolment_benefitclaim
    enrolment_benefitclaimevent
    enrolment_claimhealth
    enrolment_claimpaper
    enrolment_sheettemplate
    enrolment_officialsheet
    enrolment_sheetrow
    enrolment_sheetcode
    enrolment_sheetdetail
    enrolment_participantlist
    enrolment_listrow
    enrolment_agencymonth
    enrolment_participantmatch
    enrolment_decisionbatch
    enrolment_difference
    enrolment_roster
    enrolment_agencyfigures
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0010_history_of_groups"),
        ("enrolment", "0031_fewer_indexes_again"),
    ]

    operations = [*map(change_rule, TABLES.split())]
