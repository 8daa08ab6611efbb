"""The portal's list of participants: one heading row, everything as text."""

from collections.abc import Sequence

from openpyxl import Workbook

from contributions.demo.bills import MONTH, Participant

HEADING = (
    *("NO", "NPP", "BLTH", "NIK", "KPJ", "NAMA LENGKAP", "TGL LAHIR", "JENIS KELAMIN", "TGL KEPESERTAAN"),
    *("STATUS KEPESERTAAN", "TGL NON AKTIF", "UPAH"),
)


def workbook(people: Sequence[Participant], npp: str) -> Workbook:
    """The list as the portal gives it out."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Daftar Peserta"
    sheet.append(HEADING)
    for number, one in enumerate(people, 1):
        who = (number, npp, f"{MONTH:%m-%Y}", one.person.nik, one.kpj, one.person.name.upper())
        sex = "LAKI-LAKI" if one.person.sex == "L" else "PEREMPUAN"
        days = (f"{one.person.birth_date:%d-%m-%Y}", sex, f"{one.since:%d-%m-%Y}")
        left = (f"{one.left_on:%d-%m-%Y}", "NON AKTIF") if one.left_on else (None, "AKTIF")
        sheet.append([*who, *days, left[1], left[0], str(one.person.wage)])
    return book
