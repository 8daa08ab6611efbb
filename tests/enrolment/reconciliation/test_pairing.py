"""One to one, the best for all together, whatever the order."""

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from enrolment.reconciliation.likeness import ENOUGH, Person, likeness
from enrolment.reconciliation.pairing import best_pairs

BORN = dt.date(1985, 3, 12)


def somebody(
    key: int, name: str, nik: str | None = None, pool: int = 0, born: dt.date | None = BORN
) -> Person:
    return Person(key, pool, name, born, None, nik, None)


def together(rows: list[Person], workers: list[Person]) -> list[tuple[int, int]]:
    return [(pair.row, pair.worker) for pair in best_pairs(rows, workers)]


def test_taking_the_best_first_would_leave_somebody_alone():
    rows = [somebody(1, "SITI AMINAH"), somebody(2, "AMINAH")]
    workers = [somebody(7, "SITI AMINAH"), somebody(8, "SITI AMINAH", born=dt.date(1985, 3, 13))]
    assert together(rows, workers) == [(1, 8), (2, 7)]


def test_twins_are_paired_and_marked():
    rows = [somebody(1, "HASAN BASRI"), somebody(2, "HASAN BASRI")]
    workers = [somebody(7, "HASAN BASRI"), somebody(8, "HASAN BASRI")]
    pairs = best_pairs(rows, workers)
    assert {pair.row for pair in pairs} == {1, 2}
    assert {pair.worker for pair in pairs} == {7, 8}
    assert all("rival" in pair.reasons for pair in pairs)


def test_only_people_of_one_pool_are_compared():
    assert together([somebody(1, "HASAN BASRI")], [somebody(7, "HASAN BASRI", pool=1)]) == []


def test_forbidden_pairs_are_not_proposed():
    rows, workers = [somebody(1, "HASAN BASRI")], [somebody(7, "HASAN BASRI"), somebody(8, "HASAN BASRI")]
    pairs = best_pairs(rows, workers, lambda row, worker: worker != 7)
    assert [(pair.row, pair.worker) for pair in pairs] == [(1, 8)]


def test_hundreds_of_the_same_name_and_day_end():
    rows = [somebody(n, "SITI AMINAH") for n in range(300)]
    workers = [somebody(n, "SITI AMINAH") for n in range(300)]
    assert together(rows, workers) == together(rows[::-1], workers[::-1])


people = st.builds(
    somebody,
    key=st.just(0),
    name=st.sampled_from(["SITI AMINAH", "AMINAH SITI", "SITI AMINA", "SITI A", "BUDI"]),
    nik=st.sampled_from(["3673011203859001", "3673011203859002", "3673021203859001", None]),
    born=st.sampled_from([BORN, dt.date(1985, 12, 3)]),
)
sides = st.lists(people, max_size=5)


def numbered(side: list[Person]) -> list[Person]:
    return [somebody(n, p.name, p.nik, 0, p.birth_date) for n, p in enumerate(side)]


@settings(deadline=None)
@given(sides, sides, st.randoms(use_true_random=False))
def test_best_whatever_the_order_and_never_worse_than_from_the_best_down(
    rows, workers, chance: random.Random
):
    rows, workers = numbered(rows), numbered(workers)
    pairs = together(rows, workers)
    assert len({row for row, _ in pairs}) == len(pairs) == len({worker for _, worker in pairs})
    shuffled = chance.sample(rows, len(rows)), chance.sample(workers, len(workers))
    assert together(*shuffled) == pairs
    total = sum(likeness(rows[row], workers[worker])[0] for row, worker in pairs)
    greedy, used_rows, used_workers = 0.0, set(), set()
    edges = [(likeness(r, w)[0], r.key, w.key) for r in rows for w in workers]
    for evidence, row, worker in sorted(edges, reverse=True):
        if evidence >= ENOUGH and row not in used_rows and worker not in used_workers:
            greedy += evidence
            used_rows.add(row)
            used_workers.add(worker)
    assert total >= greedy - 1e-6
