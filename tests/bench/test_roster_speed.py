"""How fast a roster goes its way, as ratios on the machine that runs this: `make bench`.

The measure is what reading the same file and storing its cells costs at the very least: python-calamine, and
COPY into a bare table. Both sides are the best of three, by turns: the machine is the same for both. Beside
them stands django-import-export.
"""

import io
import platform
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from agencies import access
from agencies.models import Agency, User
from enrolment.models import Worker
from enrolment.rosters import applying, receiving
from enrolment.rosters.workbooks.waiting_rows import error_workbook
from enrolment.spreadsheets.reader import Limits
from tests.bench.books import HEADER, book
from tests.bench.machine import machine
from tests.bench.others import BulkResource, WorkerResource, preview_and_import, read_and_copy

pytestmark = pytest.mark.django_db

SMALL, MIDDLE, LARGE = 5_200, 10_000, 100_000
FIRST_TIME = 5.0  # times the least
SAME_AGAIN = 4.0
DEFAULT_SLOWER, BULK_SLOWER = 60, 4  # times ours
LINEAR = 0.20
ERROR_WORKBOOK = 5.0  # seconds


class Table:
    """The lines printed at the end: work, seconds, ratio, bar, met or not."""

    def __init__(self) -> None:
        self.lines = [f"{machine()} · Python {platform.python_version()} · {len(HEADER)} columns, xlsx"]
        self.missed: list[str] = []

    def say(self, work: str, seconds: float, ratio: str = "", bar: str = "", met: bool = True) -> None:
        self.lines.append(f"  {work:<58} {seconds:8.3f} s  {ratio:>9}  {bar}{'' if met else '  MISSED'}")
        if not met:
            self.missed.append(work)


@pytest.fixture(scope="module")
def whole_table() -> Iterator[Table]:
    made = Table()
    yield made
    print("\n" + "\n".join(made.lines))


@pytest.fixture
def table(whole_table: Table) -> Table:
    """The table, without what earlier tests missed: each fails for its own lines."""
    whole_table.missed.clear()
    return whole_table


@pytest.fixture(scope="module")
def books() -> dict[int, bytes]:
    return {rows: book(rows) for rows in (SMALL, MIDDLE, LARGE)}


def best_of(times: int, *works: Callable[[], None]) -> list[float]:
    """Seconds of the fastest run of each work, done by turns so many times; each run is taken back."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(times):
        for work, taken in zip(works, seconds, strict=True):
            with transaction.atomic():
                started = time.perf_counter()
                work()
                taken.append(time.perf_counter() - started)
                transaction.set_rollback(True)
    return [min(taken) for taken in seconds]


def hand_in(book: bytes, agency: Agency, by: User) -> dict[str, int]:
    """Read, check, stage, compare and save, as the pages do; returns the counts."""
    with access.acting(by):
        upload = receiving.receive(agency=agency, chunks=[book], file_name="daftar.xlsx", by=by)
        upload = receiving.check(upload=upload, limits=Limits(cpu=120, wall=180))
        return applying.apply(upload=upload, by=by)


@pytest.mark.parametrize("rows", [SMALL, LARGE])
def test_a_list_the_first_time(
    table: Table, books: dict[int, bytes], dishub: Agency, dishub_operator: User, rows: int
) -> None:
    def ours() -> None:
        assert hand_in(books[rows], dishub, dishub_operator)["new"] == rows

    least, way = best_of(3, lambda: read_and_copy(books[rows]), ours)
    table.say(f"{rows:,} rows: calamine + COPY into a bare table", least, "1 x")
    met = way <= FIRST_TIME * least
    work = f"{rows:,} rows: read + check + stage + diff + save"
    table.say(work, way, f"{way / least:.1f} x", f"at most {FIRST_TIME:g} x", met)
    (bulk,) = best_of(1, lambda: preview_and_import(books[rows], BulkResource(dishub)))
    met = bulk >= BULK_SLOWER * way
    work = f"{rows:,} rows: django-import-export, bulk"
    table.say(work, bulk, f"{bulk / way:.1f} x ours", f"at least {BULK_SLOWER} x ours", met)
    if rows == SMALL:  # with 100,000 rows it takes an hour
        (default,) = best_of(1, lambda: preview_and_import(books[rows], WorkerResource(dishub)))
        met = default >= DEFAULT_SLOWER * way
        work = f"{rows:,} rows: django-import-export, default"
        table.say(work, default, f"{default / way:.0f} x ours", f"at least {DEFAULT_SLOWER} x ours", met)
    assert not table.missed


@pytest.mark.parametrize("rows", [SMALL, LARGE])
def test_the_same_file_again(
    table: Table, books: dict[int, bytes], dishub: Agency, dishub_operator: User, rows: int
) -> None:
    def again() -> None:
        assert hand_in(books[rows], dishub, dishub_operator)["unchanged"] == rows

    hand_in(books[rows], dishub, dishub_operator)
    least, way = best_of(3, lambda: read_and_copy(books[rows]), again)
    met = way <= SAME_AGAIN * least
    work = f"{rows:,} rows: the same file again, nothing changed"
    table.say(work, way, f"{way / least:.1f} x", f"at most {SAME_AGAIN:g} x", met)
    assert not table.missed
    assert Worker.objects.count() == rows


def test_the_cost_grows_with_the_rows(
    table: Table, books: dict[int, bytes], dishub: Agency, dishub_operator: User
) -> None:
    each = {}
    for rows in (MIDDLE, LARGE):
        (seconds,) = best_of(3, lambda rows=rows: hand_in(books[rows], dishub, dishub_operator))
        each[rows] = seconds / rows
        table.say(f"{rows:,} rows: {1e6 * each[rows]:.1f} µs a row", seconds)
    growth = each[LARGE] / each[MIDDLE] - 1
    met = abs(growth) <= LINEAR
    table.say(
        "a row among 100,000 against one among 10,000", 0, f"{growth:+.0%}", f"within {LINEAR:.0%}", met
    )
    assert not table.missed


def test_the_error_workbook(table: Table, dishub: Agency, dishub_operator: User) -> None:
    with access.acting(dishub_operator):
        spoilt = book(MIDDLE, spoilt=True)
        upload = receiving.receive(agency=dishub, chunks=[spoilt], file_name="a.xlsx", by=dishub_operator)
        upload = receiving.check(upload=upload)
        assert upload.counts["needs_fix"] == MIDDLE
        (seconds,) = best_of(3, lambda: error_workbook(upload, dishub).save(io.BytesIO()))
    work = f"{MIDDLE:,} bad rows: error workbook"
    table.say(work, seconds, "", f"at most {ERROR_WORKBOOK:g} s", seconds <= ERROR_WORKBOOK)
    assert not table.missed
