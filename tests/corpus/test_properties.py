"""Any layout made of the habits, of any kind, with any people in it, reads back exactly."""

import datetime
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.enrolment.spreadsheets.books import read
from tests.enrolment.spreadsheets.folk import Person
from tests.enrolment.spreadsheets.inside import read_grid

from .case import Case, laid, misses, roster
from .habitual import HABITS
from .kinds import KINDS

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
DITTO = {"sda", "idem", "ditto"}
PLACES = [
    "Serang",
    "KAB. SERANG",
    "Ujung Pandang",
    "D.I. Yogyakarta",
    "Ma'rang",
    "Pulau Punjung",
    "Tj. Pinang",
]
POSITIONS = ["Pengemudi", "Staf", "Ka. Regu", "Penjaga Malam/Kebun", "Bendahara Pembantu", "THL", "Guru TK"]
NAMES = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ.,'-éüñ", min_size=2, max_size=40),
    st.sampled_from(["R. Aj. Siti Ma'rufah, S.Pd.I", "H. M. Ali bin Umar", "O'Neil", "Dewi", "Jumlahwati"]),
)


def as_name(text: str) -> str:
    """A name that somebody may bear: it begins with two letters, and says nothing else in a list."""
    name = "Ny" + " ".join(text.split())
    return "Nyai" if name.lower() in DITTO else name


@st.composite
def folks(draw: st.DrawFn, least: int = 2) -> list[Person]:
    """Different people of working age."""
    return [draw(persons(number)) for number in range(draw(st.integers(least, 8)))]


@st.composite
def persons(draw: st.DrawFn, number: int) -> Person:
    birth = draw(st.dates(datetime.date(1951, 10, 1), datetime.date(2011, 9, 29)))
    sex = draw(st.sampled_from("LP"))
    region = draw(st.integers(110101, 949999))
    day = birth.day + 40 * (sex == "P")
    return Person(
        nik=f"{region}{day:02}{birth:%m%y}{9001 + number}",
        name=as_name(draw(NAMES)),
        birth_place=draw(st.sampled_from(PLACES)),
        birth=birth,
        sex=sex,
        position=draw(st.sampled_from(POSITIONS)),
        unit=draw(st.sampled_from(["Sekretariat", "Bidang Angkutan", "UPT Parkir", "SDN Serang 3"])),
        wage=draw(st.integers(100_000, 99_999_999)),
        phone="08" + draw(st.text("123456789", min_size=8, max_size=11)),
    )


HEAPS = st.lists(st.sampled_from(HABITS), unique=True, max_size=9)


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(HEAPS, folks(), st.booleans())
def test_any_heap_of_habits_reads_back_exactly(habits, folk, merged):
    built = laid(folk, habits, merged)
    assert misses(roster("any", "xlsx", {"Sheet1": built}).truth, *read_grid(built.grid)) == []


def reads_exactly(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster"
        case.write(path)
        assert misses(case.truth, *read(path)) == []


SOME = st.sampled_from([name for name in KINDS if name != "csv-cp1252"])


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(SOME, HEAPS, folks())
def test_any_kind_of_file_reads_back_exactly(kind, habits, folk):
    reads_exactly(roster("any", kind, {"Sheet1": laid(folk, habits, KINDS[kind].merges)}))


@pytest.mark.soak
@settings(max_examples=3000, deadline=None, suppress_health_check=SLOW)
@given(SOME, HEAPS, folks())
def test_very_many_kinds_of_files_read_back_exactly(kind, habits, folk):
    reads_exactly(roster("any", kind, {"Sheet1": laid(folk, habits, KINDS[kind].merges)}))
