"""Addresses of frozen months: of a city, two of them compared, of an agency."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code> and <agency:code>
import enrolment.reconciliation.converters  # noqa: F401 - <month:month>
from contributions.snapshots import views

_region = "regions/<region:code>/month-ends/"
_month = f"{_region}<month:month>/"
_agency = "agencies/<agency:code>/month-ends/"

urlpatterns = [
    path(_region, views.region_snapshots, name="region_snapshots"),
    path(f"{_region}compare/", views.region_snapshots_compare, name="region_snapshots_compare"),
    path(f"{_region}freeze/", views.region_snapshots_freeze, name="region_snapshots_freeze"),
    path(_month, views.region_snapshot, name="region_snapshot"),
    path(f"{_month}freeze/", views.region_snapshot_freeze, name="region_snapshot_freeze"),
    path(_agency, views.agency_snapshots, name="agency_snapshots"),
]
for _kind in ("xlsx", "csv"):
    _as, _file = {"kind": _kind}, f"export.{_kind}"
    _compared = f"region_snapshots_compare_{_kind}"
    urlpatterns += [
        path(f"{_region}{_file}", views.region_snapshots_export, _as, name=f"region_snapshots_{_kind}"),
        path(f"{_region}compare/{_file}", views.region_snapshots_compare_export, _as, name=_compared),
        path(f"{_month}{_file}", views.region_snapshot_export, _as, name=f"region_snapshot_{_kind}"),
        path(f"{_agency}{_file}", views.agency_snapshots_export, _as, name=f"agency_snapshots_{_kind}"),
    ]
