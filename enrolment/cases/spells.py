"""Changing a spell so that it can be put back: its fields before, and the revision that was left."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date

from enrolment.models import Enrolment, EnrolmentState, ProposedExit, Worker
from enrolment.workers.actions import check_end

DAYS = ("listed_on", "submitted_on", "registered_on", "confirmed_month", "ended_on")
FIELDS = (*DAYS, "state", "basis", "kpj", "end_reason", "moved_from_id")


@dataclass(frozen=True)
class Kept:
    """A spell as a case's `before` keeps it. `fields` is None for one that the decision made; `made_worker`
    when it made the worker, too. `left_at` are the revisions of spell and worker that the decision left."""

    spell: int
    worker: int
    fields: dict[str, Any] | None
    left_at: tuple[int, int]
    made_worker: bool

    @classmethod
    def of(cls, found: dict[str, Any]) -> "Kept":
        return cls(**{**found, "left_at": tuple(found["left_at"])})

    @property
    def is_untouched(self) -> bool:
        """Whether spell and worker stand as the decision left them, and no newer spell began."""
        spell = Enrolment.objects.filter(pk=self.spell).select_related("worker").first()
        if spell is None or spell.revision != self.left_at[0]:
            return False
        if self.made_worker and spell.worker.revision != self.left_at[1]:
            return False
        return not Enrolment.objects.filter(worker=self.worker, pk__gt=self.spell).exists()


def fields_of(spell: Enrolment) -> dict[str, Any]:
    """The spell's fields as JSON takes them."""
    values = {name: getattr(spell, name) for name in FIELDS}
    return {name: v.isoformat() if isinstance(v, dt.date) else v for name, v in values.items()}


def kept(spell: Enrolment, before: dict[str, Any] | None, *, made_worker: bool = False) -> dict[str, Any]:
    """What taking back needs about a spell that was just saved."""
    spell.refresh_from_db(fields=["revision"])
    revision = Worker.objects.values_list("revision", flat=True).get(pk=spell.worker_id)
    return {
        "spell": spell.pk,
        "worker": spell.worker_id,
        "fields": before,
        "left_at": [spell.revision, revision],
        "made_worker": made_worker,
    }


def last_day(spell: Enrolment) -> dt.date:
    """The newest of the days that a spell has: it cannot end before."""
    return max(day for day in (spell.listed_on, spell.submitted_on, spell.registered_on) if day)


def end(spell: Enrolment, ended_on: dt.date | None, reason: str) -> dict[str, Any]:
    """End an open spell, without a day on the first that keeps its days in order. ValidationError where it
    cannot end on that day."""
    before = fields_of(spell)
    day = ended_on or last_day(spell)
    check_end(spell, day)
    spell.state, spell.ended_on, spell.end_reason = EnrolmentState.ENDED, day, reason
    spell.save()
    return kept(spell, before)


def restore(found: Kept) -> None:
    """Put a spell back as it was; one that the decision made goes away, its worker with it if made too."""
    spell = Enrolment.objects.get(pk=found.spell)
    if found.fields is None:
        spell.delete()
        if found.made_worker:
            # Not through delete(): the case itself refers to the worker and would go along.
            ProposedExit.objects.filter(worker=found.worker).delete()
            gone = Worker.objects.filter(pk=found.worker)
            gone._raw_delete(gone.db)
        return
    for name, value in found.fields.items():
        setattr(spell, name, parse_date(value) if name in DAYS and value else value)
    spell.save()
