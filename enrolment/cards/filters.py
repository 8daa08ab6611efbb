"""The filters of the card list, all in the query string."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.cards.queries import STATES, holders
from enrolment.models import Worker
from enrolment.workers.filters import NOT_GIVEN, choices_of


class CardFilter(django_filters.FilterSet):
    """Over `queries.holders`."""

    state = django_filters.ChoiceFilter(
        label=_("Card"), field_name="card_state", choices=STATES, empty_label=_("All")
    )
    unit = django_filters.ChoiceFilter(label=_("Work unit"), method="by_unit", empty_label=_("All"))

    class Meta:
        model = Worker
        fields: list[str] = []

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, queryset=holders(agency), **kwargs)
        self.filters["unit"].extra["choices"] = choices_of(Worker.objects.for_agency(agency), "unit")

    def by_unit(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(unit__isnull=True) if value == NOT_GIVEN else queryset.filter(unit=value)


def chosen_of(data: QueryDict, agency: Agency) -> tuple[QuerySet[Worker], list[tuple[str, str]]]:
    """Of the card list's form: the ticked ones, or all who fit the filter it carried; and the hidden inputs
    that say the same again."""
    if data.get("which") == "all":
        query = data.get("filter", "")[:2000]
        return CardFilter(QueryDict(query), agency=agency).qs, [("which", "all"), ("filter", query)]
    sent = [value for value in data.getlist("worker") if value.isascii() and value.isdigit()]
    ids = [int(value) for value in sent if len(value) < 19]
    return holders(agency).filter(pk__in=ids), [
        ("which", "ticked"),
        *(("worker", str(pk)) for pk in ids),
    ]
