"""What one transaction froze, another cannot add to."""

import pytest
from django.db import DatabaseError, connection

from agencies import access
from contributions.models import SnapshotFigures
from tests.contributions.snapshots.scene import MONTH, freeze
from tests.factories import AgencyFactory

pytestmark = pytest.mark.usefixtures("committed")


def test_no_row_is_added_to_what_an_earlier_transaction_froze():
    with access.acting(access.SYSTEM):
        agency = AgencyFactory()
        snapshot = freeze(agency.region)
    with access.acting(access.SYSTEM):
        other = AgencyFactory()
    row = SnapshotFigures(
        snapshot=snapshot,
        region=agency.region,
        month=MONTH,
        agency=other,
        counts_with=other,
        population="staff",
    )
    with pytest.raises(DatabaseError, match="Nothing is added"), access.acting(access.SYSTEM):
        row.save()
    with access.acting(access.SYSTEM):
        assert SnapshotFigures.objects.filter(snapshot=snapshot).count() == 1


@pytest.mark.parametrize("table", ["contributions_snapshot", "contributions_snapshotfigures"])
def test_the_application_cannot_empty_the_tables(table):
    """TRUNCATE fires none of the triggers that keep rows."""
    refused = pytest.raises(DatabaseError, match="permission denied")
    with refused, access.acting(access.SYSTEM), connection.cursor() as cursor:
        cursor.execute(f"truncate {table} cascade")
