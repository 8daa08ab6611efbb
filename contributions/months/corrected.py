"""What is different today in months that are final, for the drafts that could take it over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import transaction

from agencies.models import ContributionGroup
from contributions.billing import corrections
from contributions.billing.corrections import Change
from contributions.billing.standing import ZERO
from contributions.months.reading import GroupMonth


@dataclass(frozen=True)
class MonthChanges:
    """What one final month of a group would be more or less today."""

    group: ContributionGroup
    month: date
    changes: list[Change]

    @property
    def key(self) -> str:
        return f"{self.group.pk}-{self.month:%Y-%m}"

    @property
    def people(self) -> int:
        return len({change.worker for change in self.changes})

    @property
    def total(self) -> Decimal:
        return sum_of(self.changes)


def sum_of(changes: Iterable[Change]) -> Decimal:
    return sum((change.total for change in changes), ZERO)


def changes_for(drafts: Iterable[GroupMonth], month: date) -> list[MonthChanges]:
    """Oldest first. One statement for each final month of each group."""
    return [
        MonthChanges(draft.group, about, list(found))
        for draft in drafts
        for about, found in groupby(corrections.changes(draft.group, month), lambda change: change.month)
    ]


@transaction.atomic
def take_over(*, drafts: Iterable[GroupMonth], chosen: list[MonthChanges], note: str, by: Any) -> int:
    """Put what changed into the drafts of the same groups; how many lines. ValidationError as
    `corrections.take_over` raises it; then nothing is taken over."""
    count = 0
    for draft in drafts:
        months = [one.month for one in chosen if one.group == draft.group]
        if months and draft.assessment:
            count += corrections.take_over(draft=draft.assessment, months=months, note=note, by=by)
    return count


@transaction.atomic
def drop(*, drafts: Iterable[GroupMonth], by: Any) -> int:
    """Take the corrections out of the drafts again; how many lines."""
    return sum(corrections.drop(draft=one.assessment, by=by) for one in drafts if one.assessment)
