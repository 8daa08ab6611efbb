"""Changing many workers in one step and taking that back. Enrolment and KPJ are never touched."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.groups.queries import groups_of
from agencies.models import Agency, ContributionGroup
from enrolment import figures
from enrolment.models import BatchKind, ChangeBatch, ChangedWorker, Worker
from enrolment.seen import check, mark
from enrolment.workers.changes import sql
from enrolment.workers.sql import lock_rosters, many_rows


@dataclass(frozen=True)
class Decree:
    """What a change rests on: the SK, or another paper, and the day from which it holds."""

    sk_number: str
    sk_date: dt.date
    effective_on: dt.date


def category_changes(workers: QuerySet[Worker], category: str) -> QuerySet[Worker]:
    """Of these, the ones whose category would change."""
    return workers.exclude(category=category)


def guarantor_changes(workers: QuerySet[Worker], guarantor: str) -> QuerySet[Worker]:
    """Of these, the ones for whom somebody else would answer."""
    return workers.exclude(guarantor=guarantor)


def group_changes(workers: QuerySet[Worker], group: ContributionGroup) -> QuerySet[Worker]:
    """Of these, the ones who are in another contribution group."""
    return workers.exclude(contribution_group=group)


def contract_changes(workers: QuerySet[Worker], until: dt.date) -> QuerySet[Worker]:
    """Of these, the ones whose contract would end later than now: an extension shortens nobody's."""
    return workers.filter(Q(contract_until=None) | Q(contract_until__lt=until))


def change_category(
    *,
    agency: Agency,
    workers: QuerySet[Worker],
    category: str,
    decree: Decree,
    by: Any,
    seen: str | None = None,
) -> ChangeBatch:
    """Give these workers of the agency another category from a day on. Returns the batch that `undo` takes
    back.

    `seen` is the `seen_of` those whom the preview showed; ShownAnew when others would change by now.
    """
    batch = ChangeBatch(agency=agency, kind=BatchKind.CATEGORY, category=category)
    return _change(batch, category_changes(workers, category), decree, by, seen)


def change_guarantor(
    *,
    agency: Agency,
    workers: QuerySet[Worker],
    guarantor: str,
    decree: Decree,
    by: Any,
    seen: str | None = None,
) -> ChangeBatch:
    """Say who answers for these workers from a day on: BPJS or Taspen (PP 70/2015). `decree` is the paper
    that says so. Enrolment stays: who is registered with BPJS too remains registered."""
    batch = ChangeBatch(agency=agency, kind=BatchKind.GUARANTOR, guarantor=guarantor)
    return _change(batch, guarantor_changes(workers, guarantor), decree, by, seen)


def change_group(
    *,
    agency: Agency,
    workers: QuerySet[Worker],
    group: ContributionGroup,
    decree: Decree,
    by: Any,
    seen: str | None = None,
) -> ChangeBatch:
    """Put these workers into another contribution group that serves the agency. ValidationError where it does
    not."""
    if not groups_of(agency).filter(pk=group.pk).exists():
        raise ValidationError(_("This contribution group does not serve the agency."), code="group")
    batch = ChangeBatch(agency=agency, kind=BatchKind.GROUP, group=group)
    return _change(batch, group_changes(workers, group), decree, by, seen)


def extend_contracts(
    *,
    agency: Agency,
    workers: QuerySet[Worker],
    until: dt.date,
    decree: Decree,
    by: Any,
    seen: str | None = None,
) -> ChangeBatch:
    """Let these workers' contracts end later. Returns the batch that `undo` takes back; `seen` as above."""
    batch = ChangeBatch(agency=agency, kind=BatchKind.CONTRACT, contract_until=until)
    return _change(batch, contract_changes(workers, until), decree, by, seen)


def seen_of(workers: QuerySet[Worker]) -> str:
    """The mark of those who would change, as a preview shows them."""
    return mark(_ids(workers))


def _ids(workers: QuerySet[Worker]) -> list[int]:
    return list(workers.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _change(
    batch: ChangeBatch, workers: QuerySet[Worker], decree: Decree, by: Any, seen: str | None
) -> ChangeBatch:
    """ValidationError when nobody would change, or the change is to hold from a day in the future."""
    if decree.effective_on > timezone.localdate():
        raise ValidationError(_("The day lies in the future. Record it when it has come."), code="future")
    lock_rosters([batch.agency_id])
    ids = _ids(workers.filter(agency=batch.agency_id))
    check(seen, ids)
    if not ids:
        raise ValidationError(_("Nobody would change."), code="nobody")
    batch.sk_number, batch.sk_date = decree.sk_number, decree.sk_date
    batch.effective_on, batch.made_by_id = decree.effective_on, getattr(by, "pk", None)
    batch.save()
    keys = {"batch": batch.pk, "agency": batch.agency_id, "ids": ids}
    with many_rows(), pghistory.context(user=batch.made_by_id, action=batch.kind, batch=batch.pk):
        with connection.cursor() as cursor:
            for statement in (sql.KEEP_BEFORE, *sql.TERMS.get(batch.kind, ()), sql.CHANGE[batch.kind]):
                cursor.execute(statement, keys)
        figures.recount([batch.agency_id])
    return batch


@transaction.atomic
def undo(*, batch: ChangeBatch, by: Any) -> dict[str, int]:
    """Put back everybody whom nobody changed since; the others keep what they have and stay named in the
    batch. Returns `reversed` and `kept`. ValidationError when it was taken back already."""
    lock_rosters([batch.agency_id])
    batch = ChangeBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.undone_at:
        raise ValidationError(_("This change was taken back already."), code="undone")
    batch.undone_at, batch.undone_by_id = timezone.now(), getattr(by, "pk", None)
    batch.save(update_fields=["undone_at", "undone_by"])
    keys = {"batch": batch.pk, "agency": batch.agency_id}
    with many_rows(), pghistory.context(user=batch.undone_by_id, action="change_back", undone=batch.pk):
        with connection.cursor() as cursor:
            for statement in sql.TERMS_BACK if batch.kind in sql.TERMS else ():
                cursor.execute(statement, keys)
            cursor.execute(sql.PUT_BACK[batch.kind], keys)
            reversed_count = cursor.rowcount
        figures.recount([batch.agency_id])
    return {"reversed": reversed_count, "kept": ChangedWorker.objects.filter(batch=batch).count()}


def changed_since(batch: ChangeBatch) -> QuerySet[Worker]:
    """Whom somebody edited after the change: undoing leaves them alone."""
    left = ChangedWorker.objects.filter(batch=batch, worker_id=OuterRef("pk"))
    if not batch.undone_at:
        left = left.exclude(worker_revision=OuterRef("revision"))
    return Worker.objects.filter(Exists(left), agency=batch.agency_id).order_by("name", "pk")


def expired(workers: QuerySet[Worker], on: dt.date) -> QuerySet[Worker]:
    """Whose contract has run out by a day. A contract's end alone ends nobody."""
    return workers.filter(contract_until__lt=on).order_by(F("contract_until"), "name", "pk")
