"""Made-up workers. Pure: the same seed gives the same people, and none of them can be a living person."""

import datetime as dt
import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
# A serial counts the people born on one day in one district; no real one comes near 9000.
FIRST_SERIAL = 9000
# No operator holds numbers that begin with 0820.
PHONE_PREFIX = "0820"


@dataclass(frozen=True)
class Person:
    """One row of a roster. `sex` is L or P, the wage whole rupiah a month."""

    nik: str
    name: str
    birth_place: str
    birth_date: dt.date
    sex: str
    position: str
    unit: str
    start_date: dt.date
    wage: int
    phone: str
    rt_rw: str
    village: str
    district: str
    mother_name: str
    education: str
    family_card: str

    @property
    def address(self) -> str:
        return f"Kel. {self.village}, Kec. {self.district} RT/RW {self.rt_rw}"


@dataclass(frozen=True)
class Office:
    """What the people of one office have in common: where their numbers were issued, (kelurahan, kecamatan)
    they live in, jobs with how many in a hundred are women, monthly wages, the newest day anybody started."""

    prefixes: Sequence[str]
    places: Sequence[str]
    villages: Sequence[tuple[str, str]]
    jobs: Sequence[tuple[str, int]]
    wages: Sequence[int]
    newest_start: dt.date


@dataclass
class Maker:
    """Makes people one after the other; no identity number comes twice."""

    seed: str
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def people(self, office: Office, units: Mapping[str, int]) -> Iterator[Person]:
        """As many as each unit has, unit after unit; the unit "" stands for no unit."""
        for unit, count in units.items():
            for _ in range(count):
                yield self._person(office, unit)

    def _person(self, office: Office, unit: str) -> Person:
        draw = self.random
        position, women = draw.choice(office.jobs)
        sex = "P" if draw.randrange(100) < women else "L"
        born = dt.date(1966, 1, 1) + dt.timedelta(days=draw.randrange(33 * 365))
        adult = dt.date(born.year + 19, 1, 1)
        started = _between(draw, max(adult, dt.date(2006, 1, 1)), office.newest_start)
        prefix = draw.choice(office.prefixes)
        village, district = draw.choice(office.villages)
        return Person(
            nik=self._nik(prefix, born, sex),
            name=self._name(sex),
            birth_place=draw.choice(office.places),
            birth_date=born,
            sex=sex,
            position=position,
            unit=unit,
            start_date=started,
            wage=draw.choice(office.wages),
            phone=PHONE_PREFIX + "".join(str(draw.randrange(10)) for _ in range(8)),
            rt_rw=f"{draw.randrange(1, 13):03}/{draw.randrange(1, 9):03}",
            village=village,
            district=district,
            mother_name=self._name("P"),
            education=draw.choice(("SD", "SMP", "SMA", "SMA", "SMK", "D3", "S1")),
            family_card=self._nik(prefix, dt.date(2012, 1, 1) + dt.timedelta(days=draw.randrange(2500)), "L"),
        )

    def _name(self, sex: str) -> str:
        names = _names()
        if sex == "L":
            return f"{self.random.choice(names['male'])} {self.random.choice(names['family'])}"
        second = names["family"] + names["female_family"] * 4
        return f"{self.random.choice(names['female'])} {self.random.choice(second)}"

    def _nik(self, prefix: str, born: dt.date, sex: str) -> str:
        """PPKKCC DDMMYY SSSS with 40 added to a woman's day; the last digit is never 0, so that Excel keeps
        all sixteen even in a number cell."""
        stem = f"{prefix}{born.day + (40 if sex == 'P' else 0):02}{born:%m%y}"
        while True:
            serial = self.random.randrange(FIRST_SERIAL, 10_000)
            number = f"{stem}{serial}"
            if serial % 10 and number not in self.taken:
                self.taken.add(number)
                return number


def _between(draw: random.Random, first: dt.date, last: dt.date) -> dt.date:
    """A first of the month: that is when contracts begin."""
    months = (last.year - first.year) * 12 + last.month - first.month
    month = first.month - 1 + draw.randrange(max(months, 1))
    return dt.date(first.year + month // 12, month % 12 + 1, 1)


@cache
def _names() -> dict[str, list[str]]:
    return tomllib.loads((FIXTURES / "names.toml").read_text(encoding="utf-8"))
