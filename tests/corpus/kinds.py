"""The kinds of files that offices send, each with its writer and the name it usually bears."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from . import ods, text, xls, xlsb, xlsx, xml2003

Write = Callable[..., Path]


@dataclass(frozen=True)
class Kind:
    """How to write grids, under which ending, whether it can merge cells and hold several sheets."""

    write: Write
    ending: str
    merges: bool = True
    sheets: bool = True


def _text(delimiter: str, encoding: str, ending: str = "csv") -> Kind:
    return Kind(partial(text.separated, delimiter=delimiter, encoding=encoding), ending, False, False)


KINDS: dict[str, Kind] = {
    "xlsx": Kind(xlsx.write, "xlsx"),
    "xlsx-inline": Kind(partial(xlsx.write, shared=False), "xlsx"),
    "xlsx-prefixed": Kind(partial(xlsx.write, prefix="x"), "xlsx"),
    "xlsx-1904": Kind(partial(xlsx.write, mac=True), "xlsx"),
    "xlsm": Kind(partial(xlsx.write, macros=True), "xlsm"),
    "xlsb": Kind(xlsb.write, "xlsb"),
    "xlsb-1904": Kind(partial(xlsb.write, mac=True), "xlsb"),
    "xls": Kind(xls.write, "xls"),
    "xls-1904": Kind(partial(xls.write, mac=True), "xls"),
    "ods": Kind(ods.write, "ods"),
    "xml-2003": Kind(xml2003.write, "xls"),
    "csv-semicolon-mark": _text(";", "utf-8-sig"),
    "csv-comma": _text(",", "utf-8"),
    "csv-bar": _text("|", "utf-8"),
    "tsv": _text("\t", "utf-8", "tsv"),
    "tsv-utf16": _text("\t", "utf-16", "txt"),
    "csv-utf16-le": _text(";", "utf-16-le"),
    "csv-utf16-be": _text(",", "utf-16-be"),
    "csv-cp1252": _text(";", "cp1252"),
    "html": Kind(text.web, "xls", True, False),
    "html-untidy": Kind(text.web_untidy, "xls", False, False),
}
BOOKS = [name for name, kind in KINDS.items() if kind.sheets]
"""Kinds with several sheets."""
