"""Filters of a list of payments: nobody's name is among them."""

from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from contributions.models import Channel, Payment

SHOWN = (
    ("standing", _("Standing")),
    ("credit", _("With a credit")),
    ("moved", _("Moved or paid back")),
    ("no_proof", _("Without proof of payment")),
    ("void", _("Taken back")),
)


class PaymentFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=SHOWN, empty_label=_("All")
    )
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="paid_on__year", empty_label=_("All"))
    channel = django_filters.ChoiceFilter(label=_("Channel"), choices=Channel, empty_label=_("All"))
    group = django_filters.ChoiceFilter(label=_("Contribution group"), empty_label=_("All"))
    code = django_filters.CharFilter(label=_("Kode iuran or reference"), method="by_code", max_length=60)

    class Meta:
        model = Payment
        fields: list[str] = []

    def __init__(self, *args: Any, groups: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [day.year for day in self.queryset.order_by().dates("paid_on", "year", order="DESC")]
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]
        if len(groups) > 1:
            self.filters["group"].extra["choices"] = groups
        else:
            del self.filters["group"]

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "void":
            return queryset.filter(voided_at__isnull=False)
        standing = queryset.filter(voided_at=None)
        if value == "credit":
            return standing.filter(amount__gt=F("allocated") + F("moved_out"))
        if value == "moved":
            return standing.filter(Q(moves__undone_at=None, moves__isnull=False)).distinct()
        return standing.filter(file_name="") if value == "no_proof" else standing

    def by_code(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        digits = "".join(value.split())
        return queryset.filter(Q(code__startswith=digits) | Q(reference__icontains=value.strip()))
