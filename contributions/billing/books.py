"""The books of a group: kept by the database, brought up to date by whoever changes what is in them."""

from collections.abc import Iterable

from django.db import connection


def settle(groups: Iterable[int]) -> None:
    """Lay the payments of these groups (ids) over their months, oldest first. Once, at the end of an action
    that changed bills, payments or assessments; one call for any number of groups."""
    with connection.cursor() as cursor:
        cursor.execute("select contributions_settle(%s)", [sorted(set(groups))])


def release(payments: Iterable[object], *, pinned: bool = False) -> None:
    """Take payments (ids) off the months that they pay, before they change; directed ones too if `pinned`.
    What pays a closed month stays."""
    with connection.cursor() as cursor:
        cursor.execute("select contributions_release(%s::uuid[], %s)", [list(payments), pinned])
