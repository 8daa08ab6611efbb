"""The strokes of a picture: text, lines, filled boxes, patterns that survive a black-and-white printer."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise

FONT = "Libertinus Serif"
INK, GREY, FAINT = "#1f2933", "#5f6b7a", "#d5dbe1"
STRONG, MIDDLE = "#0b5d57", "#8fc4be"


@dataclass(frozen=True)
class Picture:
    """An SVG, and in words what it shows."""

    title: str
    svg: str
    text: str


PATTERNS = f"""<defs>
<pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse">
<rect width="5" height="5" fill="#fff"/>
<path d="M-1 6L6 -1M-1 1L1 -1M4 6L6 4" stroke="{STRONG}" stroke-width="1.1"/>
</pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">
<rect width="5" height="5" fill="#fff"/><circle cx="2.5" cy="2.5" r="0.9" fill="{GREY}"/>
</pattern>
<pattern id="cross" width="5" height="5" patternUnits="userSpaceOnUse">
<rect width="5" height="5" fill="#fff"/><path d="M0 2.5H5M2.5 0V5" stroke="{GREY}" stroke-width="0.8"/>
</pattern>
</defs>"""
FILLS = {
    "solid": STRONG,
    "middle": MIDDLE,
    "cross": "url(#cross)",
    "stripes": "url(#stripes)",
    "dots": "url(#dots)",
}


def svg(width: float, height: float, parts: Iterable[str], title: str, text: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}" role="img"><title>{escape(title)}</title><desc>{escape(text)}</desc>'
        f"{PATTERNS}{''.join(parts)}</svg>"
    )


def words(
    x: float, y: float, text: str, *, size: float = 9, at: str = "start", bold: bool = False, ink: str = INK
) -> str:
    """`at`: start, middle or end of the text lies at `x`."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size:g}" text-anchor="{at}"'
        f' fill="{ink}"{weight}>{escape(text)}</text>'
    )


def rule(
    x1: float, y1: float, x2: float, y2: float, *, ink: str = FAINT, width: float = 0.6, dash: str = ""
) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{ink}"'
        f' stroke-width="{width:g}"{dashed}/>'
    )


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    """A filled box of FILLS; nothing where it has no width."""
    if width <= 0:
        return ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:g}" fill="{FILLS[fill]}"'
        f' stroke="{INK}" stroke-width="0.5"/>'
    )


def path(points: Iterable[tuple[float, float]], *, ink: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{joined}" fill="none" stroke="{ink}" stroke-width="{width:g}"{dashed}/>'


def mark(kind: str, x: float, y: float, ink: str) -> str:
    """A point of a line: circle, square, triangle or diamond."""
    if kind == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{ink}"/>'
    corners = {
        "square": [(-2.3, -2.3), (2.3, -2.3), (2.3, 2.3), (-2.3, 2.3)],
        "triangle": [(0, -3.2), (3, 2.3), (-3, 2.3)],
        "diamond": [(0, -3.2), (3.2, 0), (0, 3.2), (-3.2, 0)],
    }[kind]
    joined = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return f'<polygon points="{joined}" fill="#fff" stroke="{ink}" stroke-width="1.1"/>'


def ticks(largest: int, wanted: int = 4) -> list[int]:
    """Round numbers from 0 to at least `largest`: 0, 500, 1000 …"""
    step, power = 1, 1
    while step * wanted < largest:
        step = next((power * by for by in (1, 2, 5) if power * by * wanted >= largest), 0)
        power *= 10
        step = step or power
    top = -(-largest // step) if largest else 1
    return [step * at for at in range(top + 1)]


def spread(places: list[float], least: float) -> list[float]:
    """Places of labels from top to bottom moved apart until `least` lies between any two; order is kept."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    found = list(places)
    for before, here in pairwise(order):
        found[here] = max(found[here], found[before] + least)
    return found
