"""What the pass by name is measured against: splink and recordlinkage, set up as their guides would do it.

Each gives pairs with a score. They are judged at the threshold at which their own answer is best (F1), which
is known only here, where the truth is; ours has to do with the one threshold that it ships.
"""

import logging
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from tests.bench.typos import Typed

Scored = tuple[float, int, int]
"""A score, and the places of a pair in theirs and ours."""


@dataclass(frozen=True)
class Verdict:
    """How much of what is there was found, and how much of what was found is true."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        return 2 * self.recall * self.precision / ((self.recall + self.precision) or 1)


def judge(pairs: Iterable[tuple[int, int]], theirs: Sequence[Typed], ours: Sequence[Typed]) -> Verdict:
    """Pairs are places in `theirs` and `ours`."""
    found = list(pairs)
    right = sum(theirs[a].who == ours[b].who for a, b in found)
    there = len({p.who for p in theirs} & {p.who for p in ours})
    return Verdict(right / there, right / (len(found) or 1))


def at_its_best(scored: Iterable[Scored], theirs: Sequence[Typed], ours: Sequence[Typed]) -> Verdict:
    """One to one from the best score down, cut where F1 is highest."""
    used_a: set[int] = set()
    used_b: set[int] = set()
    there = len({p.who for p in theirs} & {p.who for p in ours})
    right, best = 0, Verdict(0, 0)
    for _score, a, b in sorted(scored, key=lambda one: -one[0]):
        if a in used_a or b in used_b:
            continue
        used_a.add(a)
        used_b.add(b)
        right += theirs[a].who == ours[b].who
        now = Verdict(right / there, right / len(used_a))
        best = max(best, now, key=lambda verdict: verdict.f1)
    return best


def _plain(name: str) -> str:
    """In capitals, without what follows a comma and without titles in front, as anybody would clean it."""
    words = name.upper().split(",")[0].split()
    return " ".join(word for word in words if word not in ("H.", "HJ.", "DRS.", "S.KOM")) or name.upper()


def frame(people: Sequence[Typed]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unique_id": range(len(people)),
            "name": [_plain(p.name) for p in people],
            "forename": [_plain(p.name).split()[0] for p in people],
            "surname": [_plain(p.name).split()[-1] for p in people],
            "birth_date": [p.birth_date.isoformat() if p.birth_date else None for p in people],
            "sex": [p.sex for p in people],
            "nik": [p.nik for p in people],
        }
    )


def by_splink(theirs: Sequence[Typed], ours: Sequence[Typed]) -> list[Scored]:
    """Fellegi-Sunter with weights learnt from the data (EM), on DuckDB; told how many pairs there are."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=0.8 / len(theirs),
        comparisons=[
            cl.ForenameSurnameComparison(
                "forename",
                "surname",
                forename_surname_concat_col_name="name",
                jaro_winkler_thresholds=[0.92, 0.85],
            ),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.DamerauLevenshteinAtThresholds("nik", [1, 2]),
            cl.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("birth_date"),
            block_on("name"),
            block_on("forename", "surname"),
            block_on("substr(nik, 7, 10)"),
            block_on("substr(nik, 1, 12)"),
            block_on("substr(name, 1, 5)", "substr(birth_date, 1, 4)"),
            block_on("substr(name, 1, 5)", "substr(birth_date, 6, 5)"),
        ],
    )
    database = DuckDBAPI()
    tables = [database.register(frame(side)) for side in (theirs, ours)]
    linker = Linker(tables, settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("forename", "surname"))
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    return _placed(found)


def _placed(found: pd.DataFrame) -> list[Scored]:
    """Left and right are sorted by the tables' names: the first one is theirs."""
    first = min(set(found["source_dataset_l"]) | set(found["source_dataset_r"]))
    return [
        (weight, left, right) if table == first else (weight, right, left)
        for weight, table, left, right in zip(
            found["match_weight"],
            found["source_dataset_l"],
            found["unique_id_l"],
            found["unique_id_r"],
            strict=True,
        )
    ]


def by_recordlinkage(theirs: Sequence[Typed], ours: Sequence[Typed]) -> list[Scored]:
    """Blocks, likeness of each field, and the likenesses added up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import recordlinkage

        a, b = (_with_blocks(frame(side)) for side in (theirs, ours))
        index = recordlinkage.Index()
        for columns in ("birth_date", "nik_end", "nik_start", "name", ["stem", "year"], ["stem", "day"]):
            index.block(columns)
        pairs = index.index(a, b)
        compare = recordlinkage.Compare()
        compare.string("name", "name", method="jarowinkler", label="name")
        compare.string("birth_date", "birth_date", method="damerau_levenshtein", label="birth_date")
        compare.string("nik", "nik", method="damerau_levenshtein", label="nik", missing_value=0.5)
        compare.exact("sex", "sex", label="sex")
        likenesses = compare.compute(pairs, a, b)
    total = 2 * likenesses["name"] + likenesses["birth_date"] + likenesses["nik"] + 0.3 * likenesses["sex"]
    return [(score, left, right) for (left, right), score in total.items()]


def _with_blocks(people: pd.DataFrame) -> pd.DataFrame:
    people["nik_start"], people["nik_end"] = people["nik"].str[:12], people["nik"].str[6:]
    people["stem"] = people["name"].str[:5]
    people["year"], people["day"] = people["birth_date"].str[:4], people["birth_date"].str[5:]
    return people.set_index("unique_id")
