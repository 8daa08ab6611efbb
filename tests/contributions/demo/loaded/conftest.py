"""The trial for all tests of this folder, on one worker."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="package")
def demo(trial, django_db_blocker) -> Iterator[None]:
    """A copy of the trial, in an open transaction that is taken back after the last test here."""
    databases = trial.databases
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=trial.files),
        databases.copy(trial.name, f"{databases.origin}_demo"),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)
