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
from contributions.billing.aside import directed_still
from contributions.billing.assessing import hold, keys_of, of_month
from contributions.billing.books import settle
from contributions.billing.due import after
from contributions.models import Assessment, AssessmentLine, AssessmentState, LineKind
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
    """What is different today of the final months before one, oldest first. One statement a month.

    Of everybody in the group, as `take_over` takes them: whoever shows it hides whom the reader may not see.
    """
    found: list[Change] = []
    for keys in _keys(group.pk, final_months(group.pk, before)):
        month = keys["month"]
        with access.acting(access.SYSTEM), connection.cursor() as cursor, many_rows():
            cursor.execute(sql.LOOK_CHANGED, keys)
            for worker, name, nik, agency, kind, base, *parts, total in cursor.fetchall():
                found.append(Change(month, worker, name, nik, agency, kind, base, tuple(parts), total))
    return found


def _keys(group: int, months: list[dt.date]) -> list[dict[str, Any]]:
    """What the statements are told of each of these final months of a group. Few queries, for any number."""
    if not months:
        return []
    with access.acting(access.SYSTEM):
        return _keys_of_all(group, months)


def _keys_of_all(group: int, months: list[dt.date]) -> list[dict[str, Any]]:
    later = Assessment.objects.filter(group=group, month__gte=min(months)).order_by()
    ids = list(later.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(sql.HOLDERS, {"assessments": ids, "months": months})
        holders = dict(cursor.fetchall())
    one = keys_of([group], months[0])
    return [one | of_month(month) | {"holders": holders.get(month, [])} for month in months]


@transaction.atomic
def take_over(*, draft: Assessment, months: Iterable[dt.date], note: str, by: Any) -> int:
    """Put what changed of these final months into a draft as lines of their own; how many. ValidationError
    where it is no draft, or its total would fall below zero."""
    found = _held(draft)
    count = 0
    try:
        with (
            access.acting(access.SYSTEM),
            directed_still([found.pk]),
            connection.cursor() as cursor,
            many_rows(),
        ):
            for keys in _keys(found.group_id, sorted(months)):
                keys |= {"drafts": [found.pk], "note": note[:200]}
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
    """Take the corrections out of a draft again, whoever they are about; how many lines."""
    found = _held(draft)
    with access.acting(access.SYSTEM):
        count, _each = found.lines.exclude(kind="regular").delete()
    settle([found.group_id])
    return count


def standing_in(drafts: Iterable[Assessment]) -> int:
    """How many corrections stand in these drafts, whoever they are about."""
    with access.acting(access.SYSTEM):
        lines = AssessmentLine.objects.filter(assessment__in=[draft.pk for draft in drafts])
        return lines.exclude(kind=LineKind.REGULAR).count()


def _held(draft: Assessment) -> Assessment:
    hold([draft.group_id])
    found = Assessment.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if found.state != AssessmentState.DRAFT:
        raise ValidationError(_("This month is no draft."), code="no_draft")
    return found
