"""What stands on one page of a PDF: words with their places, and the lines that rule a table."""

import ctypes
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

MAX_CHARS = 40_000  # on one page; a bill has some 8,000
MAX_OBJECTS = 60_000
_THIN = 2.0  # points; a thinner rectangle is a line
_SPACE = 0.18  # of a letter's height: a wider gap divides words
_SAME_LINE = 0.35


@dataclass(slots=True)
class Word:
    """Text without spaces, from `left` to `right`."""

    left: float
    right: float
    text: str


@dataclass(slots=True)
class Line:
    """Words on one base line, left to right; `y` grows upwards, `height` is that of its letters."""

    y: float
    height: float
    words: list[Word]
    cells: list[str] = field(default_factory=list)  # by column, once those are known

    @property
    def text(self) -> str:
        """The line as it reads; a tab where a gap is wide."""
        out = self.words[0].text
        for left, right in zip(self.words, self.words[1:], strict=False):
            out += ("\t" if right.left - left.right > self.height else " ") + right.text
        return out


@dataclass(slots=True)
class Page:
    """One page: its lines from the top, x of vertical rules with their length, y of horizontal ones."""

    lines: list[Line]
    vertical: list[tuple[float, float]]
    horizontal: list[float]


_Char = tuple[float, float, float, float, str]
"""bottom, left, right, height, character"""


def page_of(page: Any) -> Page:
    """Read one page (a `pypdfium2.PdfPage`), turned the way it is shown."""
    width, height = page.get_mediabox()[2:]
    rotation = page.get_rotation()
    chars = [_turned(char, rotation, width, height) for char in _chars(page)]
    vertical: list[tuple[float, float]] = []
    horizontal: list[float] = []
    for box in _boxes(page):
        left, bottom, right, top = _turned_box(box, rotation, width, height)
        if top - bottom > 4:
            vertical += [(x, top - bottom) for x in {left, right}]
        if right - left > 20:
            horizontal += {bottom, top}
    return Page(_lines(chars), vertical, sorted(horizontal, reverse=True))


def _chars(page: Any) -> list[tuple[float, float, float, float, str]]:
    """(left, bottom, right, top, character) of what is printed in the way most of the page is; a space where
    one stands. What runs across or upwards, in a margin or as a watermark, is no part of a table.
    """
    text = pdfium.FPDFText_LoadPage(page.raw)
    try:
        count = min(pdfium.FPDFText_CountChars(text), MAX_CHARS)
        box, found = pdfium.FS_RECTF(), defaultdict(list)
        where = ctypes.byref(box)
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(text, index)
            if code in (0, 10, 13, 0xFFFE) or not pdfium.FPDFText_GetLooseCharBox(text, index, where):
                continue
            char = chr(code) if code < 0x110000 else ""
            angle = round(pdfium.FPDFText_GetCharAngle(text, index) * 4) % 25  # a whole turn is 25.1
            place = (box.left, box.bottom, box.right, box.top, "" if char.isspace() else char)
            found[angle].append(place)
        return max(found.values(), key=len, default=[])
    finally:
        pdfium.FPDFText_ClosePage(text)


def _boxes(page: Any) -> list[tuple[float, float, float, float]]:
    """(left, bottom, right, top) of lines and frames."""
    found = []
    values = [ctypes.c_float() for _ in range(4)]
    where = [ctypes.byref(value) for value in values]
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPath_CountSegments(drawn) <= 6 and pdfium.FPDFPageObj_GetBounds(drawn, *where):
            left, bottom, right, top = (value.value for value in values)
            if right - left < _THIN:
                left = right = (left + right) / 2
            if top - bottom < _THIN:
                bottom = top = (bottom + top) / 2
            found.append((left, bottom, right, top))
    return found


def _turned_box(
    box: tuple[float, float, float, float], rotation: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """The box where it is shown when the page is turned clockwise by so many degrees."""
    left, bottom, right, top = box
    if rotation == 90:
        return bottom, width - right, top, width - left
    if rotation == 180:
        return width - right, height - top, width - left, height - bottom
    if rotation == 270:
        return height - top, left, height - bottom, right
    return box


def _turned(
    char: tuple[float, float, float, float, str], rotation: int, width: float, height: float
) -> _Char:
    left, bottom, right, top = _turned_box(char[:4], rotation, width, height)
    return bottom, left, right, top - bottom, char[4]


def _lines(chars: list[_Char]) -> list[Line]:
    chars.sort(key=lambda char: (-char[0], char[1]))
    rows: list[list[_Char]] = []
    for char in chars:
        if rows and rows[-1][0][0] - char[0] <= _SAME_LINE * max(char[3], 1.0):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [line for row in rows if (line := _line(row)).words]


def _line(row: list[_Char]) -> Line:
    """The words of one line: a space or a gap ends a word."""
    row.sort(key=lambda char: char[1])
    height = max(char[3] for char in row)
    words: list[Word] = []
    ended = True
    for _, left, right, tall, char in row:
        if not char:
            ended = True
            continue
        if ended or left - words[-1].right > _SPACE * tall:
            words.append(Word(left, right, char))
        else:
            words[-1].text += char
            words[-1].right = max(right, words[-1].right)
        ended = False
    return Line(row[0][0], height, words)
