"""What changed since a month was made final, as lines of a later month."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import ContributionGroup
from contributions.billing import assessing_sql as sql
from contributions.billing.assessing import hold, keys_of
from contributions.billing.books import settle
from contributions.billing.due import after
from contributions.models import Assessment, AssessmentState
from enrolment.workers.sql import many_rows

MONTHS_BACK = 24


@dataclass(frozen=True)
class Change:
    """What one worker's final month would be more or less today; rupiah. `kind`: back_pay or correction."""

    month: dt.date
    worker: int
    name: str
    nik: str
    agency: int
    kind: str
    base: Decimal
    parts: tuple[Decimal, ...]  # as PARTS
    total: Decimal


def final_months(group: int, before: dt.date) -> list[dt.date]:
    """The months of a group that are final, oldest first, two years back from `before`."""
    found = Assessment.objects.filter(group=group, state=AssessmentState.FINAL, month__lt=before)
    return list(
        found.filter(month__gte=after(before, -MONTHS_BACK)).order_by("month").values_list("month", flat=True)
    )


def changes(group: ContributionGroup, before: dt.date) -> list[Change]:
    """What is different today of the final months before one, oldest first. One statement a month."""
    found: list[Change] = []
    for month in final_months(group.pk, before):
        with connection.cursor() as cursor, many_rows():
            cursor.execute(sql.LOOK_CHANGED, keys_of([group.pk], month))
            for worker, name, nik, agency, kind, base, *parts, total in cursor.fetchall():
                found.append(Change(month, worker, name, nik, agency, kind, base, tuple(parts), total))
    return found


@transaction.atomic
def take_over(*, draft: Assessment, months: Iterable[dt.date], note: str, by: Any) -> int:
    """Put what changed of these final months into a draft as lines of their own; how many. ValidationError
    where it is no draft, or its total would fall below zero."""
    found = _held(draft)
    count = 0
    try:
        with access.acting(access.SYSTEM), connection.cursor() as cursor, many_rows():
            for month in sorted(months):
                keys = keys_of([found.group_id], month) | {"drafts": [found.pk], "note": note[:200]}
                cursor.execute(sql.DROP_CHANGED, keys)
                cursor.execute(sql.TAKE_CHANGED, keys)
                count += cursor.rowcount
    except IntegrityError as refused:
        if "assessment_not_negative" not in str(refused):
            raise
        words = _(
            "These corrections are more than the month itself."
            " Take over fewer months; the rest can go into a later one."
        )
        raise ValidationError(words, code="negative") from None
    settle([found.group_id])
    return count


@transaction.atomic
def drop(*, draft: Assessment, by: Any) -> int:
    """Take the corrections out of a draft again; how many lines."""
    found = _held(draft)
    count, _each = found.lines.exclude(kind="regular").delete()
    settle([found.group_id])
    return count


def _held(draft: Assessment) -> Assessment:
    hold([draft.group_id])
    found = Assessment.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if found.state != AssessmentState.DRAFT:
        raise ValidationError(_("This month is no draft."), code="no_draft")
    return found
