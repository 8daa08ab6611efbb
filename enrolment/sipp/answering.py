"""What became of a sheet: uploaded to the portal, refused rows, withdrawn. People move along with it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, F, Func, JSONField, Q, TextField, Value
from django.db.models.functions import Cast, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enrolment import figures
from enrolment.models import Enrolment, EnrolmentState, OfficialSheet, SheetKind, SheetRow, SheetState
from enrolment.workers.actions import history
from enrolment.workers.sql import lock_rosters, many_rows

NAMES_MISSING = _("The portal counted rows that are not valid: upload its list of failures first.")
MEANWHILE = _("Somebody was faster. Look at the sheet once more.")
SUBMITS = (SheetKind.NEW, SheetKind.CONTINUING)  # the others are about people registered already


@transaction.atomic
def uploaded(
    *, sheet: OfficialSheet, on: dt.date, valid: int | None, invalid: int | None, by: Any
) -> dict[str, int]:
    """The sheet was uploaded on a day; the portal's totals where they are known.

    Those in a sheet of new or continuing people who are listed are submitted from that day. With no invalid
    row the answer is complete; with some, the portal's list tells which. Returns `submitted` and `left`
    (no longer listed by now). ValidationError when the totals or the day cannot be, or it was said before.
    """
    sheet = _locked(sheet, SheetState.MADE)
    if on > timezone.localdate():
        raise ValidationError(_("This day lies in the future."), code="future")
    if on < timezone.localtime(sheet.made_at).date():
        raise ValidationError(_("On that day the sheet was not made yet."), code="too_early")
    _check_totals(sheet, valid, invalid)
    sheet.state, sheet.uploaded_on, sheet.valid, sheet.invalid = SheetState.UPLOADED, on, valid, invalid
    sheet.save()
    with many_rows(), history(by, "submit"):
        moved = _submit(sheet, sheet.people.all())
        figures.recount([sheet.agency_id])
    if valid is not None and not invalid:
        sheet.people.update(valid=True)
        _answered(sheet, valid, 0, by)
    return {"submitted": moved, "left": sheet.rows - moved if sheet.kind in SUBMITS else 0}


@transaction.atomic
def totals(*, sheet: OfficialSheet, valid: int, invalid: int, by: Any) -> OfficialSheet:
    """The portal's totals, told later or corrected. With no invalid row the answer is complete.

    ValidationError when they cannot be, or once somebody was named as not valid: then the names count.
    """
    sheet = _locked(sheet, SheetState.UPLOADED)
    if sheet.people.filter(valid=False).exists():
        raise ValidationError(MEANWHILE, code="moved")
    _check_totals(sheet, valid, invalid)
    sheet.valid, sheet.invalid = valid, invalid
    sheet.save()
    if not invalid:
        sheet.people.update(valid=True)
        _answered(sheet, valid, 0, by)
    return sheet


def _check_totals(sheet: OfficialSheet, valid: int | None, invalid: int | None) -> None:
    if valid is not None and valid + (invalid or 0) != sheet.rows:
        raise ValidationError(
            _("Valid and not valid together must be as many as stand in the file."), code="sum"
        )


@transaction.atomic
def refused(*, sheet: OfficialSheet, reasons: Mapping[int, str], complete: bool, by: Any) -> dict[str, int]:
    """The portal refused these rows (ordinal -> its words).

    Refused people who were submitted by this sheet are listed again. `complete`: all others were taken; else
    nothing is said of them yet, and the sheet waits for an answer (again). Saying it once more corrects it.
    Returns `refused` and `back` (listed again).
    """
    sheet = _locked(sheet, SheetState.UPLOADED, SheetState.ANSWERED)
    before = list(sheet.people.filter(valid=False).values_list("ordinal", flat=True))
    sheet.people.exclude(ordinal__in=reasons).update(valid=True if complete else None, reason="")
    bad = sheet.people.filter(ordinal__in=reasons)
    bad.update(valid=False, reason=_words(reasons))
    with many_rows(), history(by, "refused"):
        back = _take_back(sheet, bad)
        _submit(sheet, sheet.people.exclude(valid=False).filter(ordinal__in=before))
        figures.recount([sheet.agency_id])
    if complete:
        _answered(sheet, sheet.rows - len(reasons), len(reasons), by)
    elif sheet.state == SheetState.ANSWERED:
        sheet.state, sheet.answered_at, sheet.answered_by = SheetState.UPLOADED, None, None
        sheet.save()
    return {"refused": len(reasons), "back": back}


def _words(reasons: Mapping[int, str]) -> Func:
    """The words about the row: one JSON object in the statement instead of a statement per row."""
    words = Value({str(ordinal): text[:500] for ordinal, text in reasons.items()}, output_field=JSONField())
    ordinal = Cast("ordinal", TextField())
    return Func(words, ordinal, template="(%(expressions)s)", arg_joiner=" ->> ", output_field=CharField())


def names_missing(sheet: OfficialSheet) -> bool:
    """Whether the portal counted rows as not valid, and nobody has said yet which."""
    return bool(sheet.invalid) and not sheet.people.filter(valid=False).exists()


@transaction.atomic
def rest_valid(*, sheet: OfficialSheet, by: Any) -> int:
    """The portal took everybody of whom it has said nothing. Returns how many.

    ValidationError while the portal counted some as not valid and nobody is named yet.
    """
    sheet = _locked(sheet, SheetState.UPLOADED)
    if names_missing(sheet):
        raise ValidationError(NAMES_MISSING, code="names")
    count = sheet.people.filter(valid=None).update(valid=True)
    bad = sheet.people.filter(valid=False).count()
    _answered(sheet, sheet.rows - bad, bad, by)
    return count


@transaction.atomic
def withdraw(*, sheet: OfficialSheet, by: Any) -> dict[str, int]:
    """Take a sheet back, as if it had not been made. Who was submitted by it and went no further is listed
    again. Returns `back` and `kept` (registered or gone since, or submitted otherwise)."""
    sheet = _locked(sheet, SheetState.MADE, SheetState.UPLOADED, SheetState.ANSWERED)
    was_uploaded = sheet.state != SheetState.MADE and sheet.kind in SUBMITS
    with many_rows(), history(by, "sheet_withdrawn"):
        back = _take_back(sheet, sheet.people.exclude(valid=False)) if was_uploaded else 0
        figures.recount([sheet.agency_id])
    taken = sheet.people.exclude(valid=False).count() if was_uploaded else 0
    sheet.state, sheet.answered_at, sheet.answered_by = SheetState.WITHDRAWN, None, None
    sheet.save()
    return {"back": back, "kept": taken - back}


def _locked(sheet: OfficialSheet, *states: str) -> OfficialSheet:
    """The sheet as it stands, held, with its agency's list; ValidationError when it is in another state."""
    lock_rosters([sheet.agency_id])
    found = OfficialSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if found.state not in states:
        raise ValidationError(MEANWHILE, code="moved")
    return found


