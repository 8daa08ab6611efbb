"""What a stack of headings over a column of a list means."""

from functools import lru_cache

from ..words import tokens
from .vocabulary import FIELDS, PAYERS, PROGRAMMES, WEAK

_NO_PAYER = frozenset(("jkk", "jkm"))
_NOT_MONEY = frozenset(("TGL", "STATUS", "PROGRAM", "NAMA", "NO"))


@lru_cache(maxsize=8192)
def field_over(stack: tuple[str, ...]) -> str | None:
    """The field of a column from its heading texts, top first; None for what is not known.

    The lowest heading decides as soon as it says enough; those above it are added one by one.
    """
    weak = None
    for start in range(len(stack) - 1, -1, -1):
        words = tokens(" ".join(stack[start:]))
        found = _field(frozenset(words))
        if found and (start == 0 or not set(words) <= WEAK):
            return found
        weak = weak or (found if found not in ("total", "number") else None)
    return weak


def _field(words: frozenset[str]) -> str | None:
    if len(words) > 12:
        return None
    for programme, spellings in PROGRAMMES:
        if any(spelling <= words for spelling in spellings) and not words & _NOT_MONEY:
            return _contribution(programme, words)
    for field, spellings, without in FIELDS:
        if not words & without and any(spelling <= words for spelling in spellings):
            return field
    return None


def _contribution(programme: str, words: frozenset[str]) -> str | None:
    """Programme and payer: accidents and death are the employer's, and need no payer."""
    if programme in _NO_PAYER:
        return programme
    for payer, names in PAYERS:
        if words & names:
            field = f"{programme}_{payer}"
            return field if field not in ("jkp_worker", "jht_state", "jp_state") else None
    return None
