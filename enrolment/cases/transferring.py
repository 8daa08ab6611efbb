"""Moving a person from one agency's list to another's: registration and KPJ go along.

At the new agency the listing begins on the day of the move, whatever its own list said, and the registration
keeps its own, older day: so the person counts once on every day, at the former agency until then.
"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from enrolment.cases.queries import Side
from enrolment.cases.spells import end, fields_of, kept
from enrolment.models import Basis, EndReason, Enrolment, ListingCase, Worker
from enrolment.workers.actions import state_by_days
from enrolment.workers.numbers import carry

NOT_TAKEN = ("id", "agency", "contribution_group")


def transfer(case: ListingCase, first: Side, second: Side, day: dt.date) -> dict[str, Any]:
    """End the person's spell at the first agency on `day` and go on with it at the second.

    Who is not on the second list yet is put there with the data of the first. ValidationError where the day
    does not fit. Returns what taking it back needs.
    """
    if first.spell is None or first.worker is None:
        raise ValidationError(_("This person is no longer on the list."), code="gone")
    worker, made_worker = _at_the_new_agency(case, first.worker, second)
    spell = second.spell if second.spell and second.spell.ended_on is None else None
    _check_earlier_spells(worker, spell, day)
    before = fields_of(spell) if spell else None
    spell = spell or Enrolment(worker=worker, agency_id=case.other_agency_id)
    take_over(spell, first.spell, first.spell.kpj or first.worker.kpj, day)
    ended = end(first.spell, day, EndReason.MOVED)
    spell.save()
    carry(worker, from_agency=first.worker.agency_id)
    return {"spells": [ended, kept(spell, before, made_worker=made_worker)]}


def _at_the_new_agency(case: ListingCase, person: Worker, second: Side) -> tuple[Worker, bool]:
    """The person's row on the new list, and whether it had to be made."""
    known = second.worker or Worker.objects.filter(agency=case.other_agency_id, nik=person.nik).first()
    if known:
        return known, False
    values = model_to_dict(person, exclude=NOT_TAKEN)
    group = case.other_agency.owned_groups.get(is_default=True)
    made = Worker.objects.create(agency_id=case.other_agency_id, contribution_group=group, **values)
    return made, True


def _check_earlier_spells(worker: Worker, spell: Enrolment | None, day: dt.date) -> None:
    """Somebody who came back counts from the day on which the former time ended, at the earliest."""
    earlier = Enrolment.objects.filter(worker=worker, ended_on__gt=day)
    if earlier.exclude(pk=spell.pk if spell else None).exists():
        raise ValidationError(
            _("The day lies before the person last left the list of the new agency."), code="order"
        )


def take_over(new: Enrolment, old: Enrolment, kpj: str | None, day: dt.date) -> None:
    """Let `new` go on with what `old` has reached: the earlier registration with its submission, the better
    word for it (BPJS's over the agency's) with the newer month, and the KPJ."""
    reached = [spell for spell in (old, new) if spell.registered_on]
    if reached:
        earliest = min(reached, key=lambda spell: spell.registered_on)
        new.registered_on, new.submitted_on = earliest.registered_on, earliest.submitted_on
        months = [spell.confirmed_month for spell in reached if spell.basis == Basis.CONFIRMED]
        new.basis = Basis.CONFIRMED if months else Basis.STATED
        new.confirmed_month = max(months, default=None)
    else:
        new.submitted_on = min((s.submitted_on for s in (old, new) if s.submitted_on), default=None)
    new.kpj = kpj or new.kpj
    new.listed_on, new.moved_from_id = day, old.agency_id
    new.state = state_by_days(new)
