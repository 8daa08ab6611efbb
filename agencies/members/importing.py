"""Many operators from one workbook: every row becomes somebody to invite or a problem that says where.

The plan is made twice from the same rows, before the preview and before the invitations, so what was shown
is what is done.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.members.invitations import Invitee
from agencies.members.workbook import Row, Sheet, header_word
from agencies.models import Agency, Membership, Region, User

FIELDS: dict[str, Sequence[str]] = {
    "unit": (
        "unit",
        "unit kerja",
        "opd",
        "opd unit kerja",
        "instansi",
        "perangkat daerah",
        "nama opd",
        "agency",
    ),
    "name": ("nama", "nama lengkap", "nama operator", "nama petugas", "name", "full name"),
    "nip": ("nip", "nip baru", "nomor nip"),
    "phone": (
        "hp",
        "no hp",
        "no hp wa",
        "nomor hp",
        "telepon",
        "no telepon",
        "wa",
        "no wa",
        "whatsapp",
        "phone",
        "mobile number",
        "nomor ponsel",
        "ponsel",
    ),
    "email": ("email", "e mail", "surel", "alamat email", "e mail address"),
}
NEEDED = ("unit", "name")


@dataclass(frozen=True)
class RowProblem:
    """What is wrong in one cell: its row and column letter, what was read, what is wrong."""

    row: int
    column: str
    read: str
    what: str


@dataclass(frozen=True)
class Planned:
    row: int
    invitee: Invitee


@dataclass(frozen=True)
class Plan:
    people: list[Planned]
    problems: list[RowProblem]


# Offices write the village alone, or its kind in short.
_KINDS = {"Kecamatan ": ("Kec ", ""), "Kelurahan ": ("Kel ", "")}


def _names(agency: Agency) -> Iterable[str]:
    """What a unit is called: its names, and `Kelurahan Cipare` also as `Kel Cipare` and `Cipare`."""
    for name in (agency.name, agency.short_name, *agency.aliases):
        yield name
        for kind, others in _KINDS.items():
            if name.startswith(kind):
                yield from (other + name.removeprefix(kind) for other in others)


class _Units:
    """The region's agencies by everything they are called."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.by_name: dict[str, set[Agency]] = {}
        for agency in agencies:
            for name in (agency.code, agency.slug, *_names(agency)):
                if name:
                    self.by_name.setdefault(header_word(name), set()).add(agency)

    def find(self, text: str) -> Agency | str:
        if not header_word(text):
            return _("The unit is missing.")
        found = self.by_name.get(header_word(text), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            codes = ", ".join(sorted(agency.code for agency in found))
            return _("Several units are called so: write the code (%(codes)s).") % {"codes": codes}
        return _(
            "No unit of this region is called so. Write its code or its name as in the list of agencies."
        )


def plan(*, sheet: Sheet, region: Region, role: str) -> Plan:
    """What the sheet asks for, all problems at once. Four queries, whatever the number of rows.

    Somebody whom NIP and e-mail do not tell apart is known by name and unit: no double invitation after a
    second click, or when the corrected workbook is handed in again.
    """
    units = _Units(Agency.objects.filter(region=region))
    repeated = _repeated(sheet)
    known = _known(sheet)
    present = _present(region)
    people: list[Planned] = []
    problems: list[RowProblem] = []
    for row in sheet.rows:
        unit = units.find(row.values.get("unit", ""))
        faults = [*_unit_fault(unit), *_faults(row, repeated, known)]
        if not faults and isinstance(unit, Agency):
            faults = _twice(row, unit, present)
        problems += [
            RowProblem(row.number, sheet.columns.get(field, ""), row.values.get(field, "").lstrip("~"), what)
            for field, what in faults
        ]
        if not faults and isinstance(unit, Agency):
            people.append(Planned(row.number, _invitee(row, unit, role)))
    return Plan(people, problems)


def _invitee(row: Row, unit: Agency, role: str) -> Invitee:
    get = row.values.get
    return Invitee(
        name=get("name", ""),
        role=role,
        place=unit,
        nip=digits(get("nip", "")),
        phone=phone(get("phone", "")),
        email=get("email", "").lower(),
    )


def _present(region: Region) -> set[tuple[int, str]]:
    """(agency id, name in small letters) of everybody who has a role in an agency of the region."""
    held = Membership.objects.filter(agency__region=region).exclude(valid_to__lt=timezone.localdate())
    return {(agency, name.casefold()) for agency, name in held.values_list("agency", "user__name")}


def _twice(row: Row, unit: Agency, present: set[tuple[int, str]]) -> list[tuple[str, str]]:
    """A problem if somebody of this name is in the unit already, or in a row above; notes the row."""
    key = (unit.pk, row.values["name"].casefold())
    if key in present:
        return [("name", _("Somebody of this name is in this unit already, or in a row above."))]
    present.add(key)
    return []


def _unit_fault(unit: Agency | str) -> Iterable[tuple[str, str]]:
    return [("unit", unit)] if isinstance(unit, str) else []


def digits(text: str) -> str:
    """A NIP without the blanks it is written with: `19800101 200501 1 001`."""
    return re.sub(r"[\s.'-]", "", text)


def phone(text: str) -> str:
    """Digits from 0 on: +62 and 62 become 0, a lost leading 0 before an 8 comes back."""
    found = re.sub(r"\D", "", text)
    return re.sub(r"^(62(?=8)|(?=8))", "0", found)


def _faults(row: Row, repeated: set[tuple[str, str]], known: set[tuple[str, str]]) -> list[tuple[str, str]]:
    found = []
    values = _keys(row)
    nip, mail = values["nip"], values["email"]
    if not row.values.get("name"):
        found.append(("name", _("The name is missing.")))
    if row.values.get("nip", "").startswith("~"):
        found.append(
            ("nip", _("Excel has kept 15 digits only. Format the column as text and write it again."))
        )
    elif nip and not re.fullmatch(r"\d{18}", nip):
        found.append(("nip", _("A NIP has 18 digits.")))
    if mail and not _is_mail(mail):
        found.append(("email", _("This is no e-mail address. Correct it or leave it empty.")))
    number = phone(row.values.get("phone", ""))
    if row.values.get("phone") and not re.fullmatch(r"0\d{7,13}", number):
        found.append(("phone", _("This is no telephone number. Correct it or leave it empty.")))
    if not row.values.get("name"):
        return found
    for field in ("nip", "email"):
        if (field, values[field]) in known:
            found.append((field, _("Somebody with this has an account: give them a further role instead.")))
        elif (field, values[field]) in repeated:
            found.append((field, _("It stands in several rows. Each person is invited once.")))
    return found


def _keys(row: Row) -> dict[str, str]:
    return {"nip": digits(row.values.get("nip", "")), "email": row.values.get("email", "").lower()}


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _repeated(sheet: Sheet) -> set[tuple[str, str]]:
    counted = Counter(item for row in sheet.rows for item in _keys(row).items() if item[1])
    return {item for item, times in counted.items() if times > 1}


def _known(sheet: Sheet) -> set[tuple[str, str]]:
    """NIP and e-mail addresses of the sheet that an account has already."""
    keys = [_keys(row) for row in sheet.rows]
    nips = {key["nip"] for key in keys} - {""}
    mails = {key["email"] for key in keys} - {""}
    lowered = User.objects.annotate(lowered=Lower("email")).filter(lowered__in=mails)
    return {("nip", nip) for nip in User.objects.filter(nip__in=nips).values_list("nip", flat=True)} | {
        ("email", mail) for mail in lowered.values_list("lowered", flat=True)
    }
