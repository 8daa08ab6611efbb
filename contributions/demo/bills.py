"""Who is on BPJS's lists of the trial's month, and how they differ from the rosters: some of every kind.

Pure, and always the same. The month follows the one in which the four offices of Kota Serang registered.
"""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from contributions.demo import workbooks
from contributions.demo.people import Maker, Person

MONTH = dt.date(2020, 3, 1)
ENDED_ON = dt.date(2020, 3, 1)
JKK, JKM = Decimal("0.0024"), Decimal("0.0030")  # risk group I (PP 44/2015, Lampiran I)
NPP = {
    "dishub": "36730901",
    "dlh": "36730902",
    "satpol-pp": "36730903",
    "disperdaginkop-ukm": "36730904",
}
"""Made-up numbers."""
UNITS = {
    "dishub": "DINAS PERHUBUNGAN",
    "dlh": "DINAS LINGKUNGAN HIDUP",
    "satpol-pp": "SATUAN POLISI PAMONG PRAJA",
    "disperdaginkop-ukm": "DINAS PERDAGANGAN, INDUSTRI, KOPERASI DAN USAHA KECIL MENENGAH",
}
OFFICES = {
    "dishub": workbooks.DISHUB,
    "dlh": workbooks.DLH,
    "satpol-pp": workbooks.SATPOL_PP,
    "disperdaginkop-ukm": workbooks.DISPERDAGINKOP,
}


@dataclass(frozen=True)
class Participant:
    """One row of a list: the person as BPJS has them."""

    person: Person
    kpj: str
    since: dt.date
    left_on: dt.date | None = None

    @property
    def jkk(self) -> Decimal:
        return _share(self.person.wage, JKK)

    @property
    def jkm(self) -> Decimal:
        return _share(self.person.wage, JKM)


@dataclass
class Story:
    """One office's month: what BPJS lists, and what happened to its roster beforehand."""

    bill: list[Participant] = field(default_factory=list)
    ended: list[Person] = field(default_factory=list)  # ended with us, not reported to BPJS
    listed: list[Person] = field(default_factory=list)  # handed in since, not registered
    elsewhere: list[Person] = field(default_factory=list)  # on another office's roster, handed in here too
    numbers: dict[str, str] = field(default_factory=dict)  # NIK -> the KPJ that our roster has, a wrong one


def stories() -> dict[str, Story]:
    """The month of each of the four offices, by its slug."""
    rosters = {name.partition(".")[0]: people for name, people in workbooks.rosters().items()}
    taken = {person.nik for people in rosters.values() for person in people}
    found = {slug: _story(slug, rosters[slug], taken) for slug in NPP}
    found["dlh"].elsewhere = rosters["dishub"][5:7]
    return found


def participants(slug: str = "satpol-pp") -> list[Participant]:
    """The portal's list of one office: who left is still on it, and two have the other sex."""
    bill = list(stories()[slug].bill)
    for at in (30, 31):
        person = bill[at].person
        bill[at] = replace(bill[at], person=replace(person, sex="LP"[person.sex == "L"]))
    for at in (40, 41, 42):
        bill[at] = replace(bill[at], left_on=dt.date(2020, 2, 29))
    return bill


def kpj_of(person: Person) -> str:
    """Eleven made-up digits, always the same for a person."""
    return f"{random.Random(f'kpj {person.nik}').randrange(10**10, 2 * 10**10)}"


def _story(slug: str, roster: Sequence[Person], taken: set[str]) -> Story:
    maker = Maker(f"2a {slug}", taken)
    story = Story(listed=list(maker.people(OFFICES[slug], {"": 5})) if slug == "disperdaginkop-ukm" else [])
    known = list(roster)
    story.ended = known[20:22]
    bill = [_participant(person) for person in known[3:]]  # the first three are not on BPJS's list
    bill[10:12] = [_other(one, nik=_digit_off(one.person.nik)) for one in bill[10:12]]
    bill[12:14] = [_other(one, name=_misspelt(one.person.name)) for one in bill[12:14]]
    bill[14:16] = [_other(one, birth_date=_other_day(one.person.birth_date)) for one in bill[14:16]]
    bill[22:26] = [_other(one, wage=one.person.wage + 50_000) for one in bill[22:26]]
    bill.insert(28, bill[27])  # twice
    if slug == "dlh":
        story.numbers = {one.person.nik: f"{int(one.kpj) + 7}" for one in bill[33:35]}
    bill += [_participant(person) for person in (*maker.people(OFFICES[slug], {"": 2}), *story.listed[:2])]
    story.bill = bill
    return story


def _participant(person: Person) -> Participant:
    return Participant(person, kpj_of(person), dt.date(2020, 2, 3))


def _other(one: Participant, **changes: object) -> Participant:
    return replace(one, person=replace(one.person, **changes))  # type: ignore[arg-type]


def _digit_off(nik: str) -> str:
    """The fourteenth digit mistyped; the serial stays one that nobody has."""
    return f"{nik[:13]}{(int(nik[13]) + 3) % 10}{nik[14:]}"


def _misspelt(name: str) -> str:
    return name.replace("i", "y", 1) if "i" in name else f"{name[:-1]}{name[-1]}{name[-1]}"


def _other_day(day: dt.date) -> dt.date:
    """Day and month the other way round where that is a day, else the day after."""
    swapped = day.day <= 12 and day.day != day.month
    return day.replace(day=day.month, month=day.day) if swapped else day + dt.timedelta(1)


def _share(wage: int, rate: Decimal) -> Decimal:
    return (wage * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)
