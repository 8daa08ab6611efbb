"""Rosters as text: what exports and web systems make of a sheet."""

import datetime
import html
from pathlib import Path

from tests.enrolment.spreadsheets.books import Grid, delimited, markup

from .cells import plain


def shown(grid: Grid) -> Grid:
    """The cells as a text export shows them: dates day first, formulas as their values."""
    return Grid([[_shown(plain(cell)) for cell in row] for row in grid.rows], grid.name, list(grid.merges))


def _shown(cell: object) -> object:
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else cell


def separated(path: Path, *grids: Grid, delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    """The first grid as text with a delimiter."""
    return delimited(path, shown(grids[0]), delimiter, encoding)


def web(path: Path, *grids: Grid) -> Path:
    """The first grid as an HTML table."""
    return markup(path, shown(grids[0]))


def web_untidy(path: Path, *grids: Grid) -> Path:
    """As `web`, the way old systems write it: upper case, no closing tags, no spans, windows-1252."""
    lines = ["<HTML><HEAD><TITLE>NAMA NIK</TITLE></HEAD><BODY BGCOLOR=white><TABLE BORDER=1>"]
    for row in shown(grids[0]).rows:
        lines.append("<TR>" + "".join(f"<TD nowrap>{html.escape(str(cell))}&nbsp;" for cell in row))
    path.write_text(
        "\n".join([*lines, "</TABLE></BODY></HTML>"]), encoding="cp1252", errors="xmlcharrefreplace"
    )
    return path
