"""Filters of the lists of differences; the words of a search stay in the session."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.models import Difference, DifferenceKind, DifferenceState, Owner
from enrolment.workers import searching

FINISHED = (DifferenceState.DECIDED, DifferenceState.CARRIED)
STATES = (
    ("sent", _("Sent to the agency")),
    ("overdue", _("Answer overdue")),
    ("answered", _("Answered by the agency")),
    ("decided", _("Decided")),
    ("carried", _("Decided in an earlier month")),
    ("all", _("All")),
)


def overdue(differences: QuerySet[Difference]) -> QuerySet[Difference]:
    """Sent, and the day by which an answer was wanted has passed."""
    return differences.filter(state=DifferenceState.SENT, month__due_on__lt=timezone.localdate())


class DifferenceFilter(django_filters.FilterSet):
    """Without a state: those that wait for a decision."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DifferenceKind, empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=STATES, empty_label=_("Waiting for a decision")
    )
    owner = django_filters.ChoiceFilter(label=_("Who acts"), choices=Owner, empty_label=_("All"))
    search = django_filters.CharFilter(method="by_words", widget=forms.HiddenInput)

    class Meta:
        model = Difference
        fields: list[str] = []

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        self.words = searching.recall(request, self.data.get("search", ""))
        self.form.initial = {"search": self.data.get("search")}

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.exclude(state__in=FINISHED)
        return super().filter_queryset(queryset)

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "overdue":
            return overdue(queryset)
        return queryset if value == "all" else queryset.filter(state=value)

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(matches(self.words)) if self.words else queryset


class BranchDifferenceFilter(DifferenceFilter):
    """For many agencies at once."""

    agency = django_filters.ModelChoiceFilter(
        label=_("Agency"), queryset=Agency.objects.none(), empty_label=_("All")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = self.queryset.order_by().values("agency")
        self.filters["agency"].queryset = Agency.objects.filter(pk__in=theirs).order_by("name", "code")


def matches(words: str) -> Q:
    """Whose name holds every word, or whose NIK or KPJ on either side ends or begins with these digits."""
    digits = "".join(words.split())
    if digits.isascii() and digits.isdigit() and len(digits) >= 4:
        found = Q()
        for side in ("ours", "theirs"):
            for name in ("nik", "kpj"):
                found |= Q(**{f"{side}__{name}__endswith": digits})
                found |= Q(**{f"{side}__{name}__startswith": digits})
        return found
    found = Q()
    for word in words.split():
        found &= Q(name__icontains=word) | Q(theirs__name__icontains=word)
    return found
