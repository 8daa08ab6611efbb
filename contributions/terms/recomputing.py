"""Drafts follow their group's terms; what is final or closed stays."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from agencies import access
from contributions.billing.assessing import Assessed, Hindrance, assess
from contributions.billing.books import settle
from contributions.billing.wording import HINDRANCES
from contributions.models import Assessment, AssessmentLine, AssessmentState, GroupTerms
from enrolment.models import AgencyMonth
from enrolment.workers.wording import month_name

_CLOSED = AgencyMonth.objects.filter(
    agency=OuterRef("agency"), month=OuterRef("month"), closed_at__isnull=False
)
_TERMS = GroupTerms.objects.filter(group=OuterRef("group"), period__contains=OuterRef("month"))


def drafts_of(groups: Iterable[int]) -> QuerySet[Assessment]:
    """The months of these groups (ids) that are computed anew when their terms change."""
    drafts = Assessment.objects.filter(group__in=list(groups), state=AssessmentState.DRAFT)
    return drafts.exclude(Exists(_CLOSED)).order_by("month", "group")


def fixed_of(groups: Iterable[int]) -> QuerySet[Assessment]:
    """The months of these groups that stay as they are: final, or closed."""
    months = Assessment.objects.filter(group__in=list(groups)).annotate(is_closed=Exists(_CLOSED))
    final = months.filter(state=AssessmentState.FINAL)
    return (final | months.filter(is_closed=True).exclude(state=AssessmentState.MISSING)).order_by("month")


def recompute(groups: Iterable[int], by: Any) -> None:
    """Compute the drafts of these groups anew; a draft that has no terms any more is no draft any more.

    ValidationError where a month that stays would be left without terms, or where a draft cannot be computed
    by the new ones, or would be less than nothing. Set-based: one computation a month, whatever the number of
    groups.
    """
    ids = list(groups)
    stuck = fixed_of(ids).exclude(Exists(_TERMS)).order_by("-month").first()
    if stuck:
        words = _("%(month)s is final or closed: it cannot be left without terms.")
        raise ValidationError(words % {"month": month_name(stuck.month)}, code="final")
    drafts = list(drafts_of(ids).annotate(has_terms=Exists(_TERMS)))
    if not drafts:
        return
    months = defaultdict(list)
    for one in drafts:
        if one.has_terms:
            months[one.month].append(one.group_id)
    for month, these in sorted(months.items()):
        _refuse_hindered(assess(groups=these, month=month, by=by), month)
    _forget([one.pk for one in drafts if not one.has_terms])
    settle({one.group_id for one in drafts})


def _refuse_hindered(done: Assessed, month: date) -> None:
    if Hindrance.OVERDRAWN in done.hindered.values():
        words = _(
            "%(month)s: with these terms the corrections in the draft would be more than the rest of it."
        )
        raise ValidationError(words % {"month": month_name(month)}, code="overdrawn")
    for why in done.hindered.values():
        raise ValidationError(f"{month_name(month)}: {HINDRANCES[why]}", code="hindered")


def _forget(drafts: list[int]) -> None:
    """As the installation: lines about people whom the user does not see go, too."""
    with access.acting(access.SYSTEM):
        AssessmentLine.objects.filter(assessment__in=drafts).delete()
        Assessment.objects.filter(pk__in=drafts).update(
            state=AssessmentState.MISSING, terms=None, relief=None, base_kind=None, base_amount=None,
            rates=[], without_base=0, computed_at=None,
        )  # fmt: skip
