"""The page on which the columns of a list are matched by hand: its first rows, a choice above each column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agencies.pages.navigation import Link
from enrolment.models import ListState, ParticipantList
from enrolment.reconciliation.lists import profiles, reading, sql
from enrolment.reconciliation.lists.columns_page import Pairs, asked, grid_of, pairs_of
from enrolment.reconciliation.lists.pages import Desk
from enrolment.reconciliation.lists.rows import sentence
from enrolment.reconciliation.lists.wording import COLUMNS, told
from enrolment.rosters import storage
from enrolment.spreadsheets.lists.fields import MATCHABLE, list_rows
from enrolment.spreadsheets.lists.reader import look_at_list, read_list
from enrolment.spreadsheets.refusals import Unreadable

OPEN = (ListState.UNMATCHED, ListState.UNPLACED, ListState.READY)
SHOWN = ("nik", "kpj", "name", "birth_date", "participant_since", "wage", "total")
FIRST = 10


@dataclass
class Effect:
    """What a list gives as it is matched now, or why it gives nothing."""

    people: int = 0
    needs_fix: int = 0
    labels: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    told: Any = None


def columns(desk: Desk, pk: UUID) -> HttpResponse:
    found = desk.own(pk)
    if found.state not in OPEN or not found.stored_name:
        raise Http404
    post = desk.request.POST
    try:
        seen = look_at_list(storage.path_of(found), asked(post, found.matching))
    except Unreadable:
        raise Http404 from None
    if seen["shown"] is None:
        raise Http404
    matching = _matching(post, found.matching, seen["shown"])
    if post.get("act") == "save" and not _lacking(matching["columns"]):
        try:
            use(found=found, matching=matching)
            return redirect(desk.house.address("one", pk))
        except Unreadable as refusal:
            messages.warning(desk.request, told({"code": refusal.code, "params": refusal.params}).what)
    context = _context(found, seen, matching) | {"back": desk.house.address("one", pk)}
    above = Link(str(found), context["back"])
    return desk.show("enrolment/lists/columns.html", context, above, Link(_("Match columns")))


def _kept(matching: Mapping[str, Any]) -> Pairs:
    return [(letter, name) for name, letters in matching.get("columns", {}).items() for letter in letters]


def _matching(post: Mapping[str, str], kept: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """What is chosen for the sheet that is shown; several columns may hold one thing."""
    chosen: dict[str, list[str]] = {}
    for letter, name in pairs_of(post, _kept(kept), shown, MATCHABLE):
        chosen.setdefault(name, []).append(letter)
    return {"sheet": shown["name"], "header_row": shown["header_row"], "columns": chosen} | {
        "headings": profiles.headings_of(chosen, shown["headings"])
    }


def _lacking(chosen: Mapping[str, Any]) -> dict[str, str] | None:
    """Why a choice of columns makes no list: people need a name, and a number by which they are found."""
    enough = "name" in chosen and bool({"nik", "kpj"} & set(chosen))
    return None if enough else {"code": "columns_lacking"}


def effect_of(found: ParticipantList, matching: Mapping[str, Any]) -> Effect:
    """What reading the whole list like this gives."""
    if lacking := _lacking(matching["columns"]):
        return Effect(told=told(lacking))
    first: list[dict[str, Any]] = []
    told_matching = {key: matching[key] for key in ("sheet", "header_row", "columns")}
    try:
        with read_list(storage.path_of(found), matching=told_matching) as rows:
            for row in list_rows(rows):
                if len(first) < FIRST:
                    first.append(row)
    except Unreadable as refusal:
        return Effect(told=told({"code": refusal.code, "params": refusal.params}))
    names = [name for name in SHOWN if any(row[name] for row in first)]
    counts = rows.summary["counts"]
    return Effect(
        counts["people"],
        counts["needs_fix"],
        [str(COLUMNS[name]) for name in names],
        [_person(row, names) for row in first],
    )


def _person(row: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    wrong = [sentence(problem) for problem in row["problems"]]
    return {"number": row["row"], "cells": [(name, row[name]) for name in names], "wrong": wrong}


def _context(found: ParticipantList, seen: Mapping[str, Any], matching: Mapping[str, Any]) -> dict[str, Any]:
    return grid_of(seen, _kept(matching)) | {
        "found": found,
        "choices": [(name, COLUMNS[name]) for name in MATCHABLE],
        "effect": effect_of(found, matching),
    }


@transaction.atomic
def use(*, found: ParticipantList, matching: dict[str, Any]) -> ParticipantList:
    """Read a list anew as its columns were matched, and keep that for the next list like it. Raises
    Unreadable when it cannot be read like this; then everything stays as it was."""
    found = ParticipantList.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.state not in OPEN:
        raise Unreadable("no_list_header")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql.FORGET_ROWS, {"list": found.pk})
        found.matching, found.state, found.refusal = matching, ListState.RECEIVED, None
        reading.read_as_is(found)
    return found
