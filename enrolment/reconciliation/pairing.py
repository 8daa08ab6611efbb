"""Who is who among those whom no number found: candidates inside blocks, the best pairs one to one. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from enrolment.reconciliation.likeness import ENOUGH, Person, likeness, score_of

# A block of more pairs than this tells people apart too badly to be worth looking at: its people share other
# blocks with whoever they are.
_TOO_MANY = 40_000
_EXACT = 10  # people of one knot of candidates for whom every assignment is tried


@dataclass(frozen=True)
class Pair:
    """A row and a worker that may be one person."""

    row: int
    worker: int
    score: float
    reasons: list[str]


def best_pairs(
    rows: Sequence[Person],
    workers: Sequence[Person],
    allowed: Callable[[int, int], bool] = lambda row, worker: True,
) -> list[Pair]:
    """Each row and each worker in one pair at most, so that the evidence of all pairs together is greatest.

    `allowed` (row's key, worker's key) forbids pairs. Where two assignments are equally good the keys decide,
    so the answer never depends on the order of the lists. A pair that another one comes near to says so:
    reason `rival`.
    """
    found: dict[tuple[int, int], tuple[float, list[str]]] = {}
    for row, worker in _candidates(rows, workers):
        if not (row.current or worker.current) or not allowed(row.key, worker.key):
            continue
        evidence, reasons = likeness(row, worker)
        if evidence >= ENOUGH:
            found[row.key, worker.key] = evidence, reasons
    chosen = [pair for knot in _knots(found) for pair in _assign(knot, found)]
    near = _rivals(found)
    return [
        Pair(row, worker, score_of(evidence), [*reasons, "rival"] if (row, worker) in near else reasons)
        for row, worker in sorted(chosen)
        for evidence, reasons in [found[row, worker]]
    ]


def _candidates(rows: Sequence[Person], workers: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    """Every pair of people who share a block, once."""
    blocks: defaultdict[tuple, list[Person]] = defaultdict(list)
    # A name alone is a block only where somebody's day of birth is not known.
    by_name = not all(person.born for side in (rows, workers) for person in side)
    for worker in workers:
        for key in _keys(worker, by_name):
            blocks[key].append(worker)
    keys = [[key for key in _keys(row, by_name) if key in blocks] for row in rows]
    sizes = Counter(key for mine in keys for key in mine)
    small = {key for key, others in blocks.items() if len(others) * sizes[key] <= _TOO_MANY}
    for row, mine in zip(rows, keys, strict=True):
        near = {worker.key: worker for key in mine if key in small for worker in blocks[key]}
        for worker in near.values():
            yield row, worker


def _keys(person: Person, by_name: bool) -> Iterator[tuple]:
    """The blocks of somebody: day of birth (also swapped), a name's skeleton with year or day of birth, the
    parts of the NIK that one wrong digit leaves whole, the KPJ. Both sides of a pair make the same keys."""
    pool, born = person.pool, person.born
    if born:
        day, month, year = born[:2], born[2:4], born[4:]
        yield (
            pool,
            "born",
            min(day + month, month + day) + year if month <= "12" >= day else day + month + year,
        )
        yield pool, "year", person.skeleton, year
        yield pool, "day", person.skeleton, min(day + month, month + day)
    if person.nik:
        nik = person.nik
        yield pool, "rest", nik[6:]
        yield pool, "ends", nik[:6] + nik[12:]
        yield pool, "start", nik[:12]
    if by_name:
        yield pool, "name", person.skeleton
    if person.kpj:
        yield pool, "kpj", person.kpj


def _knots(found: dict[tuple[int, int], tuple[float, list[str]]]) -> Iterator[list[tuple[int, int]]]:
    """The candidates in groups that share nobody with each other."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for row, worker in found:
        one, other = root(("r", row)), root(("w", worker))
        parent[max(one, other)] = min(one, other)
    knots: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for row, worker in found:
        knots[root(("r", row))].append((row, worker))
    yield from knots.values()


def _assign(
    knot: list[tuple[int, int]], found: dict[tuple[int, int], tuple[float, list[str]]]
) -> list[tuple[int, int]]:
    """The pairs of one knot. Taking the best one first may leave somebody without their only candidate, so
    all assignments of a small knot are weighed; a large one (people of one name by the dozen) is taken from
    the best down."""
    if len(knot) == 1:
        return knot
    rows, workers = sorted({row for row, _ in knot}), sorted({worker for _, worker in knot})
    if min(len(rows), len(workers)) > _EXACT or max(len(rows), len(workers)) > 2 * _EXACT:
        return _from_the_best_down(knot, found)
    if len(rows) < len(workers):
        chosen = _weigh([(w, r) for r, w in knot], {(w, r): found[r, w][0] for r, w in knot})
        return [(row, worker) for worker, row in chosen]
    return _weigh(knot, {pair: found[pair][0] for pair in knot})


def _weigh(pairs: list[tuple[int, int]], evidence: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The assignment with the most evidence: over the left side one by one, for each set of the (fewer) right
    ones taken so far the best that is known."""
    right = {key: place for place, key in enumerate(sorted({b for _, b in pairs}))}
    best: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    for left in sorted({a for a, _ in pairs}):
        mine = sorted(b for a, b in pairs if a == left)
        after = dict(best)
        for taken, (total, chosen) in best.items():
            for other in mine:
                place = 1 << right[other]
                sum_with = total + evidence[left, other]
                known = after.get(taken | place)
                if not taken & place and (known is None or sum_with > known[0] + 1e-9):
                    after[taken | place] = sum_with, (*chosen, (left, other))
        best = after
    return list(max(best.values(), key=lambda one: one[0])[1])


def _from_the_best_down(
    knot: list[tuple[int, int]], found: dict[tuple[int, int], tuple[float, list[str]]]
) -> list[tuple[int, int]]:
    rows: set[int] = set()
    workers: set[int] = set()
    chosen = []
    for row, worker in sorted(knot, key=lambda pair: (-found[pair][0], pair)):
        if row not in rows and worker not in workers:
            chosen.append((row, worker))
            rows.add(row)
            workers.add(worker)
    return chosen


def _rivals(
    found: dict[tuple[int, int], tuple[float, list[str]]], margin: float = 2.0
) -> set[tuple[int, int]]:
    """The pairs of which the row or the worker has another candidate nearly as good, or better."""
    of_row: defaultdict[int, list[float]] = defaultdict(list)
    of_worker: defaultdict[int, list[float]] = defaultdict(list)
    for (row, worker), (evidence, _) in found.items():
        of_row[row].append(evidence)
        of_worker[worker].append(evidence)
    return {
        pair
        for pair, (evidence, _) in found.items()
        if sum(other > evidence - margin for other in of_row[pair[0]]) > 1
        or sum(other > evidence - margin for other in of_worker[pair[1]]) > 1
    }
