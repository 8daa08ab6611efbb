"""What happened to a claim, from the history of its row: for its own page and for the worker's timeline."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agencies.pages import figures
from enrolment.models import BenefitClaim, ClaimState, ClosingReason, Worker
from enrolment.models.claims import ClaimKind
from enrolment.workers.timeline import Change, Entry, names_of, user_of

TOLD_AS_CHANGES = ("kind", "happened_on", "known_on", "place", "note")


def entries(worker: Worker) -> list[Entry]:
    """The steps of all claims of a worker, oldest first. Two queries, whoever asks: nothing of health is in
    this history."""
    return _entries(worker=worker.pk)


def steps_of(claim: BenefitClaim) -> list[Entry]:
    """The steps of one claim, newest first."""
    return _entries(pgh_obj=claim.pk)[::-1]


def _entries(**which: Any) -> list[Entry]:
    model = BenefitClaim.pgh_event_model  # type: ignore[attr-defined]  # pghistory.track sets it
    events = list(model.objects.filter(**which).select_related("pgh_context").order_by("pgh_id"))
    users = names_of(events)
    last: dict[int, Any] = {}
    found = []
    for event in events:
        old = last.get(event.pgh_obj_id)
        last[event.pgh_obj_id] = event
        entry = Entry(event.pgh_created_at, users.get(user_of(event), ""), *_told(old, event))
        if entry.moves or entry.changes:
            found.append(entry)
    return found


def _told(old: Any, new: Any) -> tuple[list[str], list[Change]]:
    if old is None:
        return [_reported(new)], []
    moves = [*_moves(old, new)]
    changed = [name for name in TOLD_AS_CHANGES if getattr(old, name) != getattr(new, name)]
    return moves, [_change(name, old, new) for name in changed]


def _reported(new: Any) -> str:
    words = {"kind": ClaimKind(new.kind).label, "day": figures.day(new.happened_on)}
    return _("Reported: %(kind)s, %(day)s") % words


def _moves(old: Any, new: Any) -> Iterator[str]:
    if old.told_on != new.told_on:
        told = _("BPJS was told on %(day)s") % {"day": figures.day(new.told_on)}
        yield told if new.told_on else _("BPJS was not told yet, after all")
    if old.state != new.state:
        yield _step(old, new)


def _step(old: Any, new: Any) -> str:
    if new.state == ClaimState.REPORTED or old.state in (ClaimState.PAID, ClaimState.CLOSED):
        return _("Taken back: “%(state)s”") % {"state": ClaimState(old.state).label}
    if new.state == ClaimState.FILED:
        said = _("Claim filed with BPJS on %(day)s") % {"day": figures.day(new.filed_on)}
        return f"{said} ({new.filed_number})" if new.filed_number else said
    if new.state == ClaimState.PAID:
        words = {"amount": figures.rupiah(new.amount), "day": figures.day(new.paid_on), "to": new.paid_to}
        return _("%(amount)s paid on %(day)s to %(to)s") % words
    words = {"reason": ClosingReason(new.closing_reason).label, "day": figures.day(new.closed_on)}
    return _("Claim closed on %(day)s: %(reason)s") % words


def _change(name: str, old: Any, new: Any) -> Change:
    label = str(getattr(BenefitClaim._meta.get_field(name), "verbose_name", name))
    return Change(label[:1].upper() + label[1:], _shown(name, old), _shown(name, new))


def _shown(name: str, event: Any) -> str:
    value = getattr(event, name)
    if name == "kind":
        return str(ClaimKind(value).label)
    return figures.day(value) if isinstance(value, dt.date) else value or "–"
