"""Filters of the lists of cases."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models import CaseDecision, CaseKind, ListingCase

OPEN = ""
STATES = (
    ("decided", _("Decided")),
    *CaseDecision.choices,
    ("all", _("All")),
)


class CaseFilter(django_filters.FilterSet):
    """`agency` is on either side. Without a state: those that wait."""

    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=STATES, empty_label=_("Waiting for a decision")
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Agency"), method="by_agency", queryset=Agency.objects.none(), empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=CaseKind, empty_label=_("All"))

    class Meta:
        model = ListingCase
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = self.queryset.order_by()
        named = Q(pk__in=cases.values("agency")) | Q(pk__in=cases.values("other_agency"))
        self.filters["agency"].queryset = Agency.objects.filter(named).order_by("name", "code")

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.filter(decided_at=None)
        return super().filter_queryset(queryset)

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "decided":
            return queryset.exclude(decided_at=None)
        return queryset if value == "all" else queryset.filter(decision=value)

    def by_agency(self, queryset: QuerySet, name: str, value: Agency) -> QuerySet:
        return queryset.filter(Q(agency=value) | Q(other_agency=value))
