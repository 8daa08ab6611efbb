"""The coverage bar: how far each step of the funnel reaches, as lengths on a line of 1,000 units."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.pages.figures import number

LENGTH = 1000
HEIGHT = 16
# Slanted lines drawn one by one: a <pattern> would need an id, and ids must be unique on a page.
HATCH = "".join(f"M{x} {HEIGHT}l10-{HEIGHT}" for x in range(-10, LENGTH, 20))
STEPS: tuple[tuple[str, str | Promise], ...] = (
    ("active", _("active")),
    ("registered", _("registered")),
    ("submitted", _("submitted to BPJS")),
    ("listed", _("listed")),
    ("declared", _("declared")),
)
# What people ask for; the other steps stand in a short text only where they differ from the one before.
ALWAYS_SHORT = ("registered", "listed", "declared")


@dataclass(frozen=True)
class Part:
    """One stretch of the bar, from x on; the people counted in this step and in no further one."""

    name: str
    x: int
    width: int


@dataclass(frozen=True)
class Step:
    """A step of the funnel in words: `text` is its figure. `short`: it says something that the step before
    it does not, so it stands also where there is little room.
    """

    name: str
    label: str | Promise
    text: str
    known: bool
    short: bool


@dataclass(frozen=True)
class Bar:
    """What the template draws. `no_data`: not one step is known, which is not the same as zero."""

    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    no_data: bool
    whole: int

    @property
    def spoken(self) -> str:
        """The whole bar as one sentence, for screen readers and as the picture's text."""
        return ", ".join(f"{step.label} {step.text}" for step in self.steps if step.known) or gettext(
            "no data"
        )


def figure(figures: Any, name: str) -> int | None:
    """The step's people, from a mapping or an object; a missing name is no data."""
    return figures.get(name) if isinstance(figures, Mapping) else getattr(figures, name, None)


def bar(figures: Any) -> Bar:
    """Lay the funnel out. Figures are cumulative (who is active is also registered, and so on); the whole
    is the largest of them, so a declared figure smaller than the list does not push the bar out of its frame.
    """
    steps: list[Step] = []
    values: list[int | None] = []
    # A place's whole is not what an agency declares but a potential: the figures may bring its label.
    labels = figures.get("labels", {}) if isinstance(figures, Mapping) else {}
    for name, usual in STEPS:
        label = labels.get(name, usual)
        value = figure(figures, name)
        short = value is not None and (name in ALWAYS_SHORT or value != (values[-1] if values else None))
        steps.append(Step(name, label, number(value), value is not None, short))
        values.append(value)
    whole = max((value for value in values if value is not None), default=0)
    return Bar(laid_out(values, whole), tuple(steps), not any(step.known for step in steps), whole)


def laid_out(values: list[int | None], whole: int) -> tuple[Part, ...]:
    """The stretches from left to right; the first is at least 4 units, so that one in 5,000 is still seen."""
    parts: list[Part] = []
    reached = 0
    for (name, _label), value in zip(STEPS, values, strict=True):
        end = round(LENGTH * value / whole) if value and whole else 0
        end = max(end, 4) if value and not parts else end
        if end > reached:
            parts.append(Part(name, reached, end - reached))
            reached = end
    return tuple(parts)
