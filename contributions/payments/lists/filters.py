"""Filters of a branch's payments, of the lists handed in, and of the rows of one list."""

import calendar
import datetime as dt
from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Branch
from contributions.models import Channel, Origin, Payment, PaymentRow
from contributions.payments.lists.kinds import RowKind
from enrolment.workers.wording import month_name

STATES = (
    ("unplaced", _("Whose is not known")),
    ("credit", _("With a credit")),
    ("used", _("Used up")),
    ("void", _("Taken back")),
)
_FREE = F("amount") - F("moved_out") - F("allocated")


class PaymentFilter(django_filters.FilterSet):
    """Payments of a branch's regions; those that were taken back only where they are asked for."""

    text = django_filters.CharFilter(label=_("Kode iuran, reference or agency"), method="by_text")
    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=STATES, empty_label=_("All")
    )
    month = django_filters.ChoiceFilter(label=_("Paid in"), method="by_month", empty_label=_("All"))
    region = django_filters.ChoiceFilter(label=_("Region"), method="by_region", empty_label=_("All"))
    channel = django_filters.ChoiceFilter(label=_("Channel"), choices=Channel, empty_label=_("All"))
    origin = django_filters.ChoiceFilter(label=_("Origin"), choices=Origin, empty_label=_("All"))

    class Meta:
        model = Payment
        fields: list[str] = []

    def __init__(self, *args: Any, branch: Branch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = self.queryset.order_by().values_list("paid_on__year", "paid_on__month").distinct()
        first = sorted((dt.date(year, month, 1) for year, month in months), reverse=True)
        self.filters["month"].extra["choices"] = [(f"{one:%Y-%m}", month_name(one)) for one in first]
        regions = branch.regions.order_by("name")
        self.filters["region"].extra["choices"] = [(one.code, one.name) for one in regions]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") == "void" else found.filter(voided_at=None)

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        words, code = value.replace("\0", "").strip(), "".join(value.split())
        found = Q(code__icontains=code.replace("\0", "")) | Q(reference__icontains=words)
        for place in ("agency__name", "agency__short_name", "group__npp", "list_row__payer"):
            found |= Q(**{f"{place}__icontains": words})
        return queryset.filter(found)

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "void":
            return queryset.filter(voided_at__isnull=False)
        if value == "unplaced":
            return queryset.filter(group=None)
        placed = queryset.filter(group__isnull=False).annotate(free=_FREE)
        return placed.filter(free__gt=0) if value == "credit" else placed.filter(free=0)

    def by_month(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        first = dt.date.fromisoformat(f"{value}-01")
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return queryset.filter(paid_on__range=(first, last))

    def by_region(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(agency__region__code=value)


class RowFilter(django_filters.FilterSet):
    """Rows with `kind` and `paid_before`. `show`: those of one kind; `text`: whose they are."""

    show = django_filters.ChoiceFilter(
        label=_("Show"),
        method="by_show",
        choices=(*RowKind.choices, ("paid_before", _("Kode iuran paid before"))),
        empty_label=_("All"),
    )
    text = django_filters.CharFilter(label=_("Kode iuran, NPP or payer"), method="by_text")

    class Meta:
        model = PaymentRow
        fields: list[str] = []

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        words = value.replace("\0", "").strip()
        found = Q(code__icontains=words) | Q(npp__icontains=words) | Q(payer__icontains=words)
        return queryset.filter(found | Q(group__agency__name__icontains=words))

    def by_show(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(paid_before=True) if value == "paid_before" else queryset.filter(kind=value)
