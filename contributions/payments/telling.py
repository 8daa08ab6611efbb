"""What happened to a payment or a bill, from the history of its row."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agencies.pages import figures
from contributions.models import Bill, BillState, Channel, Payment
from enrolment.workers.timeline import Change, Entry, names_of, user_of

_PAYMENT = ("code", "channel", "reference", "sp2d_number", "sp2d_on", "note", "file_name")
_BILL = ("code", "amount", "penalty", "issued_on", "valid_until", "note", "file_name")


def of_payment(payment: Payment) -> list[Entry]:
    """Newest first. Two queries."""
    return _entries(payment, _PAYMENT, _payment_moves)


def of_bill(bill: Bill) -> list[Entry]:
    """Newest first. Two queries."""
    return _entries(bill, _BILL, _bill_moves)


def _entries(record: Any, told: tuple[str, ...], moves: Callable[[Any, Any], Iterator[str]]) -> list[Entry]:
    model = record.pgh_event_model
    events = list(model.objects.filter(pgh_obj=record.pk).select_related("pgh_context").order_by("pgh_id"))
    users = names_of(events)
    found, old = [], None
    for event in events:
        changed = [name for name in told if old and getattr(old, name) != getattr(event, name)]
        changes = [_change(record, name, old, event) for name in changed]
        entry = Entry(event.pgh_created_at, users.get(user_of(event), ""), [*moves(old, event)], changes)
        if entry.moves or entry.changes:
            found.append(entry)
        old = event
    return found[::-1]


def _payment_moves(old: Any, new: Any) -> Iterator[str]:
    if old is None:
        words = {"amount": figures.rupiah(new.amount), "day": figures.day(new.paid_on)}
        yield _("Entered: %(amount)s of %(day)s") % words
        return
    if old.group_id != new.group_id:
        yield _("Placed with this contribution group") if new.group_id else _("Taken off its group again")
    if new.voided_at and not old.voided_at:
        yield _("Taken back: %(reason)s") % {"reason": new.void_reason}
    elif old.voided_at and not new.voided_at:
        yield _("Brought back")
    if new.moved_out > old.moved_out:
        yield _("%(amount)s moved or paid back") % {"amount": figures.rupiah(new.moved_out - old.moved_out)}
    elif new.moved_out < old.moved_out:
        yield _("%(amount)s came back") % {"amount": figures.rupiah(old.moved_out - new.moved_out)}


def _bill_moves(old: Any, new: Any) -> Iterator[str]:
    if old is None:
        words = {"amount": figures.rupiah(new.amount), "state": BillState(new.state).label}
        yield _("Entered: %(amount)s, %(state)s") % words
    elif new.state == BillState.VOID and old.state != new.state:
        yield _("Withdrawn: %(reason)s") % {"reason": new.void_reason}
    elif old.state != new.state:
        words = {"old": BillState(old.state).label, "new": BillState(new.state).label}
        yield _("%(old)s → %(new)s") % words


def _change(record: Any, name: str, old: Any, new: Any) -> Change:
    label = str(record._meta.get_field(name).verbose_name)
    return Change(label[:1].upper() + label[1:], _shown(name, old), _shown(name, new))


def _shown(name: str, event: Any) -> str:
    value = getattr(event, name)
    if name == "channel":
        return str(Channel(value).label)
    if isinstance(value, Decimal):
        return figures.rupiah(value)
    return figures.day(value) if isinstance(value, dt.date) else value or "–"