def _answered(sheet: OfficialSheet, valid: int, invalid: int, by: Any) -> None:
    sheet.state, sheet.valid, sheet.invalid = SheetState.ANSWERED, valid, invalid
    sheet.answered_at, sheet.answered_by_id = timezone.now(), getattr(by, "pk", None)
    sheet.save()


def _spells(sheet: OfficialSheet, rows: Any) -> Any:
    ids = rows.order_by().values("enrolment_id")
    return Enrolment.objects.filter(agency=sheet.agency_id, pk__in=ids)


def _submit(sheet: OfficialSheet, rows: Any) -> int:
    """Who is listed becomes submitted. Listing is pulled back to the day: who was handed in was listed."""
    if sheet.kind not in SUBMITS:
        return 0
    day = sheet.uploaded_on
    listed = _spells(sheet, rows).filter(state=EnrolmentState.LISTED)
    return listed.update(
        state=EnrolmentState.SUBMITTED, submitted_on=day, listed_on=Least(F("listed_on"), day)
    )


def _take_back(sheet: OfficialSheet, rows: Any) -> int:
    """Who is submitted by this sheet, and by no other since, becomes listed."""
    if sheet.kind not in SUBMITS:
        return 0
    mine = _spells(sheet, rows).filter(state=EnrolmentState.SUBMITTED, submitted_on=sheet.uploaded_on)
    newer = SheetRow.objects.filter(
        Q(sheet__state=SheetState.UPLOADED) | Q(sheet__state=SheetState.ANSWERED),
        agency=sheet.agency_id,
        enrolment_id__isnull=False,
        sheet__made_at__gt=sheet.made_at,
    ).exclude(sheet=sheet.pk)
    submitted = mine.exclude(pk__in=newer.order_by().values("enrolment_id"))
    return submitted.update(state=EnrolmentState.LISTED, submitted_on=None)
