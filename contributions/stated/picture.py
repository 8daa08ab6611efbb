"""A place's stated figures over time as points, our frozen figures as lines. Plain values: no models.

Lengths are units of the drawing: `width` × HEIGHT, y downwards. The same data is drawn twice, for wide and
for narrow screens, because letters would shrink with the picture.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEIGHT = 260
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 14, 26
LETTER = 7  # units that a letter takes at the size of the labels
GAP = dt.timedelta(days=45)
"""A line breaks where more than this lies between two months: nobody froze what was between."""


@dataclass(frozen=True)
class Point:
    """A stated number: `shape` says which kind it is of."""

    day: dt.date
    value: int
    shape: str
    label: str
    words: str
    url: str = ""


@dataclass(frozen=True)
class Placed:
    point: Point
    x: int
    y: int
    label_x: int
    label_y: int
    anchor: str


@dataclass(frozen=True)
class Line:
    """One of our own series: its name for the look of it, and what is drawn."""

    name: str
    paths: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Tick:
    at: int
    text: str


@dataclass(frozen=True)
class Picture:
    width: int
    points: tuple[Placed, ...]
    lines: tuple[Line, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]

    height = HEIGHT
    left, bottom = LEFT, HEIGHT - BOTTOM

    @property
    def right(self) -> int:
        return self.width - RIGHT


Series = Sequence[tuple[dt.date, int]]


def picture_of(
    points: Sequence[Point], series: dict[str, Series], width: int, written: object
) -> Picture | None:
    """The drawing, or None where there is nothing to draw. `written` makes a number's text."""
    days = [point.day for point in points] + [day for one in series.values() for day, _value in one]
    values = [point.value for point in points] + [value for one in series.values() for _day, value in one]
    if not days:
        return None
    scale = Scale.of(days, max(values), width)
    return Picture(
        width,
        placed(points, scale),
        tuple(line_of(name, one, scale) for name, one in series.items() if one),
        scale.years(),
        tuple(Tick(scale.y(value), written(value)) for value in scale.steps()),
    )


@dataclass(frozen=True)
class Scale:
    first: dt.date
    last: dt.date
    top: int
    step: int
    width: int

    @classmethod
    def of(cls, days: Iterable[dt.date], highest: int, width: int) -> "Scale":
        """Whole years, so that two pictures can be compared; a quarter of the height free above."""
        days = list(days)
        step = nice_step(max(highest, 1) / 4)
        return cls(
            dt.date(min(days).year, 1, 1),
            dt.date(max(days).year, 12, 31),
            step * -(-max(highest, 1) // step),
            step,
            width,
        )

    def x(self, day: dt.date) -> int:
        share = (day - self.first).days / (self.last - self.first).days
        return round(LEFT + share * (self.width - LEFT - RIGHT))

    def y(self, value: int) -> int:
        return round(HEIGHT - BOTTOM - value / self.top * (HEIGHT - TOP - BOTTOM))

    def steps(self) -> list[int]:
        return list(range(0, self.top + 1, self.step))

    def years(self) -> tuple[Tick, ...]:
        """The beginning of each year; of so many only as there is room for."""
        years = range(self.first.year, self.last.year + 1)
        room = (self.width - LEFT - RIGHT) // 44
        every = -(-len(years) // max(room, 1))
        return tuple(Tick(self.x(dt.date(year, 1, 1)), str(year)) for year in years[::every])


def nice_step(at_least: float) -> int:
    """1, 2 or 5 times a power of ten.

    >>> nice_step(1300), nice_step(0.2)
    (2000, 1)
    """
    power = 1
    while True:
        for times in (1, 2, 5):
            if times * power >= at_least:
                return times * power
        power *= 10


def placed(points: Sequence[Point], scale: Scale) -> tuple[Placed, ...]:
    """The points with their labels, moved down where two would lie upon each other."""
    taken: list[tuple[int, int, int]] = []
    found = []
    for point in sorted(points, key=lambda one: (-one.value, one.day)):
        x, y = scale.x(point.day), scale.y(point.value)
        length = LETTER * len(point.label)
        to_left = x + 10 + length > scale.width - RIGHT
        start = x - 10 - length if to_left else x + 10
        label_y = y - 5  # above the lines that may run through the point
        while any(s < start + length and start < e and abs(label_y - at) < 13 for s, e, at in taken):
            label_y += 1
        taken.append((start, start + length, label_y))
        found.append(
            Placed(point, x, y, x - 10 if to_left else x + 10, label_y, "end" if to_left else "start")
        )
    return tuple(found)


def line_of(name: str, series: Series, scale: Scale) -> Line:
    """A series as paths: one for each stretch of months without a gap; a month alone is a dot."""
    stretches: list[list[tuple[int, int]]] = []
    before: dt.date | None = None
    for day, value in series:
        if before is None or day - before > GAP:
            stretches.append([])
        stretches[-1].append((scale.x(day), scale.y(value)))
        before = day
    paths = tuple("M" + "L".join(f"{x} {y}" for x, y in one) for one in stretches if len(one) > 1)
    return Line(name, paths, tuple(one[0] for one in stretches if len(one) == 1))
