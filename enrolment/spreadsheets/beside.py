"""Several lists beside one another on one sheet: each is read as if it stood alone."""

from collections.abc import Sequence

from .columns import Layout, Row, share_of_niks

Part = tuple[int, int]
"""First column, and the one past the last."""


def parts_of(layout: Layout) -> list[Part]:
    """The columns of each list under a header that stands there more than once; empty for one list.

    Lists beside one another repeat their headings: number, name and NIK in the same words, each list
    beginning with its number; or, without numbers, all headings in the same order.
    """
    niks, names = _alike(layout, layout.columns["nik"]), _alike(layout, _name(layout))
    if len(niks) < 2 or len(niks) != len(names):
        return []
    numbers = _alike(layout, layout.extra["number"]) if "number" in layout.extra else []
    starts = numbers if len(numbers) == len(niks) else _periodic(layout, len(niks))
    parts = list(zip(starts, [*starts[1:], max(layout.words) + 1], strict=True)) if starts else []
    whole = all(_one_in(niks, part) and _one_in(names, part) for part in parts)
    return parts if whole else []


def unread_list(layout: Layout, sample: Sequence[Row]) -> bool:
    """Whether a second column in the words of the NIK's holds identity numbers too, beside more names."""
    niks, names = _alike(layout, layout.columns["nik"]), _alike(layout, _name(layout))
    others = [column for column in niks if column != layout.columns["nik"]]
    return len(names) > 1 and any(share_of_niks(column, sample) > 0.5 for column in others)


def only(part: Part, rows: Sequence[Row]) -> list[list[object]]:
    """The rows with nothing but one list in them; the columns stay where they are."""
    first, end = part
    return [[""] * first + list(row[first:end]) for row in rows]


def _name(layout: Layout) -> int:
    return layout.name_parts[0] if layout.name_parts else layout.columns["name"]


def _alike(layout: Layout, column: int) -> list[int]:
    return [other for other, words in sorted(layout.words.items()) if words == layout.words.get(column)]


def _periodic(layout: Layout, times: int) -> list[int]:
    columns = sorted(layout.words)
    length, left_over = divmod(len(columns), times)
    words = [layout.words[column] for column in columns]
    return columns[::length] if not left_over and words == words[:length] * times else []


def _one_in(columns: list[int], part: Part) -> bool:
    return sum(1 for column in columns if part[0] <= column < part[1]) == 1
