"""The page on which the columns of a list of payments are matched: its first rows, a choice above each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agencies.pages.navigation import Link
from contributions.models import PaymentList
from contributions.payments.lists import profiles, saving
from contributions.payments.lists.desk import Desk
from contributions.payments.lists.files import path_of
from contributions.payments.lists.wording import COLUMNS, remark, told
from enrolment.reconciliation.lists.columns_page import Pairs, asked, grid_of, pairs_of
from enrolment.spreadsheets.payments.fields import MATCHABLE, NEEDED, payment_rows
from enrolment.spreadsheets.payments.reader import look_at_payments, read_payments
from enrolment.spreadsheets.refusals import Unreadable

SHOWN = ("code", "npp", "payer", "month", "paid_on", "amount", "channel", "reference")
FIRST = 10


@dataclass
class Effect:
    """What a list gives as it is matched now, or why it gives nothing."""

    payments: int = 0
    needs_fix: int = 0
    labels: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    told: Any = None


def columns(desk: Desk, pk: UUID) -> HttpResponse:
    found = desk.one(pk)
    if found.state not in saving.OPEN or not found.stored_name:
        raise Http404
    post = desk.request.POST
    seen = _look(found, asked(post, found.matching) | {"side": desk.house.side})
    matching = _matching(post, found.matching, seen["shown"])
    if post.get("act") == "save" and not _lacking(matching["columns"]):
        try:
            saving.use(found=found, matching=matching)
            return redirect(desk.house.address("one", pk))
        except Unreadable as refusal:
            messages.warning(desk.request, told({"code": refusal.code, "params": refusal.params}).what)  # type: ignore[union-attr]
        except ValidationError as refused:
            messages.warning(desk.request, " ".join(refused.messages))
            return redirect(desk.house.address("one", pk))
    back = desk.house.address("one", pk)
    context = _context(desk, found, seen, matching) | {"back": back}
    above = Link(found.file_name, back)
    return desk.show("contributions/payments/lists/columns.html", context, above, Link(_("Match columns")))


def _look(found: PaymentList, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        seen = look_at_payments(path_of(found), asked)
    except Unreadable:
        raise Http404 from None
    if seen["shown"] is None:
        raise Http404
    return seen


def _kept(matching: Mapping[str, Any]) -> Pairs:
    return [(letter, name) for name, letter in matching.get("columns", {}).items()]


def _matching(post: Mapping[str, str], kept: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """What is chosen for the sheet that is shown; of two columns for one thing the first."""
    chosen: dict[str, str] = {}
    for letter, name in pairs_of(post, _kept(kept), shown, MATCHABLE):
        chosen.setdefault(name, letter)
    return {"sheet": shown["name"], "header_row": shown["header_row"], "columns": chosen} | {
        "headings": profiles.headings_of(chosen, shown["headings"])
    }


def _lacking(chosen: Mapping[str, Any]) -> dict[str, str] | None:
    """Why a choice of columns makes no list of payments."""
    return None if chosen.keys() >= NEEDED else {"code": "columns_lacking"}


def effect_of(desk: Desk, found: PaymentList, matching: Mapping[str, Any]) -> Effect:
    """What reading the whole list like this gives."""
    if lacking := _lacking(matching["columns"]):
        return Effect(told=told(lacking))
    first: list[dict[str, Any]] = []
    given = {key: matching[key] for key in profiles.COLUMNS_OF} | {"side": desk.house.side}
    try:
        with read_payments(path_of(found), matching=given) as rows:
            for row in payment_rows(rows):
                if len(first) < FIRST:
                    first.append(row)
    except Unreadable as refusal:
        return Effect(told=told({"code": refusal.code, "params": refusal.params}))
    names = [name for name in SHOWN if any(row[name] for row in first)]
    counts, labels = rows.summary["counts"], [str(COLUMNS[name]) for name in names]
    return Effect(counts["rows"], counts["needs_fix"], labels, [_shown(row, names) for row in first])


def _shown(row: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    wrong = [remark(problem).what for problem in row["problems"]]
    return {"number": row["row"], "cells": [row[name] for name in names], "wrong": wrong}


def _context(
    desk: Desk, found: PaymentList, seen: Mapping[str, Any], matching: Mapping[str, Any]
) -> dict[str, Any]:
    return grid_of(seen, _kept(matching)) | {
        "found": found,
        "choices": [(name, COLUMNS[name]) for name in MATCHABLE],
        "effect": effect_of(desk, found, matching),
    }
