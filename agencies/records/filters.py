"""What the lists of figures and documents can be narrowed to."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Demand, Document, DocumentKind, Metric, StatedFigure

HAS = (("demands", _("With demands")), ("file", _("With a file")), ("no_file", _("Without a file")))


class FigureFilter(django_filters.FilterSet):
    metric = django_filters.ChoiceFilter(
        label=_("What is counted"), choices=Metric, empty_label=_("Everything")
    )
    text = django_filters.CharFilter(label=_("Speaker, source or words"), method="matching")

    class Meta:
        model = StatedFigure
        fields = ()

    def matching(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        places = ("value_text", "unit_note", "speaker", "source", "caution")
        found = Q(agency__name__icontains=value) | Q(agency__short_name__icontains=value)
        for place in places:
            found |= Q(**{f"{place}__icontains": value})
        return queryset.filter(found)


class DocumentFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DocumentKind, empty_label=_("All kinds"))
    has = django_filters.ChoiceFilter(
        label=_("Show"), choices=HAS, empty_label=_("All documents"), method="having"
    )
    text = django_filters.CharFilter(label=_("Number or title"), method="matching")

    class Meta:
        model = Document
        fields = ()

    def having(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "demands":
            return queryset.filter(Exists(Demand.objects.filter(document=OuterRef("pk"))))
        return queryset.exclude(stored_name="") if value == "file" else queryset.filter(stored_name="")

    def matching(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(
            Q(number__icontains=value) | Q(title__icontains=value) | Q(note__icontains=value)
        )
