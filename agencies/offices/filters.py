"""What the lists of regions, agencies and branches can be narrowed to."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, AgencyKind, Region, RegionKind

STATES = [("open", _("in existence")), ("closed", _("closed")), ("planned", _("not yet begun"))]


class RegionFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label=_("Name or code"), method="matching")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=RegionKind, empty_label=_("All kinds"))
    province = django_filters.ModelChoiceFilter(
        label=_("Province"),
        queryset=Region.objects.filter(kind=RegionKind.PROVINCE),
        field_name="parent",
        empty_label=_("All provinces"),
    )
    used = django_filters.ChoiceFilter(
        label=_("Agencies"),
        choices=[("yes", _("with agencies")), ("no", _("without agencies"))],
        empty_label=_("Everything"),
        method="with_agencies",
    )

    class Meta:
        model = Region
        fields = ()

    def matching(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(Q(name__icontains=value) | Q(code__startswith=value))

    def with_agencies(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(agency_count__gt=0) if value == "yes" else queryset.filter(agency_count=0)


class AgencyFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label=_("Name, code or other name"), method="matching")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=AgencyKind, empty_label=_("All kinds"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, empty_label=_("All states"))
    verified = django_filters.ChoiceFilter(
        label=_("Verified"),
        choices=[("yes", _("verified")), ("no", _("not verified"))],
        empty_label=_("Everything"),
        method="is_verified",
    )

    class Meta:
        model = Agency
        fields = ()

    def matching(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        found = Q(aliases__icontains=value)
        for place in ("name", "short_name", "code"):
            found |= Q(**{f"{place}__icontains": value})
        return queryset.filter(found)

    def is_verified(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(verified=value == "yes")
