"""The trial's rosters: handed in, checked and saved by the code that every user goes through."""

import csv
import datetime as dt
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pghistory

from agencies import access
from agencies.models import Agency, Region, User
from contributions.demo import data
from contributions.demo.people import FIXTURES, Maker, Office, Person
from enrolment.models import UploadMode
from enrolment.rosters import applying, receiving

HEADER = ("NO", "NAMA", "NIK", "TEMPAT LAHIR", "TANGGAL LAHIR", "L/P", "JABATAN", "TMT", "UPAH (RP)")
JOBS = (
    ("Staf Administrasi", 60),
    ("Petugas Kebersihan", 35),
    ("Pengemudi", 0),
    ("Petugas Keamanan", 5),
    ("Operator Komputer", 50),
    ("Petugas Lapangan", 15),
)
BIRTHPLACES = {
    "16.71": ("Palembang", "Palembang", "Palembang", "Ogan Ilir", "Banyuasin", "Prabumulih"),
    "32.74": ("Cirebon", "Cirebon", "Cirebon", "Kuningan", "Indramayu", "Majalengka"),
}
SMALLEST = 8  # no office is made smaller than this


@dataclass(frozen=True)
class HandedIn:
    """One roster: whose, by whom, as of when, registered since when (None: not registered)."""

    agency: str
    by: str
    roster_date: dt.date
    registered_on: dt.date | None
    file_name: str
    content: bytes


def all_rosters() -> Iterator[HandedIn]:
    """The four shipped workbooks of Kota Serang, then a list made here for each office of the others."""
    rosters = data.read("rosters")
    for row in rosters["workbooks"]:
        days = (row["roster_date"], row["registered_on"])
        yield HandedIn(row["agency"], row["by"], *days, row["file"], (FIXTURES / row["file"]).read_bytes())
    for code in BIRTHPLACES:
        yield from _made_up(code, rosters[code])


def hand_in(roster: HandedIn, mode: UploadMode = UploadMode.FULL) -> dict[str, int]:
    """Receive, check and save one roster as its operator; the counts of what was saved."""
    user = User.objects.get(username=roster.by)
    with access.acting(user) as scope, pghistory.context(user=user.pk):
        agency = Agency.objects.select_related("region").get(code=roster.agency)
        upload = receiving.receive(
            agency=agency,
            chunks=[roster.content],
            file_name=roster.file_name,
            by=user,
            on_behalf=not scope.belongs_to(agency),
            roster_date=roster.roster_date,
        )
        upload = receiving.check(upload=upload)
        answers = {"mode": mode, "registered_on": roster.registered_on}
        return applying.apply(upload=upload, by=user, answers=answers)


def _made_up(code: str, plan: dict[str, Any]) -> Iterator[HandedIn]:
    offices = _offices(code, plan)
    taken: set[str] = set()
    for slug, size in split(plan["total"], offices, plan["large"], seed=code).items():
        people = list(Maker(f"{code}/{slug}", taken).people(_office(code, plan), {"": size}))
        days = (plan["roster_date"], plan["registered_on"])
        yield HandedIn(f"{code}/{slug}", plan["by"], *days, f"daftar-{slug}.csv", tidy_list(people))


def _offices(code: str, plan: dict[str, Any]) -> list[str]:
    """The slugs of the offices that register: all of them, or only the large ones that the plan names."""
    if plan["agencies"] == len(plan["large"]):
        return list(plan["large"])
    region = Region.objects.get(code=code)
    return [agency.slug for agency in Agency.objects.filter(region=region).order_by("code")]


def split(total: int, offices: Sequence[str], large: dict[str, int], *, seed: str) -> dict[str, int]:
    """How many people each office has: the large ones as given, the others by chance, `total` in all."""
    others = [office for office in offices if office not in large]
    sizes = dict(large) | dict.fromkeys(others, SMALLEST)
    draw = random.Random(seed)
    weights = [draw.random() + 0.2 for _ in others]
    for office in draw.choices(others, weights, k=total - sum(sizes.values())) if others else ():
        sizes[office] += 1
    return sizes


def _office(code: str, plan: dict[str, Any]) -> Office:
    districts = 18 if code == "16.71" else 5
    return Office(
        prefixes=[f"{code.replace('.', '')}{number:02}" for number in range(1, districts + 1)],
        places=BIRTHPLACES[code],
        villages=[("", "")],
        jobs=JOBS,
        wages=(1_750_000, 2_000_000, 2_500_000, 3_000_000),
        newest_start=plan["roster_date"].replace(month=1, day=1),
    )


def tidy_list(people: Sequence[Person]) -> bytes:
    """One header row, one person a row. CSV, because writing fifty xlsx takes longer than saving them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    for number, person in enumerate(people, start=1):
        identity = (number, person.name, person.nik, person.birth_place, person.birth_date, person.sex)
        writer.writerow([*identity, person.position, person.start_date, person.wage])
    return out.getvalue().encode("utf-8-sig")
