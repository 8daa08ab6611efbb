"""Every address of the project, with the view behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver

THEIRS = ("allauth.", "django.")  # views of libraries: they guard themselves


@dataclass(frozen=True)
class Address:
    name: str
    path: str
    pattern: URLPattern

    @property
    def need(self):
        return getattr(self.pattern.callback, "need", None)

    @property
    def ours(self) -> bool:
        return not self.pattern.callback.__module__.startswith(THEIRS)


def addresses(patterns=None, before: str = "") -> Iterator[Address]:
    for found in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(found.pattern)
        if isinstance(found, URLPattern):
            yield Address(found.name, path, found)
        else:
            yield from addresses(found.url_patterns, path)


def groups(names: list[str], size: int = 30) -> list:
    """For parametrize: addresses that share one test, as what stands behind their numbers is dear to make."""
    starts = range(0, len(names), size)
    return [pytest.param(names[start : start + size], id=f"{names[start]}...") for start in starts]


@contextmanager
def taken_back() -> Iterator[None]:
    """What is changed inside stands for nobody else."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
