"""What else a month is closed with: parts that other apps add, named in `settings.CLOSING_PARTS`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from agencies.models import Agency
from agencies.pages.navigation import Link


@dataclass(frozen=True)
class Told:
    """A figure of a part: how many, and how much in rupiah."""

    label: str
    number: int
    amount: Decimal


@dataclass(frozen=True)
class Part:
    """`hindrances`: what must be done before the month can be closed, each a sentence with the address where
    it is done (empty: none); nothing where nothing is open. `totals`: what the month is closed with, as JSON,
    kept under `key`. `told`: those totals for people, under `title`."""

    key: str
    title: Callable[[], str]
    hindrances: Callable[[Agency, dt.date], list[Link]]
    totals: Callable[[Agency, dt.date], dict[str, Any]]
    told: Callable[[dict[str, Any]], list[Told]]


def parts() -> list[Part]:
    return [import_string(path) for path in settings.CLOSING_PARTS]


def hindrances(agency: Agency, month: dt.date) -> list[Link]:
    """Everything that keeps the month from being closed."""
    return [one for part in parts() for one in part.hindrances(agency, month)]


def totals(agency: Agency, month: dt.date) -> dict[str, Any]:
    return {part.key: part.totals(agency, month) for part in parts()}


def told(kept: dict[str, Any]) -> list[tuple[str, list[Told]]]:
    """The parts of a month's totals for people: (title, figures); those that were kept, and have any."""
    found = [(part.title(), part.told(kept[part.key])) for part in parts() if kept.get(part.key)]
    return [(title, lines) for title, lines in found if lines]
