"""The sides of a comparison, and the states of a city's file, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enrolment.models import Upload, UploadKind, UploadState

# As the city reads them.
CITY_SIDES: dict[str, str | Promise] = {
    "theirs": _("Only on the city's list"),
    "ours": _("Only on the agency's list"),
    "theirs_elsewhere": _("On the list of another agency"),
    "ours_elsewhere": _("Under another agency in the city's file"),
    "unclear": _("NIK unreadable in the city's file"),
    "both": _("On both lists"),
}
# As the agency reads them: "theirs" is the city's source.
AGENCY_SIDES: dict[str, str | Promise] = {
    "theirs": _("On the city's list, not on yours"),
    "ours": _("On your list, not on the city's"),
    "theirs_elsewhere": _("On the city's list for you, but on another agency's list"),
    "ours_elsewhere": _("On your list, but under another agency on the city's"),
    "unclear": _("On your list; the NIK on the city's cannot be read"),
    "both": _("On both lists"),
}
TONES = {"theirs": "waiting", "ours": "waiting", "both": "active"}


def sign_of(upload: Upload) -> str:
    """The sign of a city's file (a key of agencies/pages/badges.py)."""
    if upload.state == UploadState.CHECKED:
        return "names_asked" if upload.counts.get("unplaced") else "staged"
    if upload.state == UploadState.APPLIED:
        return "handed_out" if upload.kind == UploadKind.CITY_LISTS else "compared"
    return {
        UploadState.RECEIVED: "reading",
        UploadState.UNMATCHED: "unmatched",
        UploadState.REFUSED: "failed",
        UploadState.UNDONE: "undone",
    }.get(UploadState(upload.state), "discarded")
