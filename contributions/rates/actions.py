"""Keeping what the law sets. The caller has checked that `by` runs the installation."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from contributions.billing.due import keep_due_dates
from contributions.coverage.later import counted_by_a_job
from contributions.models import DueDate, MinimumWage, PenaltyRate, Rate, Relief
from contributions.rates.use import Use, use_of
from enrolment.workers.wording import month_name

Dated = TypeVar("Dated", Rate, Relief, MinimumWage, PenaltyRate)


@transaction.atomic
def save_record(*, record: Dated, by: object) -> Dated:
    """Store a new or changed rate, relief, minimum wage or penalty.

    ValidationError in plain words where it overlaps another, or where a month was assessed with it already:
    such a one can be ended, never changed.
    """
    if record.pk:
        _check_unused(record)
    _stored(record.save)
    return record


@transaction.atomic
def end_record(*, record: Dated, until: dt.date | None, by: object) -> Dated:
    """Let a record hold until before the month `until`, or on and on with None. ValidationError where that is
    before its beginning, or leaves out a month that was assessed with it."""
    if until is not None and until <= record.period.lower:
        raise ValidationError({"until": _("The end lies before the beginning.")}, code="backwards")
    found = use_of(record)
    if found and until is not None and until <= found.last:
        words = _("%(month)s was assessed with it. It can end after that month at the earliest.")
        raise ValidationError({"until": words % {"month": month_name(found.last)}}, code="in_use")
    record.period = DateRange(record.period.lower, until)
    _stored(lambda: record.save(update_fields=["period"]))
    return record


@transaction.atomic
def delete_record(*, record: Dated, by: object) -> None:
    """Delete a record that no month was assessed with. ValidationError otherwise."""
    _check_unused(record)
    _stored(record.delete)


def _check_unused(record: Dated) -> None:
    stored = type(record).objects.get(pk=record.pk)
    if found := use_of(stored):
        raise ValidationError(in_use_words(found), code="in_use")


def in_use_words(found: Use) -> str:
    """Since when and up to when, and what can be done."""
    words = _(
        "%(first)s to %(last)s were assessed with it: it stays as it is."
        " End it from a later month on and enter the new one from there."
    )
    return words % {"first": month_name(found.first), "last": month_name(found.last)}


def _stored(act: Callable[[], Any]) -> None:
    """Do it; what the database refuses is said in the words of the constraint."""
    try:
        with transaction.atomic():
            act()
    except ProtectedError:
        raise ValidationError(_("Something was reckoned with it, so it stays."), code="in_use") from None
    except IntegrityError as refused:
        raise ValidationError(_refusal(str(refused)), code="refused") from None


def _refusal(text: str) -> str:
    for model in (Rate, Relief, MinimumWage, PenaltyRate, DueDate):
        for constraint in model._meta.constraints:
            if constraint.name in text:
                return str(constraint.get_violation_error_message())
    if "in use" in text:
        return _("Months were assessed with it: it can be ended, never changed.")
    return _("The database refuses this. Look at the days and the shares again.")


@transaction.atomic
def move_due_date(*, due: DueDate, by: object) -> DueDate:
    """Let a month of a segment be due on the day that a regulation says; unpaid months follow, and the
    coverage of who owes them (a nation's by a job). Months that are closed stay."""
    values = {"due_on": due.due_on, "legal_source": due.legal_source, "is_override": True}
    with counted_by_a_job():
        made, _created = DueDate.objects.update_or_create(
            month=due.month, segment=due.segment, defaults=values
        )
        keep_due_dates()
    return made


@transaction.atomic
def restore_due_date(*, due: DueDate, by: object) -> None:
    """Let a moved month be due by the calendar again."""
    with counted_by_a_job():
        DueDate.objects.filter(pk=due.pk).update(is_override=False, legal_source="")
        keep_due_dates()
