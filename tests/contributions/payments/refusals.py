"""What an action refuses, by its code: its words depend on the language."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(ValidationError) as told:
        yield
    assert told.value.code == code
