"""Whose rows anybody sees, and what the application's role may do: also with the tables of later migrations."""

from django.db import migrations

from agencies.database.lines import LINE
from agencies.policies import GRANT_TO_APP_ROLE, protect

from ._replaced import REPLACED

TABLES = [
    "agencies_membership",
    "agencies_membershipevent",
    "agencies_accesslink",
    "agencies_contributiongroup",
    "agencies_contributiongroupevent",
    "agencies_contributiongroup_agencies",
    "agencies_groupprogrammes",
    "agencies_statedfigure",
    "agencies_statedfigureevent",
    "agencies_document",
    "agencies_documentevent",
    "agencies_demand",
    "agencies_demandevent",
    "agencies_compliance",
    "agencies_complianceevent",
]


class Migration(migrations.Migration):
    replaces = REPLACED
    dependencies = [("agencies", "0001_tables")]

    operations = [GRANT_TO_APP_ROLE, *map(protect, TABLES), migrations.RunSQL(LINE)]
