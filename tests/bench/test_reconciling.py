"""How fast a list is laid beside the rosters, and how well leftovers find each other: `make bench`.

The measure of the exact passes is reading the same list as a workbook and COPYing its rows; that of the pass
by name are splink and recordlinkage on the same people in the same run, judged where each is at its best.
"""

import gc
import platform
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction

from enrolment.models import Enrolment, ParticipantMatch
from enrolment.reconciliation.comparing import reconcile
from enrolment.reconciliation.likeness import Person
from enrolment.reconciliation.lists import sql
from enrolment.reconciliation.pairing import best_pairs
from enrolment.spreadsheets.lists.fields import LIST_COLUMNS
from enrolment.spreadsheets.lists.reader import read_list
from enrolment.spreadsheets.reader import Limits
from tests.bench.linkers import Verdict, at_its_best, by_recordlinkage, by_splink, judge
from tests.bench.machine import machine
from tests.bench.registered import MONTH, listed, registered, workbook
from tests.bench.typos import ERRORS, Typed, leftovers

ROWS, AGENCIES = 100_000, 300
LEFT_OVER = 5_000
EXACT = 3.0  # times reading and COPYing the list


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    lines = [f"{machine()} · Python {platform.python_version()}"]
    yield lines
    print("\n" + "\n".join(lines))


def seconds_of(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def best_of(times: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest of some runs, each taken back afterwards."""
    seconds = []
    for _ in range(times):
        with transaction.atomic():
            seconds.append(seconds_of(work))
            transaction.set_rollback(True)
    return min(seconds)


def read_and_copy(path: Path) -> None:
    """Read the list and COPY its rows into a table of the transaction; nothing else."""
    with connection.cursor() as cursor, read_list(path, Limits(cpu=120, wall=180)) as reading:
        cursor.execute(sql.CREATE_STAGING)
        with cursor.copy(sql.copy_staging(LIST_COLUMNS)) as copy:
            for chunk in reading:
                copy.write(chunk)


@pytest.mark.django_db
def test_a_list_beside_the_rosters(table: list[str], tmp_path: Path) -> None:
    path = tmp_path / "peserta.xlsx"
    path.write_bytes(workbook(ROWS))
    agencies, group = registered(ROWS, AGENCIES)
    listed(ROWS, group)
    ids = [agency.pk for agency in agencies]

    def compare() -> None:
        found = reconcile(agencies=ids, month=MONTH, by=None)
        assert found["matched"] == {"nik": ROWS, "kpj": 0, "name": 0}
        assert not any(found["differences"].values())

    least = best_of(2, lambda: read_and_copy(path))
    whole = best_of(2, compare)
    compare()
    again = best_of(2, compare)
    assert ParticipantMatch.objects.count() == ROWS
    Enrolment.objects.update(basis="stated", confirmed_month=None)
    confirming = best_of(1, compare)
    table += [
        f"{ROWS:,} rows beside {ROWS:,} workers of {AGENCIES} agencies",
        f"  reading the list and COPYing it      {least:8.2f} s   1 x",
        f"  comparing, the first time            {whole:8.2f} s {whole / least:5.2f} x   at most {EXACT:g} x",
        f"  comparing again, nothing changed     {again:8.2f} s {again / least:5.2f} x",
        f"  comparing, and confirming everybody  {confirming:8.2f} s {confirming / least:5.2f} x",
    ]
    assert whole <= EXACT * least


def by_us(theirs: list[Typed], ours: list[Typed]) -> list[tuple[int, int]]:
    sides = [
        [Person(n, 0, p.name, p.birth_date, p.sex, p.nik, None) for n, p in enumerate(side)]
        for side in (theirs, ours)
    ]
    return [(pair.row, pair.worker) for pair in best_pairs(*sides)]


def test_leftovers_beside_splink_and_recordlinkage(table: list[str]) -> None:
    ours, theirs = leftovers(LEFT_OVER)
    assert len(ERRORS) == 12
    by_splink(*leftovers(200))  # once, so that nobody's imports are measured
    by_recordlinkage(*leftovers(200))
    others: dict[str, tuple[float, Verdict]] = {}
    for name, link in (("splink", by_splink), ("recordlinkage", by_recordlinkage)):
        found: list = []
        seconds = seconds_of(lambda link=link, found=found: found.extend(link(theirs, ours)))
        others[name] = seconds, at_its_best(found, theirs, ours)
    pairs: list[tuple[int, int]] = []
    gc.collect()  # what the others left is theirs
    seconds = seconds_of(lambda: pairs.extend(by_us(theirs, ours)))
    mine = judge(pairs, theirs, ours)
    better = max((verdict for _, verdict in others.values()), key=lambda verdict: verdict.f1)
    fastest = min(seconds for seconds, _ in others.values())
    table.append(f"{LEFT_OVER:,} leftovers on each side, {len(ERRORS)} kinds of error")
    for name, (took, verdict) in {**others, "ours": (seconds, mine)}.items():
        table.append(
            f"  {name:<14} {took:8.2f} s   recall {verdict.recall:.4f}   precision {verdict.precision:.4f}"
        )
    assert mine.recall >= better.recall
    assert mine.precision >= better.precision
    assert seconds <= fastest
