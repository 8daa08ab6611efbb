"""A problem is a value; sentences are made where it is shown (`enrolment/problems.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell.

    `level` is error (the row waits) or warning (the row is valid, to be looked at); `column` is the
    spreadsheet's letter; `read` is the text that stood in the cell; `params` hold what a sentence needs.
    """

    level: str
    code: str
    column: str | None
    read: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> "Problem":
        """The problem that stands as an object in the `problems` column of a COPY line."""
        return cls(**value)  # type: ignore[arg-type]
