"""What happened to a stated figure, newest first: who, when, which field from what to what."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import StatedFigure, User
from agencies.pages import figures

SHOWN = (
    "metric",
    "value",
    "value_text",
    "unit_note",
    "as_of",
    "date_as_printed",
    "speaker",
    "source",
    "caution",
    "agency",
    "letter_number",
    "letter_date",
    "file_name",
    "is_denominator",
)


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Step:
    """`by` is empty where the system did it; without `changes` it is the entry of the figure."""

    at: dt.datetime
    by: str
    changes: tuple[Change, ...]


def steps_of(figure: StatedFigure) -> list[Step]:
    """The steps, newest first. Two queries."""
    model = StatedFigure.pgh_event_model  # type: ignore[attr-defined]  # pghistory.track sets it
    rows = model.objects.filter(pgh_obj=figure.pk).select_related("pgh_context", "agency")
    events = list(rows.order_by("pgh_id"))
    names = _names_of(events)
    steps = [
        Step(new.pgh_created_at, names.get(_user_of(new), ""), _changes(old, new))
        for old, new in pairwise([None, *events])
    ]
    return [step for number, step in enumerate(steps) if step.changes or not number][::-1]


def _changes(old: Any, new: Any) -> tuple[Change, ...]:
    if old is None:
        return ()
    differing = [name for name in SHOWN if getattr(old, name) != getattr(new, name)]
    found = [Change(_label(name), _shown(old, name), _shown(new, name)) for name in differing]
    if old.stored_name != new.stored_name and "file_name" not in differing:
        found.append(Change(_label("file_name"), old.file_name, new.file_name))
    return tuple(found)


def _label(name: str) -> str:
    label = str(StatedFigure._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _shown(event: Any, name: str) -> str:
    value = getattr(event, name)
    if name == "metric":
        return str(event.get_metric_display())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.date):
        return figures.short_day(value)
    if name == "value":
        return figures.number(value, 0 if value is not None and value == value.to_integral_value() else None)
    return str(value) if value else "–"


def _user_of(event: Any) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _names_of(events: Iterable[Any]) -> dict[int | None, str]:
    ids = {_user_of(event) for event in events} - {None}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}
