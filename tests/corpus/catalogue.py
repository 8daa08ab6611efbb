"""Every workbook of the corpus, by name."""

from . import habitual, refused, several, values
from .case import Case


def catalogue() -> dict[str, Case]:
    """Name -> workbook; names are told once."""
    found: dict[str, Case] = {}
    for part in (habitual, values, several, refused):
        for case in part.cases():
            assert case.name not in found, case.name
            found[case.name] = case
    return found
