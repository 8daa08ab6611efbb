"""Made-up people (serials from 9000 on, which no real person has) and their cells in many spellings."""

import datetime
import random
from dataclasses import dataclass

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
_FIRST = [
    "Asep",
    "Budi",
    "Cecep",
    "Dewi",
    "Entin",
    "Fitri",
    "Hendra",
    "Iwan",
    "Joko",
    "Lestari",
    "Maman",
    "Neneng",
    "Oman",
    "Rina",
    "Siti",
    "Ujang",
]
_LAST = [
    "Santoso",
    "Wijaya",
    "Permana",
    "Hidayat",
    "Suryadi",
    "Rahayu",
    "Saputra",
    "Susanti",
    "Maulana",
    "Firmansyah",
]


@dataclass(frozen=True)
class Person:
    """One person as the truth has it."""

    nik: str
    name: str
    birth_place: str
    birth: datetime.date
    sex: str
    position: str
    unit: str
    wage: int
    phone: str

    @property
    def truth(self) -> dict[str, str]:
        """Values as `read_roster` gives them."""
        return {
            "nik": self.nik,
            "name": self.name,
            "birth_place": self.birth_place,
            "birth_date": self.birth.isoformat(),
            "sex": self.sex,
            "position": self.position,
            "wage": str(self.wage),
            "phone": self.phone,
        }

    @property
    def words(self) -> str:
        """The birth date in Indonesian words."""
        return f"{self.birth.day} {MONTHS[self.birth.month - 1]} {self.birth.year}"


def people(count: int, seed: int = 1) -> list[Person]:
    """That many different people, always the same for a seed."""
    chance = random.Random(seed)
    return [_person(chance, number) for number in range(count)]


def _person(chance: random.Random, number: int) -> Person:
    birth = datetime.date(1967, 1, 1) + datetime.timedelta(chance.randrange(13_000))
    sex = chance.choice("LP")
    day = birth.day + 40 * (sex == "P")
    nik = f"3673{chance.randrange(1, 7):02}{day:02}{birth:%m%y}{9001 + number:04}"
    return Person(
        nik=nik,
        name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
        birth_place=chance.choice(("Serang", "Lebak", "Cilegon", "Pandeglang")),
        birth=birth,
        sex=sex,
        position=chance.choice(("Pengemudi", "Juru Parkir", "Staf Administrasi", "Petugas Kebersihan")),
        unit=chance.choice(("Sekretariat", "Bidang Angkutan", "UPT Parkir")),
        wage=chance.choice((1_500_000, 1_750_000, 2_000_000, 2_430_780)),
        phone=f"08{chance.randrange(10**9, 10**10)}",
    )
