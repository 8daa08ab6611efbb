"""Saving a list of payments and taking it back, answering whose rows are, matching its columns."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contributions.models import Channel, ListState, Payment, PaymentList, PaymentRow
from contributions.payments.actions import NewPayment, enter_payments, void_hindrances, void_payments
from contributions.payments.held import lock_books
from contributions.payments.lists import kinds, placing, reading, sql
from contributions.payments.lists.houses import house_of
from contributions.payments.lists.kinds import RowKind, rows_of
from enrolment.seen import ShownAnew, mark

NOT_OPEN = gettext_lazy("This list is no longer open: somebody has saved it or thrown it away.")
NOT_SAVED = gettext_lazy("This list is not saved, or was taken back already.")
OPEN = (ListState.UNMATCHED, ListState.READY)
_CHANNELS = {channel: channel.value for channel in Channel if channel not in (Channel.OTHER, Channel.RKUD)}


def savable(found: PaymentList) -> tuple[str, ...]:
    """The kinds of rows that saving makes payments of: whose is not known is the branch's to keep alone."""
    return (RowKind.NEW, RowKind.UNPLACED) if found.branch_id else (RowKind.NEW,)


def seen_of(found: PaymentList) -> str:
    """What a preview shows, as a mark: it comes back with the decision."""
    rows = rows_of(found).filter(kind__in=savable(found)).order_by("ordinal")
    return mark(f"{pk} {group}" for pk, group in rows.values_list("pk", "group"))


@transaction.atomic
def refresh(found: PaymentList) -> None:
    """Lay an open list beside what is known by now: bills and payments come while it waits."""
    locked = PaymentList.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if locked is None or locked.state != ListState.READY:
        return
    placing.place(locked, house_of(locked))
    counts = kinds.kept(locked)
    if counts != locked.counts:
        locked.counts = counts
        locked.save(update_fields=["counts"])


@transaction.atomic
def save(*, found: PaymentList, seen: str, by: Any) -> list[Payment]:
    """Make payments of a list's new rows and lay them over the months, all in one go. Returns them.

    ValidationError where it is not open any more; ShownAnew where other rows than those that were seen would
    be saved by now: somebody entered one of them, a bill has come.
    """
    locked = _locked(found, [ListState.READY], NOT_OPEN)
    known = placing.place(locked, house_of(locked))
    # Another list may be telling of the same money just now: once it is saved, its payments are known here.
    lock_books(rows_of(locked).filter(kind=RowKind.NEW).order_by().values_list("group", flat=True))
    placing.recognise(locked, known)
    if seen != seen_of(locked):
        raise ShownAnew
    rows = rows_of(locked).filter(kind__in=savable(locked)).select_related("group").order_by("ordinal")
    going = list(rows)
    payments = enter_payments(payments=[_payment(row, locked) for row in going], by=by)
    with connection.cursor() as cursor:
        ids: dict[str, Any] = {"rows": [row.pk for row in going], "payments": [one.pk for one in payments]}
        cursor.execute(sql.TIE, ids)
    locked.state, locked.saved_at, locked.saved_by_id = (
        ListState.SAVED,
        timezone.now(),
        getattr(by, "pk", None),
    )
    locked.counts = kinds.kept(locked)
    locked.save()
    return payments


def _payment(row: PaymentRow, found: PaymentList) -> NewPayment:
    assert row.paid_on is not None and row.amount is not None
    return NewPayment(
        paid_on=row.paid_on,
        amount=row.amount,
        group=row.group,
        code=row.code[:20],
        channel=channel_of(row.channel),
        reference=row.reference,
        origin=found.origin,
        branch=found.branch,
        list=found,
    )


def channel_of(text: str) -> str:
    """The channel that a text names: `Bank BJB Cab. Serang` is BJB; RKUD and SP2D are the treasury."""
    words = text.upper().replace("-", " ").replace(".", " ").split()
    if {"RKUD", "SP2D", "KASDA"} & set(words):
        return Channel.RKUD
    named = [value for channel, value in _CHANNELS.items() if channel.label.upper() in words]
    return named[0] if len(named) == 1 else Channel.OTHER


@transaction.atomic
def undo(*, found: PaymentList, by: Any) -> int:
    """Take back what a list brought, but for payments that were taken back one by one. Returns how many.

    ValidationError, and nothing happens, where one of them pays a closed month or was moved; it names them.
    """
    locked = _locked(found, [ListState.SAVED], NOT_SAVED)
    standing = locked.payments.filter(voided_at=None)
    ids = list(standing.values_list("pk", flat=True))
    if hindered := void_hindrances(ids):
        raise ValidationError(_hindered(hindered))
    if ids:
        reason = _("The list “%(file)s” was taken back.") % {"file": locked.file_name[:200]}
        void_payments(payments=ids, reason=reason, by=by)
    locked.state, locked.undone_at, locked.undone_by_id = (
        ListState.UNDONE,
        timezone.now(),
        getattr(by, "pk", None),
    )
    locked.save(update_fields=["state", "undone_at", "undone_by"])
    return len(ids)


def _hindered(hindered: Mapping[Any, ValidationError], most: int = 20) -> list[str]:
    """A sentence for each payment that stands in the way, the first ones by row."""
    rows = PaymentRow.objects.filter(payment__in=hindered).select_related("group__agency").order_by("ordinal")
    said = []
    for row in rows[:most]:
        assert row.payment_id is not None
        whose = row.group.agency.name if row.group else row.payer
        why = " ".join(hindered[row.payment_id].messages)
        said.append(_("Row %(row)s, %(whose)s: %(why)s") % {"row": row.row, "whose": whose, "why": why})
    if len(hindered) > most:
        said.append(_("And %(n)s more.") % {"n": len(hindered) - most})
    return said


@transaction.atomic
def answer(*, found: PaymentList, answers: Mapping[str, str], by: Any) -> None:
    """Say whose rows are that nobody knew: key -> group (id) of this house, or `placing.OUT` for no
    contribution; an empty one takes an answer back. Kept for the next list. ValidationError where the list is
    not open any more."""
    locked = _locked(found, [ListState.READY], NOT_OPEN)
    house = house_of(locked)
    groups = {str(pk) for pk in house.groups().values_list("pk", flat=True)}
    kept = dict(locked.matching.get("answers", {}))
    for key, one in answers.items():
        if one == placing.OUT or one in groups:
            kept[key] = one
        elif not one:
            kept.pop(key, None)
    locked.matching = locked.matching | {"answers": kept}
    placing.place(locked, house)
    locked.counts = kinds.kept(locked)
    locked.save(update_fields=["matching", "counts"])


@transaction.atomic
def use(*, found: PaymentList, matching: dict[str, Any]) -> PaymentList:
    """Read a list anew as its columns were matched, and keep that for the next list like it. Raises
    Unreadable when it cannot be read like this, and ValidationError where it is not open any more; then
    everything stays as it was."""
    locked = _locked(found, OPEN, NOT_OPEN)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql.FORGET_ROWS, {"list": locked.pk})
        locked.matching = {"answers": locked.matching.get("answers", {})} | matching
        reading.read_as_is(locked)
    return locked


def _locked(found: PaymentList, states: Iterable[str], otherwise: Any) -> PaymentList:
    locked = PaymentList.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if locked is None or locked.state not in states:
        raise ValidationError(otherwise)
    return locked
