"""The trial, loaded once for all tests of this folder, on one worker: it takes as long as for a user."""

import pytest
from django.db import transaction

from contributions.demo import loader


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The trial in an open transaction that is taken back after the last test here."""
    from django.conf import settings

    files, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path_factory.mktemp("files")
    steps: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        assert loader.load(steps.append)
        yield steps
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = files
