"""A small line of a few months, drawn so that many of them can be compared: all on the same scale.

Pure: numbers in, lengths on a grid of 120 × 32 out; `templates/contributions/nation/sparkline.html` draws it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, EDGE = 120, 32, 4


@dataclass(frozen=True)
class Sparkline:
    """`path` is the line, broken where a month is not known; `dots` are known months that stand alone and,
    last, the newest. `text` says what the picture shows."""

    path: str
    dots: tuple[tuple[float, float], ...]
    text: str
    width: int = WIDTH
    height: int = HEIGHT
    top: int = EDGE
    bottom: int = HEIGHT - EDGE


def sparkline(values: Sequence[int | None], whole: int, text: str) -> Sparkline | None:
    """The values from left to right between nobody (bottom) and `whole` (top); what is above it stays on the
    top. None where there is nobody to protect or nothing known."""
    if whole <= 0 or all(value is None for value in values):
        return None
    places = [
        None if value is None else (_across(n, len(values)), _up(value, whole))
        for n, value in enumerate(values)
    ]
    path, pen, dots = [], "M", []
    for n, place in enumerate(places):
        if place is None:
            pen = "M"
            continue
        path.append(f"{pen}{place[0]:g} {place[1]:g}")
        pen = "L"
        neighbours = places[max(n - 1, 0) : n] + places[n + 1 : n + 2]
        if n == len(places) - 1 or all(one is None for one in neighbours):
            dots.append(place)
    return Sparkline("".join(path), tuple(dots), text)


def _across(n: int, many: int) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * (n / (many - 1) if many > 1 else 1), 1)


def _up(value: int, whole: int) -> float:
    return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * min(value / whole, 1), 1)
