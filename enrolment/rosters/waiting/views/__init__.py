"""Pages of bad rows: an answer for many, dropping and taking back, what waits."""

from enrolment.rosters.waiting.views.answers import upload_answer, upload_answer_undo
from enrolment.rosters.waiting.views.dropped import upload_drop, upload_take_back
from enrolment.rosters.waiting.views.lists import agency_waiting, region_waiting

__all__ = [
    "agency_waiting",
    "region_waiting",
    "upload_answer",
    "upload_answer_undo",
    "upload_drop",
    "upload_take_back",
]
