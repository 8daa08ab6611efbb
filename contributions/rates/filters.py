"""What the list of minimum wages can be narrowed to."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Region, RegionKind
from contributions.models import MinimumWage


class MinimumWageFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label=_("Region: name or code"), method="matching")
    year = django_filters.NumberFilter(
        label=_("Year"), method="in_year", min_value=1990, max_value=2100, decimal_places=0
    )
    province = django_filters.ModelChoiceFilter(
        label=_("Province"),
        queryset=Region.objects.filter(kind=RegionKind.PROVINCE),
        method="in_province",
        empty_label=_("All provinces"),
    )

    class Meta:
        model = MinimumWage
        fields = ()

    def matching(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(Q(region__name__icontains=value) | Q(region__code__startswith=value))

    def in_year(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        first = dt.date(int(value), 1, 1)
        return queryset.filter(period__overlap=(first, first.replace(year=first.year + 1)))

    def in_province(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(Q(region=value) | Q(region__parent=value))
