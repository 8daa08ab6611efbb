"""Logs name nobody."""

import io
import logging
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.utils.module_loading import import_string

from tests.factories import WorkerFactory

pytestmark = pytest.mark.django_db


def logged(error_of) -> str:
    formatter = settings.LOGGING["formatters"][settings.LOGGING["handlers"]["console"]["formatter"]]
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(import_string(formatter["()"])())
    try:
        error_of()
    except IntegrityError:
        handler.handle(logging.LogRecord("a", logging.ERROR, "a.py", 1, "failed", None, sys.exc_info()))
    return stream.getvalue()


def test_a_number_listed_twice_is_logged_without_the_number(dishub):
    first = WorkerFactory(agency=dishub)
    said = logged(lambda: WorkerFactory(agency=dishub, nik=first.nik))
    assert "worker_once_per_agency" in said
    assert first.nik not in said


def test_a_row_that_breaks_a_rule_is_logged_without_the_row(dishub):
    row = {"wage": -1, "address": "Jalan Mawar\n12", "name": "Siti Contoh"}
    said = logged(lambda: WorkerFactory(agency=dishub, **row))
    assert "worker_wage_not_negative" in said
    assert "Siti" not in said
    assert "Mawar" not in said
