"""What happened to a worker, newest first, from the history of its rows: who, when, old and new; and from
whatever else tells of a worker (`enrolment.workers.sources`)."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import User
from agencies.pages import figures
from enrolment.cases.wording import moved_from_words
from enrolment.models import Basis, EndReason, Enrolment, Worker
from enrolment.workers.changes.telling import batches_of, decree_moves
from enrolment.workers.wording import field_label, month_name, shown_value

SPELL_FIELDS = ("listed_on", "submitted_on", "registered_on", "kpj")
NOT_SHOWN = frozenset({"id", "revision", "agency"})


@dataclass
class Change:
    """One field, old and new, as people read them."""

    label: str
    old: str
    new: str


@dataclass
class Entry:
    """What one step changed; `by` is empty when the system did it."""

    at: dt.datetime
    by: str
    moves: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    number: int = 0  # of the history's own entry: the order of what was done in one transaction


# What tells more of a worker: entries, or (moment, who, words).
Source = Callable[[Worker], Iterable[Entry | tuple[dt.datetime, str, str]]]


def timeline(worker: Worker, sources: Iterable[Source] = ()) -> list[Entry]:
    """The entries, newest first. Four queries at most, however many events, and those of the sources."""
    persons = list(
        Worker.pgh_event_model.objects.filter(pgh_obj=worker.pk).select_related(
            "pgh_context", "contribution_group"
        )
    )
    spells = list(
        Enrolment.pgh_event_model.objects.filter(worker=worker.pk).select_related("pgh_context", "moved_from")
    )
    users = names_of(chain(persons, spells))
    entries: dict[tuple, Entry] = {}
    for event, moves, changes in chain(of_person(persons), of_spells(spells)):
        key = (event.pgh_created_at, event.pgh_context_id)
        by = users.get(user_of(event), "")
        entry = entries.setdefault(key, Entry(event.pgh_created_at, by, number=event.pgh_id))
        entry.moves += moves
        entry.changes += changes
    found = [entry for entry in entries.values() if entry.moves or entry.changes]
    for source in sources:
        found += [told if isinstance(told, Entry) else as_entry(*told) for told in source(worker)]
    return sorted(found, key=lambda entry: (entry.at, entry.number), reverse=True)


def as_entry(at: dt.datetime, by: str, words: str) -> Entry:
    return Entry(at, by, [words])


def user_of(event: Any) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def names_of(events: Iterable[Any]) -> dict[int | None, str]:
    ids = {user_of(event) for event in events} - {None}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}


def of_person(events: list[Any]) -> Iterator[tuple[Any, list[str], list[Change]]]:
    """Updates of the worker's own data; its first entry says nothing that the list does not. A change by SK
    is told as such."""
    events.sort(key=lambda event: event.pgh_id)
    batches = batches_of(events)
    for old, new in pairwise(events):
        yield new, decree_moves(new, batches), changes_between(old, new, person_fields())


def person_fields() -> list[str]:
    return [f.name for f in Worker._meta.concrete_fields if f.name not in NOT_SHOWN]


def changes_between(old: Any, new: Any, names: Iterable[str]) -> list[Change]:
    """The fields that differ, in their order; a NIK is masked."""
    found = []
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            found.append(Change(field_label(name), shown_value(name, before), shown_value(name, after)))
    return found


def of_spells(events: list[Any]) -> Iterator[tuple[Any, list[str], list[Change]]]:
    last: dict[int, Any] = {}
    for event in sorted(events, key=lambda event: event.pgh_id):
        old = last.get(event.pgh_obj_id)
        moves = moves_of(old, event)
        told = {"registered_on", "submitted_on"} if old and old.state != event.state else set()
        changes = changes_between(old, event, [n for n in SPELL_FIELDS if n not in told]) if old else []
        last[event.pgh_obj_id] = event
        yield event, [*moves, *note_of(event, moves)], changes


def note_of(event: Any, moves: list[str]) -> list[str]:
    """The reason or note that was given with a step."""
    note = event.pgh_context.metadata.get("note") if event.pgh_context and moves else ""
    return [f"“{note}”"] if note else []


def moves_of(old: Any, new: Any) -> list[str]:
    """The step of the spell in words; empty where no state changed."""
    if old is None:
        if new.moved_from_id:
            return [moved_from_words(new.moved_from, new.listed_on)]
        moves = [_("On the list since %(day)s") % {"day": figures.day(new.listed_on)}]
        return moves if new.state == "listed" else [*moves, state_move(new)]
    if new.moved_from_id and not old.moved_from_id:
        return [moved_from_words(new.moved_from, new.listed_on)]
    if old.moved_from_id and not new.moved_from_id:
        return [_("The transfer was taken back")]
    if old.state == "ended" and new.state != "ended":
        return [_("The end was taken back")]
    if old.state == "registered" and new.state in ("listed", "submitted"):
        return [_("The registration was taken back")]
    if old.state != new.state:
        return [state_move(new)]
    if old.basis == Basis.STATED and new.basis == Basis.CONFIRMED:
        return [
            _("Registration confirmed by BPJS's list of %(month)s")
            % {"month": month_name(new.confirmed_month)}
        ]
    if old.basis == Basis.CONFIRMED and new.basis == Basis.STATED:
        return [_("The confirmation by BPJS was taken back")]
    return []


def state_move(new: Any) -> str:
    if new.state == "ended":
        reason = EndReason(new.end_reason).label
        return _("No longer counted from %(day)s: %(reason)s") % {
            "day": figures.day(new.ended_on),
            "reason": str(reason).lower(),
        }
    if new.state == "submitted":
        return _("Submitted to BPJS on %(day)s") % {"day": figures.day(new.submitted_on)}
    if new.state == "registered" and new.basis == Basis.CONFIRMED:
        return _("Registered since %(day)s, confirmed by BPJS's list of %(month)s") % {
            "day": figures.day(new.registered_on),
            "month": month_name(new.confirmed_month),
        }
    if new.state == "registered":
        return _("Registered since %(day)s, according to the agency") % {
            "day": figures.day(new.registered_on)
        }
    return _("Back among those listed")
