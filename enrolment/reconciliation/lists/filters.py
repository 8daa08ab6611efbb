"""Filters of the lists handed in, and of the people of one list."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from enrolment.models import ListKind, ListRow, ListState, ParticipantList
from enrolment.reconciliation.lists.wording import month_name

WAITING = (ListState.RECEIVED, ListState.UNMATCHED, ListState.UNPLACED, ListState.READY)


class ListFilter(django_filters.FilterSet):
    """`state`: one state, or all that wait for somebody."""

    text = django_filters.CharFilter(label=_("Agency, NPP or file"), method="by_text")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="by_state",
        choices=(("waiting", _("Waiting for you")), *ListState.choices),
        empty_label=_("All"),
    )
    month = django_filters.ChoiceFilter(label=_("Month"), method="by_month", empty_label=_("All"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ListKind, empty_label=_("All"))

    class Meta:
        model = ParticipantList
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = (
            self.queryset.exclude(month=None).order_by("-month").values_list("month", flat=True).distinct()
        )
        choices = [(f"{month:%Y-%m}", month_name(month)) for month in months]
        self.filters["month"].extra["choices"] = choices

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        words = value.replace("\0", "")
        places = ("agency__name", "agency__short_name", "npp", "unit", "file_name", "inside")
        found = Q()
        for place in places:
            found |= Q(**{f"{place}__icontains": words})
        return queryset.filter(found)

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(state__in=WAITING) if value == "waiting" else queryset.filter(state=value)

    def by_month(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(month=f"{value}-01")


class RowFilter(django_filters.FilterSet):
    """`show`: people of whom something is to be looked at, or who are no longer active with BPJS."""

    show = django_filters.ChoiceFilter(
        label=_("Show"),
        method="by_show",
        choices=(("problems", _("With remarks")), ("ended", _("Not active any more"))),
        empty_label=_("All"),
    )

    class Meta:
        model = ListRow
        fields: list[str] = []

    def by_show(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(is_active=False) if value == "ended" else queryset.exclude(problems=[])
