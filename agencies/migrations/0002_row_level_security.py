from django.db import migrations

from agencies.policies import OFFICES, GRANT_TO_APP_ROLE, protect


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [
        GRANT_TO_APP_ROLE,
        protect("agencies_membership"),
        protect("agencies_accesslink"),
        protect("agencies_contributiongroup", OFFICES),
        protect("agencies_contributiongroup_agencies"),
        protect("agencies_statedfigure"),
        protect("agencies_document"),
    ]
