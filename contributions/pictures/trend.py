"""Lines over the months: how many people stood where at each month's end."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.pages.figures import number
from contributions.pictures import drawing
from contributions.pictures.drawing import GREY, INK, STRONG, Picture
from enrolment.workers.wording import month_name

WIDTH, HEIGHT = 500.0, 175.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 112.0, 20.0, 26.0
STYLES = (
    ("circle", "", STRONG, 1.8),
    ("triangle", "5 3", INK, 1.2),
    ("square", "1.5 2.5", GREY, 1.2),
    ("diamond", "8 3 2 3", GREY, 1.0),
)
"""Mark, dashes, colour and width of the lines, in their order."""


@dataclass(frozen=True)
class Series:
    """A line: a value for each month, None where it is not known."""

    label: str
    values: Sequence[int | None]


def trend(months: Sequence[dt.date], several: Sequence[Series], title: str) -> Picture:
    """The picture of at most four lines; people on the left, months below, the last values on the right."""
    known = [value for one in several for value in one.values if value is not None]
    scale = drawing.ticks(max(known, default=0))
    drawn = [one for one in several if any(value is not None for value in one.values)]
    text = in_words(months, drawn)
    parts = [*_grid(scale), *_months(months)]
    for one, style in zip(several, STYLES, strict=False):
        parts += _line(months, one, style, scale[-1])
    parts += _labels(several, scale[-1])
    return Picture(title, drawing.svg(WIDTH, HEIGHT, parts, title, text), text)


def in_words(months: Sequence[dt.date], several: Sequence[Series]) -> str:
    """Each line's first and last value."""
    if not months:
        return _("No month has been frozen yet: there is no trend to show.")
    found = []
    for one in several:
        known = [(m, v) for m, v in zip(months, one.values, strict=True) if v is not None]
        (first, begun), (last, ended) = known[0], known[-1]
        words = {
            "label": one.label[:1].upper() + one.label[1:],
            "first": month_name(first),
            "last": month_name(last),
        }
        words |= {"begun": number(begun), "ended": number(ended)}
        form = _("%(label)s: %(begun)s in %(first)s, %(ended)s in %(last)s.")
        found.append((_("%(label)s: %(ended)s in %(last)s.") if first == last else form) % words)
    return " ".join(found)


def _x(at: int, count: int) -> float:
    return LEFT + 10 + (WIDTH - LEFT - RIGHT - 20) * (at / (count - 1) if count > 1 else 0.5)


def _y(value: float, top: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top


def _grid(scale: Sequence[int]) -> list[str]:
    found = [drawing.words(LEFT - 4, TOP - 10, _("people"), size=8, at="end", ink=GREY)]
    for value in scale:
        y = _y(value, scale[-1])
        found.append(drawing.rule(LEFT, y, WIDTH - RIGHT, y))
        found.append(drawing.words(LEFT - 4, y + 3, number(value), size=8, at="end", ink=GREY))
    return found


def _months(months: Sequence[dt.date]) -> list[str]:
    every = 1 if len(months) <= 7 else 2
    found = []
    for at, month in enumerate(months):
        if (len(months) - 1 - at) % every == 0:
            x = _x(at, len(months))
            found.append(
                drawing.words(x, HEIGHT - 13, date_format(month, "M"), size=8, at="middle", ink=GREY)
            )
            found.append(drawing.words(x, HEIGHT - 4, f"{month:%Y}", size=7, at="middle", ink=GREY))
    return found


def _line(months: Sequence[dt.date], one: Series, style: tuple, top: int) -> list[str]:
    """Pieces between months that follow each other: what was not frozen is a gap, not a line."""
    kind, dash, ink, width = style
    pieces: list[list[tuple[float, float]]] = [[]]
    before = None
    for at, (month, value) in enumerate(zip(months, one.values, strict=True)):
        follows = before is not None and (month.year - before.year) * 12 + month.month - before.month == 1
        if value is None or not follows:
            pieces.append([])
        if value is not None:
            pieces[-1].append((_x(at, len(months)), _y(value, top)))
        before = month if value is not None else None
    found = [drawing.path(piece, ink=ink, width=width, dash=dash) for piece in pieces if len(piece) > 1]
    return found + [drawing.mark(kind, x, y, ink) for piece in pieces for x, y in piece]


def _labels(several: Sequence[Series], top: int) -> list[str]:
    """Name and last value of each line at its end, apart where lines end close together."""
    ends = [
        (one, style, next(v for v in reversed(one.values) if v is not None))
        for one, style in zip(several, STYLES, strict=False)
        if any(v is not None for v in one.values)
    ]
    x = WIDTH - RIGHT + 8
    heights = _fitting(drawing.spread([_y(value, top) for *_rest, value in ends], 11))
    found = []
    for (one, (kind, _dash, ink, _width), value), y in zip(ends, heights, strict=True):
        found.append(drawing.mark(kind, x, y, ink))
        found.append(drawing.words(x + 7, y + 3, f"{one.label} {number(value)}", size=8.5, ink=INK))
    return found


def _fitting(heights: list[float]) -> list[float]:
    """Moved up together where the lowest would stand in the months."""
    over = max([*heights, 0]) - (HEIGHT - BOTTOM)
    return [y - max(0, over) for y in heights]
