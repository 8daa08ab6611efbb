"""Changes by SK as a worker's history tells them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from agencies.pages.figures import short_day
from enrolment.models import BatchKind, Category, ChangeBatch, Guarantor


def batches_of(events: Iterable[Any]) -> dict[int, ChangeBatch]:
    """The changes by SK that made or took back some of these entries. One query, none where there is none."""
    told = (event.pgh_context.metadata for event in events if event.pgh_context)
    ids = {pk for found in told for pk in (found.get("batch"), found.get("undone")) if pk}
    return ChangeBatch.objects.select_related("group").in_bulk(ids) if ids else {}


def decree_moves(event: Any, batches: dict[int, ChangeBatch]) -> list[str]:
    """`Part-time PPPK from 1 Jan 2026, SK 800/12 of 20 Dec 2025`; empty where no SK changed it."""
    told = event.pgh_context.metadata if event.pgh_context else {}
    if batch := batches.get(told.get("undone")):
        if not batch.sk_number:
            return [_("The change was taken back")]
        return [_("The change by SK %(number)s was taken back") % {"number": batch.sk_number}]
    if batch := batches.get(told.get("batch")):
        return [_words(batch)]
    return []


def _words(batch: ChangeBatch) -> str:
    words = {"number": batch.sk_number, "signed": short_day(batch.sk_date)}
    if batch.kind == BatchKind.CATEGORY:
        words |= {"category": Category(batch.category).label, "day": short_day(batch.effective_on)}
        return _("%(category)s from %(day)s, SK %(number)s of %(signed)s") % words
    if batch.kind == BatchKind.GUARANTOR:
        words |= {"name": Guarantor(batch.guarantor).label, "day": short_day(batch.effective_on)}
        return _("Guarantor %(name)s from %(day)s, according to %(number)s of %(signed)s") % words
    if batch.kind == BatchKind.GROUP:
        return _("Moved to contribution group %(name)s") % {"name": batch.group}
    words["day"] = short_day(batch.contract_until)
    return _("SK extended to %(day)s, SK %(number)s of %(signed)s") % words
