"""What the lists of members and units can be narrowed to. A search by name is a POST, never here."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.members.progress import Step, UnitProgress
from agencies.models import Membership, Role

STATES = [("in_force", _("in force")), ("role_planned", _("from later on")), ("role_ended", _("over"))]


class MemberFilter(django_filters.FilterSet):
    place = django_filters.CharFilter(label=_("Agency or place"), method="matching")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role, empty_label=_("All roles"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, empty_label=_("All states"))
    account = django_filters.ChoiceFilter(
        label=_("Account"),
        choices=[("waiting", _("has not signed in yet")), ("came", _("has signed in"))],
        empty_label=_("Everybody"),
        method="by_account",
    )

    class Meta:
        model = Membership
        fields = ()

    def matching(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        found = Q()
        for field in (
            "agency__name",
            "agency__short_name",
            "agency__code",
            "region__name",
            "branch__name",
        ):
            found |= Q(**{f"{field}__icontains": value})
        return queryset.filter(found)

    def by_account(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(user__last_login__isnull=value == "waiting")


class UnitFilter(forms.Form):
    """Units are few and reckoned, not queried: a plain form, not a FilterSet."""

    text = forms.CharField(label=_("Name or code"), required=False)
    step = forms.ChoiceField(label=_("State"), choices=[("", _("All states")), *Step.choices], required=False)

    def chosen(self, units: list[UnitProgress]) -> list[UnitProgress]:
        wanted = self.cleaned_data if self.is_valid() else {}
        text, step = wanted.get("text", "").casefold(), wanted.get("step")
        return [
            unit
            for unit in units
            if (not step or unit.step == step)
            and text in f"{unit.name} {unit.agency.short_name} {unit.code}".casefold()
        ]
