"""The trial's data files under fixtures/demo/."""

import tomllib
from functools import cache
from typing import Any

from contributions.demo.people import FIXTURES


@cache
def read(name: str) -> dict[str, Any]:
    """`agencies`, `places`, `rosters` or `figures`, as the file has it."""
    return tomllib.loads((FIXTURES / f"{name}.toml").read_text(encoding="utf-8"))
