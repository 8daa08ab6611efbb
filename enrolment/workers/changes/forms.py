"""What a change of many rests on: the SK; and the new category or the new end."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.groups.queries import groups_of
from agencies.models import Agency, ContributionGroup
from agencies.pages.forms import DayInput
from enrolment.models import Category, Guarantor
from enrolment.workers.changes.actions import Decree

# A contract is for years, not for a lifetime: a typing error in the year is caught here.
LONGEST_YEARS = 10


class DecreeForm(forms.Form):
    """The SK by its number and date."""

    sk_number = forms.CharField(label=_("SK number"), max_length=100)
    sk_date = forms.DateField(label=_("SK date"), widget=DayInput)

    def clean_sk_date(self) -> dt.date:
        return not_ahead(self.cleaned_data["sk_date"])


class DatedForm(DecreeForm):
    """The SK, and the day from which it holds."""

    effective_on = forms.DateField(label=_("Effective from"), widget=DayInput)

    def clean_effective_on(self) -> dt.date:
        return not_ahead(self.cleaned_data["effective_on"])

    @property
    def decree(self) -> Decree:
        data = self.cleaned_data
        return Decree(data["sk_number"], data["sk_date"], data["effective_on"])


class CategoryForm(DatedForm):
    category = forms.ChoiceField(label=_("New category"))

    field_order = ("category", "sk_number", "sk_date", "effective_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].help_text = _("The first day in the new category.")
        # What happens to most honorary workers stands first (KepmenPANRB 16/2025).
        first = [(Category.PPPK_PW.value, Category.PPPK_PW.label)]
        self.fields["category"].choices = first + [c for c in Category.choices if c not in first]

    @property
    def category_name(self) -> str:
        return str(Category(self.cleaned_data["category"]).label)


class GuarantorForm(DatedForm):
    """Who answers for work accident and death, by which paper, from which day."""

    guarantor = forms.ChoiceField(label=_("Who guarantees"), choices=[("", "—"), *Guarantor.choices])

    field_order = ("guarantor", "sk_number", "sk_date", "effective_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sk_number"].label = _("According to")
        self.fields["sk_number"].help_text = _("The SK, Taspen's list or the letter, with its number.")
        self.fields["sk_date"].label = _("Its date")
        self.fields["effective_on"].help_text = _("The first day under this guarantor.")

    @property
    def guarantor_name(self) -> str:
        return str(Guarantor(self.cleaned_data["guarantor"]).label)


class GroupForm(forms.Form):
    """The contribution group that many move to, as of today; BPJS learns of it by the sheets."""

    group = forms.ModelChoiceField(
        label=_("Contribution group"), queryset=ContributionGroup.objects.none(), empty_label="—"
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_of(agency)

    @property
    def decree(self) -> Decree:
        """No paper is needed: an agency orders its own groups."""
        today = timezone.localdate()
        return Decree("", today, today)


class ContractForm(DecreeForm):
    """The new end may lie ahead; the SK itself is there already."""

    until = forms.DateField(label=_("Extended to"), widget=DayInput)

    field_order = ("until", "sk_number", "sk_date")

    def clean_until(self) -> dt.date:
        day = self.cleaned_data["until"]
        if abs(day.year - timezone.localdate().year) > LONGEST_YEARS:
            raise ValidationError(_("This is more than ten years away. Look at the year again."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        until, signed = cleaned.get("until"), cleaned.get("sk_date")
        if until and signed and until < signed:
            self.add_error("until", _("The contract would end before the SK was signed."))
        return cleaned

    @property
    def decree(self) -> Decree:
        data = self.cleaned_data
        return Decree(data["sk_number"], data["sk_date"], data["sk_date"])


def not_ahead(day: dt.date) -> dt.date:
    if day > timezone.localdate():
        raise ValidationError(_("The day lies in the future."))
    return day
