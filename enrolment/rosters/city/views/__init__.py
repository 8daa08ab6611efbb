"""Pages of a city's files: handing one in, whose rows they are, handing them out, comparing."""

from enrolment.rosters.city.views.agency import (
    agency_comparison,
    agency_comparison_export,
    agency_comparison_take,
    agency_comparisons,
)
from enrolment.rosters.city.views.comparing import (
    region_upload_compare,
    region_upload_export,
    region_upload_take_back,
)
from enrolment.rosters.city.views.files import (
    region_upload,
    region_upload_discard,
    region_upload_file,
    region_upload_new,
    region_uploads,
)
from enrolment.rosters.city.views.handing_out import (
    region_upload_hand_out,
    region_upload_hand_out_again,
    region_upload_withdraw,
)
from enrolment.rosters.city.views.matching import (
    region_matching_forget,
    region_matchings,
    region_upload_columns,
    region_upload_values,
)
from enrolment.rosters.city.views.names import region_upload_names

__all__ = [
    "agency_comparison",
    "agency_comparison_export",
    "agency_comparison_take",
    "agency_comparisons",
    "region_matching_forget",
    "region_matchings",
    "region_upload",
    "region_upload_columns",
    "region_upload_compare",
    "region_upload_discard",
    "region_upload_export",
    "region_upload_file",
    "region_upload_hand_out",
    "region_upload_hand_out_again",
    "region_upload_names",
    "region_upload_new",
    "region_upload_take_back",
    "region_upload_values",
    "region_upload_withdraw",
    "region_uploads",
]
