"""A CSV as Excel saves it here: semicolons, cp1252, two-digit years, an apostrophe before each identity
number, and a column NIK that holds employee numbers."""

import csv
import io
from collections.abc import Sequence

from contributions.demo.people import Person

HEADER = (
    "NO",
    "NAMA PEGAWAI",
    "NIK",
    "NO. KTP",
    "TEMPAT LAHIR",
    "TGL LAHIR",
    "JENIS KELAMIN",
    "JABATAN",
    "BIDANG",
    "MULAI BEKERJA",
    "HONOR PER BULAN",
    "NO. WA",
    "KETERANGAN",
)


def text(people: Sequence[Person]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    blank = [""] * (len(HEADER) - 1)
    writer.writerow(["DATA TENAGA NON ASN – DISPERDAGINKOP DAN UKM KOTA SERANG", *blank])
    writer.writerow(["TAHUN ANGGARAN 2020", *blank])
    writer.writerow(["", *blank])
    writer.writerow(HEADER)
    for number, person in enumerate(people, start=1):
        writer.writerow(_row(number, person))
    total = f"{sum(p.wage for p in people):,}".replace(",", ".")
    writer.writerow(["", "JUMLAH", *[""] * 8, total, "", ""])
    return out.getvalue().encode("cp1252")


def _row(number: int, person: Person) -> list[str]:
    return [
        str(number),
        f"{person.name}, S.E." if person.education == "S1" else person.name,
        f"NA-{person.start_date.year}-{number:03}",
        f"'{person.nik}",
        person.birth_place,
        f"{person.birth_date:%d/%m/%y}",
        "Laki-laki" if person.sex == "L" else "Perempuan",
        person.position,
        person.unit,
        f"{person.start_date:%d/%m/%Y}",
        f"{person.wage:,}".replace(",", "."),
        person.phone,
        "",
    ]
