"""Bars: one of a place, and one an agency, of who is covered and who is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.pages.figures import number
from contributions.pictures import drawing
from contributions.pictures.drawing import GREY, Picture

WIDTH = 500.0
NAMES, FIGURES, HEAD, ROW, BAR = 150.0, 70.0, 28.0, 13.5, 8.5
KEYS = (
    ("active", "solid"),
    ("registered", "middle"),
    ("taspen", "cross"),
    ("listed", "stripes"),
    ("declared", "dots"),
)


@dataclass(frozen=True)
class Bar:
    """People of an agency: registered (of whom `active`, None: not known), Taspen's, listed and neither,
    known to be there beyond the list."""

    name: str
    registered: int
    active: int | None
    taspen: int
    listed: int
    declared: int

    @property
    def parts(self) -> tuple[int, ...]:
        active = self.active or 0
        return active, self.registered - active, self.taspen, self.listed, self.declared

    @property
    def missing(self) -> int:
        return self.listed + self.declared


def labels(*, told: bool) -> dict[str, str]:
    """`told`: of some of the registered it is known whether they are active."""
    return {
        "active": _("active"),
        "registered": _("registered, not active") if told else _("registered"),
        "taspen": _("covered by Taspen"),
        "listed": _("listed, not registered"),
        "declared": _("on no list yet"),
    }


def place_bar(bar: Bar, title: str) -> Picture:
    """One bar across, its parts named and counted beneath."""
    text = in_words([bar])
    whole = sum(bar.parts) or 1
    parts, x = [], 0.5
    for count, (_name, fill) in zip(bar.parts, KEYS, strict=True):
        width = (WIDTH - 1) * count / whole
        parts.append(drawing.box(x, 0.5, width, 15, fill))
        x += width
    height = 32.0
    return Picture(title, drawing.svg(WIDTH, height, [*parts, *_key([bar], 27)], title, text), text)


def agency_bars(bars: Sequence[Bar], title: str) -> Picture:
    """A bar an agency, all on one scale, with a key above and the figures on the right."""
    text = in_words(bars)
    largest = max((sum(bar.parts) for bar in bars), default=0) or 1
    room = WIDTH - NAMES - FIGURES
    parts = [
        *_key(bars, 9),
        drawing.words(WIDTH, HEAD - 5, _("uncovered / known"), size=8, at="end", ink=GREY),
    ]
    for at, bar in enumerate(bars):
        y = HEAD + at * ROW
        parts.append(drawing.words(NAMES - 5, y + BAR - 1, shortened(bar.name), size=8.5, at="end"))
        x = NAMES
        for count, (_name, fill) in zip(bar.parts, KEYS, strict=True):
            width = room * count / largest
            parts.append(drawing.box(x, y, width, BAR, fill))
            x += width
        figures = f"{number(bar.missing)} / {number(sum(bar.parts))}"
        parts.append(drawing.words(WIDTH, y + BAR - 1, figures, size=8.5, at="end"))
    return Picture(title, drawing.svg(WIDTH, HEAD + 2 + len(bars) * ROW, parts, title, text), text)


def shortened(name: str, most: int = 32) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def in_words(bars: Sequence[Bar]) -> str:
    """The first few, in numbers."""
    form = _("%(name)s: %(registered)s registered, %(missing)s of %(known)s not covered.")
    return " ".join(
        form
        % {
            "name": bar.name,
            "registered": number(bar.registered),
            "missing": number(bar.missing),
            "known": number(sum(bar.parts)),
        }
        for bar in bars[:5]
    )


def _key(bars: Sequence[Bar], y: float) -> list[str]:
    """What each pattern means, of those that are there; with the number where it is of one place."""
    sums = [sum(column) for column in zip(*(bar.parts for bar in bars), strict=True)]
    names = labels(told=any(bar.active is not None for bar in bars))
    found, x = [], 0.5
    for count, (name, fill) in zip(sums, KEYS, strict=False):
        if count:
            label = f"{names[name]} {number(count)}" if len(bars) == 1 else names[name]
            found += [drawing.box(x, y - 7, 9, 8, fill), drawing.words(x + 12, y, label, size=8.5)]
            x += 24 + 3.9 * len(label)
    return found
