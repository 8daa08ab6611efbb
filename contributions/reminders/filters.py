"""What the letters of a reminder can be narrowed to."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind
from contributions.models import ReminderLetter
from contributions.reminders.states import LetterState


class LetterFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search an agency"), method="named", max_length=80)
    state = django_filters.ChoiceFilter(label=_("State"), choices=LetterState, empty_label=_("All"))
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), field_name="agency__kind", choices=AgencyKind, empty_label=_("All")
    )

    class Meta:
        model = ReminderLetter
        fields: list[str] = []

    def named(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        for word in value.split():
            queryset = queryset.filter(
                Q(agency__name__icontains=word)
                | Q(agency__short_name__icontains=word)
                | Q(agency__code__icontains=word)
            )
        return queryset
