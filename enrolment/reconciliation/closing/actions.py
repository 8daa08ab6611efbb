"""Closing the month of an agency with its totals, and opening it again with a reason."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models import AgencyMonth, Difference, DifferenceState
from enrolment.reconciliation.closing import parts
from enrolment.workers.sql import lock_rosters

OPEN_STATES = (DifferenceState.OPEN, DifferenceState.SENT, DifferenceState.ANSWERED)


@transaction.atomic
def close(*, agency: Agency, month: dt.date, by: Any, reason: str = "") -> AgencyMonth:
    """Lock an agency's month: lists, decisions and comparison stay as they are, with the totals of now.

    ValidationError when the month was not compared with any list yet, is closed already, has undecided
    differences and no `reason` says why it is closed all the same, or another part (`parts`) has anything
    open: the contribution is not paid.
    """
    lock_rosters([agency.pk])
    found = _locked(agency, month)
    if found is None or found.reconciled_at is None:
        raise ValidationError(_("No list of BPJS was compared for this month yet."), code="not_reconciled")
    if found.closed_at:
        raise ValidationError(_("This month is closed already."), code="closed")
    totals = totals_of(found)
    if totals["undecided"] and not reason.strip():
        raise ValidationError(
            _("Some differences are undecided. Say why the month is closed all the same."), code="undecided"
        )
    if waiting := parts.hindrances(agency, found.month):
        raise ValidationError([ValidationError(str(one.label), code="hindered") for one in waiting])
    totals |= parts.totals(agency, found.month)
    found.closed_at, found.closed_by_id = timezone.now(), getattr(by, "pk", None)
    found.totals = totals | {"reason": reason.strip(), "log": found.totals.get("log", [])}
    _save_closed(found)
    return found


def _save_closed(found: AgencyMonth) -> None:
    """The database looks once more whether the month is paid: a payment may have been taken back just now."""
    try:
        with transaction.atomic():
            found.save(update_fields=["closed_at", "closed_by", "totals"])
    except IntegrityError as refused:
        if "is not paid" not in str(refused):
            raise
        raise ValidationError(_("The contribution of this month is not paid."), code="hindered") from None


@transaction.atomic
def reopen(*, agency: Agency, month: dt.date, reason: str, by: Any) -> AgencyMonth:
    """Open a closed month again. What it was closed with stays in `totals["log"]`. ValidationError when it is
    not closed, or without a reason."""
    lock_rosters([agency.pk])
    found = _locked(agency, month)
    if found is None or found.closed_at is None:
        raise ValidationError(_("This month is not closed."), code="not_closed")
    if not reason.strip():
        raise ValidationError(_("Say why the month is opened again."), code="reason_missing")
    log = found.totals.pop("log", [])
    now = timezone.now()
    entry = {
        "closed_at": found.closed_at.isoformat(),
        "closed_by": found.closed_by_id,
        "reopened_at": now.isoformat(),
        "reopened_by": getattr(by, "pk", None),
        "why": reason.strip(),
        "totals": found.totals,
    }
    found.totals = {"log": [*log, entry]}
    found.closed_at = found.closed_by = None
    found.reopened_at, found.reopened_by_id, found.reopen_reason = now, entry["reopened_by"], reason.strip()
    found.save()
    return found


def _locked(agency: Agency, month: dt.date) -> AgencyMonth | None:
    rows = AgencyMonth.objects.select_for_update(of=("self",))
    return rows.filter(agency=agency, month=month).first()


def totals_of(month: AgencyMonth) -> dict[str, Any]:
    """The month as numbers: `counts` as the comparison left them, `differences` by kind, `decisions` by
    decision, `undecided`. Two queries."""
    rows = Difference.objects.filter(month=month).order_by()
    undecided = Count("pk", filter=Q(state__in=OPEN_STATES))
    kinds = rows.values("kind").annotate(n=Count("pk"), waiting=undecided)
    decisions = rows.exclude(decision=None).values_list("decision").annotate(n=Count("pk"))
    by_kind = {str(row["kind"]): row for row in kinds}
    return {
        "counts": month.counts,
        "differences": {kind: row["n"] for kind, row in by_kind.items()},
        "decisions": {str(decision): n for decision, n in decisions},
        "undecided": sum(row["waiting"] for row in by_kind.values()),
    }
