"""Fixtures of the embedded server's tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """An empty folder. Not tmp_path: any new session of pytest closes that to root's server again."""
    with tempfile.TemporaryDirectory(prefix="lindungi-test-") as place:
        yield Path(place)
