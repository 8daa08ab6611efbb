"""What the pages of matching show, made from the reader's look at the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from enrolment.models import RosterProfile, Upload
from enrolment.problems import SHEET_WORDS, problem_sentence
from enrolment.rosters.matching import drafts
from enrolment.rosters.matching.labels import GROUPS, LABELS
from enrolment.rosters.matching.places import Owner, address, links
from enrolment.rosters.tables import stored_value
from enrolment.spreadsheets.fields import BESIDE, FIELDS


@dataclass(frozen=True)
class Column:
    """One column of the grid: its letter, its heading, and what it is taken for."""

    letter: str
    heading: str
    chosen: str


@dataclass(frozen=True)
class Row:
    """One row of the grid: the spreadsheet's own number, its cells, and where it stands to the header."""

    number: int
    cells: list[str]
    is_first: bool
    is_header: bool
    is_above: bool


@dataclass(frozen=True)
class Effect:
    """What the shown sheet gives as it is matched now."""

    people: int = 0
    valid: int = 0
    needs_fix: int = 0
    skipped: int = 0
    cut: int = 0
    reason: str = ""
    hindrances: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


def number(given: Mapping[str, Any], name: str) -> int | None:
    """A positive number that somebody may have typed into an address, or None."""
    text = str(given.get(name) or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 and int(text) else None


def columns_context(owner: Owner, upload: Upload, seen: dict[str, Any]) -> dict[str, Any]:
    """What the page of one sheet needs; `seen` is the reader's look at the file."""
    shown, entry = seen["shown"], seen["sheets"][seen["shown"]["number"] - 1]
    kept = drafts.of_upload(upload).get(shown["name"], {})
    header = shown["header"] if shown["header"] is not None else []
    chosen = kept.get("columns", shown["fields"])
    return {
        "upload": upload,
        "here": links(owner, upload),
        "sheets": [sheet | {"number": n} for n, sheet in enumerate(seen["sheets"], 1)],
        "shown": shown,
        "kept": bool(kept),
        "left_out": kept.get("read") is False,
        "columns": [_column(letter, shown, chosen) for letter in shown["letters"]],
        "rows": [_row(row, header) for row in shown["grid"]],
        "first_row": header[0] if header else None,
        "height": header[1] - header[0] + 1 if header else 1,
        "heights": drafts.HEIGHTS,
        "was": "-".join(map(str, header)),
        "groups": [(name, [(f, LABELS[f]) for f in fields]) for name, fields in GROUPS],
        "effect": _effect(entry, shown, chosen, seen["cut"]),
        "earlier": max(1, shown["from"] - 30) if shown["from"] > 1 else None,
        "later": shown["grid"][-1]["row"] + 1 if shown["more"] else None,
        "mended": upload.rows.filter(fixed_by__isnull=False).count(),
    }


def _column(letter: str, shown: dict[str, Any], chosen: Mapping[str, str]) -> Column:
    return Column(letter, shown["headings"].get(letter, ""), chosen.get(letter, ""))


def _row(row: dict[str, Any], header: list[int]) -> Row:
    inside = bool(header) and header[0] <= row["row"] <= header[1]
    return Row(
        row["row"],
        row["cells"],
        bool(header) and row["row"] == header[0],
        inside,
        bool(header) and row["row"] < header[0],
    )


def _effect(entry: dict[str, Any], shown: dict[str, Any], chosen: Mapping[str, str], cut: int) -> Effect:
    hindrances = drafts.hindrances(chosen) if entry["reason"] != "left out" else []
    if hindrances or not entry["people"]:
        reason = str(SHEET_WORDS.get(entry["reason"], "")) if not hindrances else ""
        return Effect(hindrances=hindrances, reason=reason)
    fields = [f for f in (*FIELDS, *BESIDE) if f != "row_code" and any(row[f] for row in shown["first"])]
    return Effect(
        people=entry["people"],
        valid=entry["valid"],
        needs_fix=entry["needs_fix"],
        skipped=entry["skipped"],
        cut=cut if entry["cut"] else 0,
        fields=[str(LABELS[f]) for f in fields],
        rows=[_person(row, fields) for row in shown["first"]],
    )


def _person(row: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    wrong = [problem_sentence(p["code"], p["read"], p.get("params")) for p in row["problems"]]
    return {
        "number": row["row_number"],
        "cells": [(f, stored_value(f, row[f])) for f in fields],
        "wrong": wrong,
    }


def entry(profile: RosterProfile, owner: Owner) -> dict[str, Any]:
    """A profile as people read it: what each heading was matched to, when and by whom."""
    headings = profile.content["headings"]
    order = profile.content.get("order", list(headings))
    return {
        "profile": profile,
        "forget": address(owner, "forget", profile.pk),
        "file": profile.content.get("file", ""),
        "read": [(heading, LABELS[headings[heading]]) for heading in order if headings[heading]],
        "unread": [heading for heading in order if not headings[heading]],
    }
