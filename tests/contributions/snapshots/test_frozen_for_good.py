"""What one transaction froze, another cannot add to."""

import pytest
from django.db import DatabaseError

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
