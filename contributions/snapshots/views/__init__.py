"""Pages of frozen months."""

from contributions.snapshots.views.agency import agency_snapshots, agency_snapshots_export
from contributions.snapshots.views.comparison import region_snapshots_compare, region_snapshots_compare_export
from contributions.snapshots.views.freezing import region_snapshot_freeze, region_snapshots_freeze
from contributions.snapshots.views.region import (
    region_snapshot,
    region_snapshot_export,
    region_snapshots,
    region_snapshots_export,
)

__all__ = [
    "agency_snapshots",
    "agency_snapshots_export",
    "region_snapshot",
    "region_snapshot_export",
    "region_snapshot_freeze",
    "region_snapshots",
    "region_snapshots_compare",
    "region_snapshots_compare_export",
    "region_snapshots_export",
    "region_snapshots_freeze",
]
