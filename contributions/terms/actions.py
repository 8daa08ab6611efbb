"""Writing terms: from a month on, until a month, changed, taken away. Drafts are computed anew each time."""

import uuid
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Func, Min, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contributions.billing.assessing import hold
from contributions.models import GroupTerms
from contributions.terms.recomputing import drafts_of, fixed_of, recompute
from enrolment.workers.wording import month_name

ACTION = "terms"
USED = gettext_lazy(
    "A final or closed month was computed with these terms. Set new ones from a later month on."
)


def _history(by: Any, **more: Any) -> AbstractContextManager:
    return pghistory.context(user=getattr(by, "pk", None), action=ACTION, **more)


def of_fixed_months(terms: Iterable[GroupTerms]) -> set[int]:
    """Ids of those that a final or closed month was computed with: to be ended, never changed. One query."""
    chosen = list(terms)
    used = fixed_of(one.group_id for one in chosen).filter(terms__in=[one.pk for one in chosen])
    return set(used.order_by().values_list("terms", flat=True))


@transaction.atomic
def set_terms(*, terms: Sequence[GroupTerms], by: Any, batch: uuid.UUID | None = None) -> None:
    """New terms of one or many groups, all with the same period: from its first month on.

    What was in force ends there; the new ones run until their own end or, at the latest, until the next ones
    begin. ValidationError where a group has terms that begin with this very month. A fixed number of
    statements for any number of groups, and one computation for each month that has drafts.
    """
    groups, since = [one.group_id for one in terms], terms[0].period.lower
    hold(groups)
    known = GroupTerms.objects.filter(group__in=groups)
    if taken := known.filter(period__startswith=since).select_related("group").first():
        words = _("%(group)s has terms from %(month)s on already. Change those, or choose another month.")
        raise ValidationError(words % {"group": taken.group, "month": month_name(since)}, code="same_month")
    following = _following(known, since)
    with _history(by, **({"batch": str(batch)} if batch else {})):
        shortened = Func(Lower("period"), Value(since), function="daterange")
        known.filter(period__contains=since).update(period=shortened)
        for one in terms:
            one.period = DateRange(since, _earlier(one.period.upper, following.get(one.group_id)))
            one.created_by_id = getattr(by, "pk", None)
        GroupTerms.objects.bulk_create(terms)
    recompute(groups, by)


def _following(known: QuerySet[GroupTerms], since: date) -> dict[int, date]:
    """From when each group has other terms after that month."""
    later = known.filter(period__startswith__gt=since).order_by().values_list("group")
    return dict(later.annotate(first=Min(Lower("period"))))


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other


@transaction.atomic
def edit_terms(*, terms: GroupTerms, by: Any) -> None:
    """Change terms that no final or closed month was computed with. ValidationError where there is one, or
    where they would reach into others."""
    hold([terms.group_id])
    if of_fixed_months([terms]):
        raise ValidationError(USED, code="used")
    _refuse_overlap(terms)
    with _history(by):
        terms.save()
    recompute([terms.group_id], by)


@transaction.atomic
def end_terms(*, terms: GroupTerms, until: date | None, by: Any) -> None:
    """Let terms end before a month (its first day), or go on without end. ValidationError where a final or
    closed month would be left without terms, or where others begin before that."""
    hold([terms.group_id])
    if until is not None and until <= terms.period.lower:
        raise ValidationError(_("The last month lies before the first."), code="order")
    terms.period = DateRange(terms.period.lower, until)
    _refuse_overlap(terms)
    with _history(by):
        terms.save(update_fields=["period"])
    recompute([terms.group_id], by)


def _refuse_overlap(terms: GroupTerms) -> None:
    others = GroupTerms.objects.filter(group=terms.group_id, period__overlap=terms.period).exclude(
        pk=terms.pk
    )
    if other := others.order_by("period").first():
        words = _("Other terms of this group are in force from %(month)s on. End those first.")
        raise ValidationError(words % {"month": month_name(other.period.lower)}, code="overlap")


@transaction.atomic
def delete_terms(*, terms: Sequence[GroupTerms], by: Any) -> None:
    """Take terms away that no final or closed month was computed with; those that ended where they begin go
    on in their place. ValidationError where there is such a month. A fixed number of statements."""
    chosen = list(terms)
    groups = sorted({one.group_id for one in chosen})
    hold(groups)
    if of_fixed_months(chosen):
        raise ValidationError(_("A final or closed month was computed with these terms."), code="used")
    former = formers_of(chosen)
    with _history(by):
        _let_go(chosen)
        for one in chosen:
            if before := former.get(one.pk):
                before.period = DateRange(before.period.lower, one.period.upper)
        GroupTerms.objects.bulk_update(former.values(), ["period"])
    recompute(groups, by)


def _let_go(chosen: Sequence[GroupTerms]) -> None:
    """Drafts forget the terms that they were computed with: they are computed anew at once."""
    ids = [one.pk for one in chosen]
    drafts_of({one.group_id for one in chosen}).filter(terms__in=ids).update(terms=None)
    GroupTerms.objects.filter(pk__in=ids).delete()


def formers_of(terms: Sequence[GroupTerms]) -> dict[int, GroupTerms]:
    """Of each (by its id) the terms of the same group that end where it begins. One query."""
    ends = Q()
    for one in terms:
        ends |= Q(group=one.group_id, period__endswith=one.period.lower)
    found = GroupTerms.objects.filter(ends).exclude(pk__in=[one.pk for one in terms]) if ends else ()
    before = {(one.group_id, one.period.upper): one for one in found}
    return {
        one.pk: before[one.group_id, one.period.lower]
        for one in terms
        if (one.group_id, one.period.lower) in before
    }


def of_batch(batch: uuid.UUID) -> QuerySet[GroupTerms]:
    """The terms that were set at once and are still there."""
    events = GroupTerms.pgh_event_model.objects.filter(  # type: ignore[attr-defined]  # pghistory.track sets it
        pgh_label="insert", pgh_context__metadata__batch=str(batch)
    )
    return GroupTerms.objects.filter(pk__in=events.values("pgh_obj_id"))
