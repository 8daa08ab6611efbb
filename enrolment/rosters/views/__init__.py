"""Pages of uploads: handing one in, looking at it, acting on it, and who leaves."""

from enrolment.rosters.views.exits import exit_back, exit_bulk, exit_list, exits_decided
from enrolment.rosters.views.fixing import upload_row
from enrolment.rosters.views.handing_in import upload_file, upload_list, upload_new
from enrolment.rosters.views.nil import upload_nil, upload_nil_undo
from enrolment.rosters.views.saving import upload_detail, upload_discard, upload_save
from enrolment.rosters.views.undoing import upload_redo, upload_undo

__all__ = [
    "exit_back",
    "exit_bulk",
    "exit_list",
    "exits_decided",
    "upload_detail",
    "upload_discard",
    "upload_file",
    "upload_list",
    "upload_new",
    "upload_nil",
    "upload_nil_undo",
    "upload_redo",
    "upload_row",
    "upload_save",
    "upload_undo",
]
