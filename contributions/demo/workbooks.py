"""Writes the four workbooks of Kota Serang: `python -m contributions.demo.workbooks [FOLDER]`.

They are committed, so the trial does not run this; a test sees to it that file and script agree.
"""

import datetime as dt
import sys
from functools import partial
from pathlib import Path

from contributions.demo.layouts import group_rows, letterhead, semicolons, sheet_per_unit
from contributions.demo.people import FIXTURES, Maker, Office, Person

# The last three are in no list any more: these districts were part of Kabupaten Serang until 2007.
PREFIXES = ("367301", "367302", "367303", "367304", "367305", "367306", "360401", "360402", "360421")
PLACES = ("Serang", "Serang", "Serang", "Pandeglang", "Cilegon", "Lebak", "Tangerang")
VILLAGES = (
    ("Unyur", "Serang"),
    ("Kaligandu", "Serang"),
    ("Cipare", "Serang"),
    ("Sukawana", "Serang"),
    ("Kasemen", "Kasemen"),
    ("Kilasah", "Kasemen"),
    ("Pipitan", "Walantaka"),
    ("Kalodran", "Walantaka"),
    ("Sukawana", "Curug"),
    ("Tinggar", "Curug"),
    ("Karundang", "Cipocok Jaya"),
    ("Dalung", "Cipocok Jaya"),
    ("Drangong", "Taktakan"),
    ("Cilowong", "Taktakan"),
)
office = partial(Office, PREFIXES, PLACES, VILLAGES, newest_start=dt.date(2019, 12, 1))
DISHUB = office(
    (("Juru Parkir", 0), ("Petugas Lalu Lintas", 10), ("Petugas Terminal", 20), ("Staf Administrasi", 60)),
    (1_400_000, 1_575_000, 1_750_000),
)
DLH = office(
    (("Petugas Kebersihan", 30), ("Penyapu Jalan", 60), ("Pengemudi Truk", 0), ("Petugas Taman", 25)),
    (1_500_000, 1_575_000),
)
SATPOL_PP = office(
    (*[("Anggota", 12)] * 9, *[("Komandan Regu", 0)] * 2, ("Staf Administrasi", 55)),
    (1_575_000, 1_800_000),
)
DISPERDAGINKOP = office(
    (("Juru Pungut Retribusi Pasar", 20), ("Petugas Pasar", 25), ("Staf Administrasi", 60)),
    (1_450_000, 1_575_000, 1_750_000),
)
ROSTERS = {
    "dishub.xlsx": (DISHUB, {"": 160}),
    "dlh.xlsx": (
        DLH,
        {
            "Sekretariat": 34,
            "Bidang Kebersihan": 298,
            "Bidang Pertamanan": 117,
            "UPT TPAS Cilowong": 96,
            "UPT Wilayah I": 76,
        },
    ),
    "satpol-pp.xls": (SATPOL_PP, {"Kompi A": 78, "Kompi B": 78, "Kompi C": 74, "Sekretariat": 20}),
    "disperdaginkop-ukm.csv": (
        DISPERDAGINKOP,
        {"Bidang Perdagangan": 18, "Bidang Pasar": 44, "Bidang Koperasi dan UKM": 14},
    ),
}


def rosters() -> dict[str, list[Person]]:
    """Who is in which workbook: 160, 621, 250 and 76 people (Kabar Banten, 26 February 2020)."""
    taken: set[str] = set()
    return {
        name: list(Maker(name.partition(".")[0], taken).people(staff, units))
        for name, (staff, units) in ROSTERS.items()
    }


def write(folder: Path) -> None:
    people = rosters()
    letterhead.workbook(people["dishub.xlsx"]).save(folder / "dishub.xlsx")
    sheet_per_unit.workbook(people["dlh.xlsx"]).save(folder / "dlh.xlsx")
    group_rows.workbook(people["satpol-pp.xls"]).save(str(folder / "satpol-pp.xls"))
    (folder / "disperdaginkop-ukm.csv").write_bytes(semicolons.text(people["disperdaginkop-ukm.csv"]))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if sys.argv[1:] else FIXTURES)
