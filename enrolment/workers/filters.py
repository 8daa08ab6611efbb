"""The filters of the worker list, all of them in the query string but for the words of a search."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.groups.queries import groups_of
from agencies.models import Agency, ContributionGroup
from enrolment.identity.queries import STATES, in_state
from enrolment.models import Category, Guarantor, Worker
from enrolment.workers import searching

ON_THE_LIST, EVERYBODY = "", "all"
STATUSES = (
    ("listed", _("Listed, not submitted yet")),
    ("submitted", _("Submitted to BPJS")),
    ("handed", _("Submitted, or registered already")),
    ("registered", _("Registered")),
    ("stated", _("Registered, as the agency states")),
    ("confirmed", _("Registered, confirmed by BPJS")),
    ("uncovered", _("Not registered yet")),
    ("taspen", _("Covered by Taspen")),
    ("ended", _("No longer on the list")),
    (EVERYBODY, _("Everybody, also those who left")),
)
NOT_GIVEN = "-"
SOON_DAYS = 60
CONTRACTS = (
    ("over", _("Run out")),
    ("soon", _("Ending within 60 days")),
    (NOT_GIVEN, _("— not given —")),
)


class WorkerFilter(django_filters.FilterSet):
    """`search` is the key of words kept in the session (enrolment/workers/searching.py)."""

    search = django_filters.CharFilter(method="by_words", widget=forms.HiddenInput)
    status = django_filters.ChoiceFilter(
        label=_("Status"), method="by_status", choices=STATUSES, empty_label=_("On the list now")
    )
    position = django_filters.ChoiceFilter(label=_("Position"), method="by_text", empty_label=_("All"))
    unit = django_filters.ChoiceFilter(label=_("Work unit"), method="by_text", empty_label=_("All"))
    category = django_filters.ChoiceFilter(label=_("Category"), choices=Category, empty_label=_("All"))
    contract = django_filters.ChoiceFilter(
        label=_("Contract"), method="by_contract", choices=CONTRACTS, empty_label=_("All")
    )
    identity = django_filters.ChoiceFilter(
        label=_("Civil registry"), method="by_identity", choices=STATES, empty_label=_("All")
    )
    contribution_group = django_filters.ModelChoiceFilter(
        label=_("Contribution group"), queryset=ContributionGroup.objects.none(), empty_label=_("All")
    )

    class Meta:
        model = Worker
        fields: list[str] = []

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = searching.recall(self.request, self.data.get("search", ""))
        if self.words is not None:
            self.filters["status"].extra["empty_label"] = STATUSES[-1][1]
        everybody = Worker.objects.for_agency(agency)
        for name in ("position", "unit"):
            self.filters[name].extra["choices"] = choices_of(everybody, name)
        self.dated = everybody.filter(contract_until__isnull=False).exists()
        self.filters["contribution_group"].queryset = groups_of(agency)

    @property
    def form(self) -> forms.Form:
        """Without what offers no choice: one group only, no units given. A search is no filter to clear."""
        form = super().form
        form.initial = {"search": self.data.get("search")}
        for name in ("position", "unit"):
            if len(self.filters[name].extra["choices"]) < 2 and name not in self.data:
                form.fields.pop(name, None)
        if not self.dated and not self.data.get("contract"):
            form.fields.pop("contract", None)
        if self.filters["contribution_group"].queryset.count() < 2:
            form.fields.pop("contribution_group", None)
        return form

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Without a status: who is on the list now; with words, also who left."""
        if not self.form.cleaned_data.get("status") and self.words is None:
            queryset = queryset.exclude(state="ended")
        return super().filter_queryset(queryset)

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if self.words is None else queryset.filter(searching.matches(self.words))

    def by_status(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value in ("stated", "confirmed"):
            return queryset.filter(sign=value)
        if value == "handed":
            return queryset.filter(state__in=["submitted", "registered"])
        if value == "uncovered":
            return queryset.filter(state__in=["listed", "submitted"]).exclude(guarantor=Guarantor.TASPEN)
        if value == "taspen":
            return queryset.filter(state__in=["listed", "submitted"], guarantor=Guarantor.TASPEN)
        return queryset if value == EVERYBODY else queryset.filter(state=value)

    def by_contract(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """A contract that ran out ends nobody: these are on the list all the same."""
        today = timezone.localdate()
        if value == NOT_GIVEN:
            return queryset.filter(contract_until=None)
        if value == "over":
            return queryset.filter(contract_until__lt=today)
        return queryset.filter(contract_until__range=(today, today + dt.timedelta(SOON_DAYS)))

    def by_identity(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return in_state(queryset, value)

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**({f"{name}__isnull": True} if value == NOT_GIVEN else {name: value}))


def choices_of(workers: QuerySet, name: str) -> list[tuple[str, Any]]:
    """The values in use, in order, and "not given" where some lack one."""
    values = workers.order_by(name).values_list(name, flat=True).distinct()
    found = [(value, value) for value in values if value]
    return [*found, (NOT_GIVEN, _("— not given —"))] if None in values else found
