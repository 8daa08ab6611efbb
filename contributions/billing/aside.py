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
    lines = AssessmentLine.objects.filter(assessment__in=drafts).exclude(kind=LineKind.REGULAR)
    corrected = lines.exists()
    with directed_still(drafts):
        if corrected:
            _run(_KEEP, drafts)
            _run(_TAKE, drafts)
        yield
        if corrected:
            _put_back(drafts)


@contextmanager
def directed_still(drafts: Sequence[int]) -> Iterator[None]:
    """Payments directed at these drafts (ids) are so afterwards, though the drafts owed less meanwhile."""
    before = list(Allocation.objects.filter(assessment__in=drafts, is_pinned=True))
    yield
    _direct_again(before)


def _put_back(drafts: Sequence[int]) -> None:
    if groups := {group for (group,) in _run(_OVERDRAWN, drafts)}:
        raise Overdrawn(groups)
    _run(_GIVE_BACK, drafts)
    _run(_FORGET, drafts)


def _run(statement: str, drafts: Sequence[int]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"drafts": list(drafts)})
        return cursor.fetchall() if cursor.description else []


def _direct_again(before: list[Allocation]) -> None:
    now = dict(Allocation.objects.filter(pk__in=[one.pk for one in before]).values_list("pk", "amount"))
    lost = [one for one in before if one.pk not in now]
    cut = [one for one in before if now.get(one.pk, one.amount) < one.amount]
    if lost or cut:
        release({one.payment_id for one in (*lost, *cut)})
        Allocation.objects.bulk_create(lost)
        Allocation.objects.bulk_update(cut, ["amount"])
