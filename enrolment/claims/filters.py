"""Filters of lists of claims. A name is never among them: it would stand in the address."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from enrolment.claims import queries
from enrolment.models import BenefitClaim, ClaimKind, ClaimState
from enrolment.models.claims import ClaimQuerySet

SHOWN = (
    ("open", _("Under way")),
    ("overdue", _("Overdue")),
    ("to_file", _("To be filed")),
    ("filed", _("Filed, not paid yet")),
    ("paid", _("Paid")),
    ("closed", _("Closed without payment")),
)
STATES = {
    "to_file": ClaimState.REPORTED,
    "filed": ClaimState.FILED,
    "paid": ClaimState.PAID,
    "closed": ClaimState.CLOSED,
}


class ClaimFilter(django_filters.FilterSet):
    """`agency` only where there are several."""

    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=SHOWN, empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(label=_("What happened"), choices=ClaimKind, empty_label=_("All"))
    agency = django_filters.ModelChoiceFilter(
        label=_("Agency"), queryset=Agency.objects.none(), empty_label=_("All")
    )

    class Meta:
        model = BenefitClaim
        fields: list[str] = []

    def __init__(self, *args: Any, one_agency: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if one_agency:
            del self.filters["agency"]
        else:
            with_claims = self.queryset.order_by().values("agency")
            self.filters["agency"].queryset = Agency.objects.filter(pk__in=with_claims).order_by(
                "name", "code"
            )

    def by_state(self, queryset: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        if value == "open":
            return queryset.open()
        return queries.overdue(queryset) if value == "overdue" else queryset.filter(state=STATES[value])
