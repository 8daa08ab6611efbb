"""Counting the coverage of very many agencies after the request that changed it: some hundred at a time.

What one agency does is counted at the end of its transaction. Moving a due date changes all agencies of the
installation: where there are more than `AT_ONCE` groups these wait in the database for a job, and whoever
saves a list meanwhile waits for one batch at most.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from procrastinate.contrib.django import app

from agencies.models import ContributionGroup

TASK = "count_coverage"
AT_ONCE = 1_000
"""Groups whose agencies are counted within a second or two."""
BATCH = 500
_SET = "select set_config('app.count_later', %s, true)"


@contextmanager
def counted_by_a_job() -> Iterator[None]:
    """What the block changes for all agencies is counted by a job, or as ever where they are not that many.
    Only within a transaction."""
    if ContributionGroup.objects.all()[: AT_ONCE + 1].count() <= AT_ONCE:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_SET, ["on"])
        yield
        cursor.execute(_SET, [""])
    app.configure_task(TASK, lock=TASK).defer()


def waiting() -> int:
    """How many agencies wait to be counted. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("select cardinality(coverage_waiting())")
        return cursor.fetchone()[0]


def count_waiting(region: int | None = None) -> None:
    """Count those that wait, of a region (id) or of all: each batch is a transaction of its own, unless there
    is one already. Whoever counts one at the same moment is waited for."""
    while _count_some(region):
        pass


def _count_some(region: int | None) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select coverage_count_later(%s, %s)", [BATCH, region])
        return cursor.fetchone()[0]
