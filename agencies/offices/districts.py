"""Kecamatan and kelurahan as agencies, from the shipped lists of Kemendagri (fixtures/regions/).

They are coded by their numbers, `36.73/01` and `36.73/01.1008`, because names repeat: Kota Serang has a
kecamatan and a kelurahan called Serang.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from agencies.models import Agency, AgencyKind, Region

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "regions"
# The first digit of the fourth part: 1 is a kelurahan (an office of the city), 2 a desa (governs itself).
KELURAHAN = "1"


def _rows(name: str, region: Region) -> Iterator[tuple[str, str]]:
    """(number within the region, name) of each row below the region, in the order of the codes."""
    prefix = f"{region.code}."
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"].startswith(prefix):
                yield row["code"].removeprefix(prefix), row["name"]


def kecamatan_of(region: Region) -> list[Agency]:
    """The region's kecamatan, not stored."""
    return [
        _agency(region, number, AgencyKind.KECAMATAN, f"Kecamatan {name}")
        for number, name in _rows("districts.csv", region)
    ]


def kelurahan_of(region: Region, kecamatan: dict[str, Agency]) -> list[Agency]:
    """The region's kelurahan, not stored, each below its stored kecamatan (by code)."""
    return [
        _agency(
            region,
            number,
            AgencyKind.KELURAHAN,
            f"Kelurahan {name}",
            parent=kecamatan[f"{region.code}/{number.partition('.')[0]}"],
        )
        for number, name in _rows("villages.csv", region)
        if number.partition(".")[2].startswith(KELURAHAN)
    ]


def _agency(region: Region, number: str, kind: AgencyKind, name: str, parent: Agency | None = None) -> Agency:
    return Agency(
        region=region, code=f"{region.code}/{number}", kind=kind, name=name, parent=parent, verified=True
    )
