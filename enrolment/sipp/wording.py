"""Why somebody cannot go into a sheet, and where that is mended; the refusals of files, in words."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from agencies.access import P, Permission
from agencies.models import Agency
from agencies.pages.navigation import address
from enrolment.models import Category, EndReason
from enrolment.problems import refusal_sentence
from enrolment.sipp.filling import Cause
from enrolment.spreadsheets.refusals import Unreadable

# Where a cause is mended: in the worker's form, on the page of groups, of codes, of marital status.
WORKER, GROUP = "worker_edit", "agency_group_edit"
CODES, DETAILS = "agency_sheets_codes", "agency_sheets_details"
_ASKED = {WORKER: P.EDIT_ROSTER, GROUP: P.MANAGE_GROUPS, CODES: P.MANAGE_GROUPS, DETAILS: P.EDIT_ROSTER}

CAUSES: dict[str, tuple[str | Promise, str]] = {
    "npp_missing": (gettext_lazy("The contribution group has no NPP"), GROUP),
    "segment_bpu": (gettext_lazy("The contribution group is BPU; the employer's portal takes PU"), GROUP),
    "work_location_missing": (gettext_lazy("LOKASI_PEKERJAAN of the contribution group is not set"), GROUP),
    "status_code_missing": (gettext_lazy("No STATUS_PEGAWAI is set for this category"), GROUP),
    "end_reason_missing": (gettext_lazy("No SEBAB_NA is known for this reason"), CODES),
    "married_missing": (gettext_lazy("Married or not is unknown (STATUS_KAWIN)"), DETAILS),
    "mother_name_missing": (gettext_lazy("The mother's name is missing"), WORKER),
    "birth_date_missing": (gettext_lazy("The date of birth is missing"), WORKER),
    "sex_missing": (gettext_lazy("The sex is missing"), WORKER),
    "wage_missing": (gettext_lazy("The wage is missing or zero"), WORKER),
    "start_date_missing": (gettext_lazy("The day on which the work began is missing"), WORKER),
    "kpj_missing": (gettext_lazy("The KPJ is missing"), WORKER),
    "name_missing": (gettext_lazy("The name is missing"), WORKER),
    "first_name_missing": (gettext_lazy("The name is missing"), WORKER),
    "nik_missing": (gettext_lazy("The NIK is missing"), WORKER),
    "phone_shape": (gettext_lazy("The phone is no mobile number (08… or 628…, 9 to 14 digits)"), WORKER),
    "kpj_shape": (gettext_lazy("The KPJ does not have 8 to 15 digits or letters"), WORKER),
    "title_in_name": (gettext_lazy("A title stands in the name"), WORKER),
    "too_long": (gettext_lazy("A text is longer than the portal takes"), WORKER),
    "refused": (gettext_lazy("Refused by the portal, and nothing was changed since"), WORKER),
}  # fmt: skip


def cause_words(cause: Cause) -> str:
    """The cause with what it is about."""
    words = str(CAUSES[cause.code][0])
    about = cause.about
    if cause.code == "status_code_missing" and about in Category:
        about = str(Category(about).label)
    if cause.code == "end_reason_missing" and about in EndReason:
        about = str(EndReason(about).label)
    return f"{words}: {about}" if about else words


def mend_at(
    cause: Cause,
    agency: Agency,
    held: Collection[Permission],
    *,
    worker: int | None = None,
    group: int | None = None,
) -> str:
    """The address where the cause is mended: of one worker where the cause is a worker's, of one group where
    it is a group's (of which the list of groups is shown where there are several). Empty where there is none,
    or none that these permissions open."""
    name = CAUSES[cause.code][1]
    if _ASKED[name] not in held:
        return ""
    if name == WORKER:
        return address(name, agency.code, worker) if worker else ""
    if name == GROUP:
        return address(name, agency.code, group) if group else address("agency_groups", agency.code)
    return address(name, agency.code)


FORM_REFUSALS: dict[str, Promise] = {
    "form_unknown": gettext_lazy(
        "No form of the portal was recognised in this workbook. Upload the empty form as the portal gives it."
    ),
    "form_not_empty": gettext_lazy(
        "This form is not empty: sheet %(sheet)s, row %(row)s. Upload the empty form as the portal gives it."
    ),
    "form_is_old": gettext_lazy(
        "Only xlsx forms can be filled. Open this one in Excel, save it as an Excel workbook (.xlsx) under"
        " the same name, and upload that."
    ),
    "form_has_macros": gettext_lazy(
        "This form holds macros, which are never kept. Save it as an Excel workbook without macros (.xlsx)."
    ),
}


def refused_file(refusal: Unreadable) -> str:
    """Why a file cannot be used, in a sentence."""
    if refusal.code in FORM_REFUSALS:
        return str(FORM_REFUSALS[refusal.code]) % refusal.params
    return refusal_sentence(refusal.code, refusal.params)
