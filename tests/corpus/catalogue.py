"""Every workbook of the corpus, by name."""

from . import habitual
from .case import Case


def catalogue() -> dict[str, Case]:
    """Name -> workbook; names are told once."""
    found: dict[str, Case] = {}
    for case in habitual.cases():
        assert case.name not in found, case.name
        found[case.name] = case
    return found
