"""The list that the civil registry checks: who is asked about, every cell a text, room for the answer."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from enrolment.identity.queries import STATE_KEYS, UNCHECKED, on_list
from enrolment.models import Sex, Worker

# The registry's office reads Indonesian, whoever sends the list; its answer comes back under HASIL.
HEADERS = ("NO", "NIK", "NAMA", "TEMPAT LAHIR", "TANGGAL LAHIR", "JENIS KELAMIN")
MOTHER, ANSWER = "NAMA IBU KANDUNG", ("HASIL", "KETERANGAN")
SEXES = {Sex.MALE: "LAKI-LAKI", Sex.FEMALE: "PEREMPUAN"}


def asked_about(agency: Agency, which: str) -> QuerySet[Worker]:
    """Of the list as it is now, those in that state; everybody for `all`; those not checked for any other
    word."""
    people = on_list(agency).order_by("name", "pk")
    if which == "all":
        return people
    return people.filter(identity=which if which in STATE_KEYS else UNCHECKED)


def registry_list(agency: Agency, people: QuerySet[Worker], *, mother: bool) -> FileResponse:
    """The workbook; the mother's name only where it was asked for (it is what banks ask for too)."""
    headers = [*HEADERS, *([MOTHER] if mother else []), *ANSWER]
    name = file_name("padanan nik", agency.slug, timezone.localdate().isoformat())
    return workbook_response({str(_("Civil registry")): (headers, _rows(people, mother))}, name)


def _rows(people: QuerySet[Worker], mother: bool) -> Iterator[list[Any]]:
    names = ("nik", "name", "birth_place", "birth_date", "sex", "mother_name")
    for number, (nik, name, place, born, sex, mothers) in enumerate(people.values_list(*names), 1):
        row = [str(number), nik, name, place or "", f"{born:%d-%m-%Y}" if born else "", SEXES.get(sex, "")]
        yield [*row, *([mothers or ""] if mother else []), "", ""]
