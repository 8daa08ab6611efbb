"""What people decided about a draft, put aside while its lines are made anew.

Between the old lines and the new ones a draft owes nothing. Corrections that give back would make it less
than nothing, which the database refuses, and money directed at it would be free for other months.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from contributions.billing.books import release
from contributions.models import Allocation, AssessmentLine, LineKind

_KEEP = """
create temporary table line_aside on commit drop as
select l.* from contributions_assessmentline l
where l.assessment_id = any(%(drafts)s) and l.kind <> 'regular'
"""
_TAKE = "delete from contributions_assessmentline l using line_aside k where l.id = k.id"
_OVERDRAWN = """
select a.group_id from line_aside k join contributions_assessment a on a.id = k.assessment_id
group by a.id having a.total + sum(k.total) < 0
"""
_GIVE_BACK = "insert into contributions_assessmentline select * from line_aside"
_FORGET = "drop table line_aside"


class Overdrawn(Exception):
    """The corrections of these groups' drafts (ids) are more than the rest of them."""

    def __init__(self, groups: set[int]) -> None:
        super().__init__(groups)
        self.groups = groups


@contextmanager
def set_aside(drafts: Sequence[int]) -> Iterator[None]:
    """Corrections and directed payments of these drafts (ids) are as before afterwards; what the new sums do
    not bear is settled then. Raises Overdrawn where corrections are more than the rest of a draft."""
    directed = list(Allocation.objects.filter(assessment__in=drafts, is_pinned=True))
    lines = AssessmentLine.objects.filter(assessment__in=drafts).exclude(kind=LineKind.REGULAR)
    corrected = lines.exists()
    if corrected:
        _run(_KEEP, drafts)
        _run(_TAKE, drafts)
    yield
    if corrected:
        if groups := {group for (group,) in _run(_OVERDRAWN, drafts)}:
            raise Overdrawn(groups)
        _run(_GIVE_BACK, drafts)
        _run(_FORGET, drafts)
    _direct_again(directed)


def _run(statement: str, drafts: Sequence[int]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"drafts": list(drafts)})
        return cursor.fetchall() if cursor.description else []


def _direct_again(before: list[Allocation]) -> None:
    there = set(Allocation.objects.filter(pk__in=[one.pk for one in before]).values_list("pk", flat=True))
    lost = [one for one in before if one.pk not in there]
    if lost:
        release({one.payment_id for one in lost})
        Allocation.objects.bulk_create(lost)
