"""What a preview showed comes back with the decision: it is carried out on just that, or shown anew."""

import hashlib
from collections.abc import Iterable


class ShownAnew(Exception):
    """Others than those whom the user saw would be changed by now: nothing was, and they are to be shown."""


def mark(rows: Iterable[object]) -> str:
    """A short mark of what a page showed, in its order: ids, or whatever else the decision is about."""
    return hashlib.sha256("\n".join(map(str, rows)).encode()).hexdigest()[:32]


def check(seen: str | None, rows: Iterable[object]) -> None:
    """ShownAnew unless these rows, read under the lock, are those that were seen. None: nobody looked first
    (the shell, a saved upload)."""
    if seen is not None and seen != mark(rows):
        raise ShownAnew
