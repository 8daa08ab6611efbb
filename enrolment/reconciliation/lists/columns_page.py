"""What every page on which columns are matched by hand has in common: what was clicked, what is shown."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_COLUMN = re.compile(r"column_([A-Z]{1,3})")
_ROW = re.compile(r"[1-9]\d{0,4}")
Pairs = list[tuple[str, str]]


def asked(post: Mapping[str, str], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Which sheet and which row as the header: what was clicked, else what was kept."""
    if not post:
        return {key: kept[key] for key in ("sheet", "header_row") if kept.get(key)}
    act = post.get("act", "")
    if act.startswith("sheet-"):
        return {"sheet": act.removeprefix("sheet-").replace("\0", "")}
    found: dict[str, Any] = {"sheet": post.get("sheet", "").replace("\0", "")}
    if _ROW.fullmatch(post.get("header", "")):
        found["header_row"] = int(post["header"])
    return found


def pairs_of(
    post: Mapping[str, str], kept: Iterable[tuple[str, str]], shown: Mapping[str, Any], names: Iterable[str]
) -> Pairs:
    """(column's letter, what it holds) as chosen for the sheet that is shown, of `names` alone. Under another
    row than before stands another header: then its words decide again. `kept` is what was kept, as pairs."""
    if post and post.get("was") == str(shown["header_row"]) and post.get("sheet") == shown["name"]:
        pairs = [(m[1], value) for name, value in post.items() if (m := _COLUMN.fullmatch(name))]
    else:
        pairs = ([] if post else list(kept)) or list(shown["fields"].items())
    known = set(names)
    return [(letter, name) for letter, name in pairs if name in known and letter in shown["letters"]]


def grid_of(seen: Mapping[str, Any], pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The sheet as its page shows it: `sheets`, `shown`, `columns` with what is chosen for each, `rows`."""
    shown, chosen = seen["shown"], dict(pairs)
    return {
        "sheets": seen["sheets"],
        "shown": shown,
        "columns": [
            {"letter": letter, "heading": shown["headings"].get(letter, ""), "chosen": chosen.get(letter, "")}
            for letter in shown["letters"]
        ],
        "rows": [
            {"number": row["row"], "cells": row["cells"], "is_header": row["row"] == shown["header_row"]}
            for row in shown["grid"]
        ],
    }
