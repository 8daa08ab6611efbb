"""What columns can be matched to, in words and in groups."""

from django.utils.translation import gettext_lazy as _

from enrolment.problems import FIELD_LABELS
from enrolment.spreadsheets.matching import ADDRESS_PARTS, MATCHABLE

LABELS = {
    **FIELD_LABELS,
    "number": _("Row number"),
    "birth": _("Place and date of birth in one column"),
    "birth_month": _("Month of birth (day, month and year apart)"),
    "birth_year": _("Year of birth (day, month and year apart)"),
    "sex_l": _("Tick for men"),
    "sex_p": _("Tick for women"),
    "part:RT/RW": _("Address: RT/RW"),
    "part:RT": _("Address: RT"),
    "part:RW": _("Address: RW"),
    "part:Kode Pos": _("Address: postal code"),
    "part:Kel.": _("Address: kelurahan or village"),
    "part:Kec.": _("Address: kecamatan"),
    "part:Kab.": _("Address: kabupaten"),
    "part:": _("Address: another part"),
}
_BIRTH = ("birth_place", "birth_date", "birth", "birth_month", "birth_year")
_PERSON = ("nik", "name", *_BIRTH, "sex", "sex_l", "sex_p", "mother_name", "education")
_WORK = ("position", "unit", "office", "status", "start_date", "contract_until", "wage", "kpj", "employee_no")
_REACHED = ("phone", "email", "address", *ADDRESS_PARTS)
_REST = tuple(f for f in MATCHABLE if f not in (*_PERSON, *_WORK, *_REACHED))

GROUPS = (
    (_("The person"), _PERSON),
    (_("The work"), _WORK),
    (_("Where to reach them"), _REACHED),
    (_("Other"), _REST),
)
"""The choices of a column: a group's name and its fields."""
