"""Forms of contribution groups."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, ContributionGroup
from agencies.models.groups import ALWAYS, Programme
from agencies.pages.forms import DayInput

NPP_SHAPE = _("An NPP has 4 to 15 digits or capital letters, without blanks or signs.")
CODE_LENGTH = 20  # of STATUS_PEGAWAI; BPJS's list of codes is not public


def categories() -> list[tuple[str, Any]]:
    """The categories of workers, through the relation of workers to groups: this app imports no people."""
    worker = ContributionGroup._meta.get_field("workers").related_model
    return list(worker._meta.get_field("category").choices)


class GroupForm(forms.ModelForm):
    """A group, with STATUS_PEGAWAI for each category and, where there are others to serve, whom it serves."""

    class Meta:
        model = ContributionGroup
        fields = ("name", "npp", "division", "segment", "jkk_risk", "work_location", "ktp_valid_until")
        widgets = {"ktp_valid_until": DayInput}

    def __init__(self, *args: Any, agency: Agency, others: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.agency = self.instance.agency if self.instance.pk else agency
        self.fields["npp"].help_text = _("As printed on Formulir 2a: lists of BPJS find the group by it.")
        self.fields["npp"].error_messages["invalid"] = NPP_SHAPE
        self.fields["work_location"].help_text = _(
            "BPJS's code of the place of work, from the sheet “Lokasi Pekerjaan” of its form."
        )
        self.fields["ktp_valid_until"].help_text = _(
            "What the branch wants as the last day of an identity card that is valid for life."
        )
        if others.exists():
            self.fields["agencies"] = forms.ModelMultipleChoiceField(
                others, label=_("Also serves"), required=False, widget=forms.CheckboxSelectMultiple
            )
            if self.instance.pk:
                self.fields["agencies"].initial = self.instance.agencies.all()
        for category, label in categories():
            self.fields[f"status_{category}"] = forms.CharField(
                label=label, max_length=CODE_LENGTH, required=False,
                initial=self.instance.status_codes.get(category, ""),
            )  # fmt: skip

    @property
    def main_fields(self) -> list[Any]:
        return [self[name] for name in self.Meta.fields]

    @property
    def status_fields(self) -> list[Any]:
        return [field for field in self if field.name.startswith("status_")]

    def clean_npp(self) -> str:
        return self.cleaned_data["npp"].upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        npp, division = cleaned.get("npp"), cleaned.get("division", "")
        same = ContributionGroup.objects.filter(npp=npp, division=division).exclude(pk=self.instance.pk)
        if npp and (other := same.first()):
            words = gettext("%(group)s has this NPP and division already. Let that group serve the agency.")
            self.add_error("npp", words % {"group": other.name})
        return cleaned

    @property
    def serves(self) -> list[Agency] | None:
        """Whom the group is to serve: those chosen, and those who were no choice here. None: not asked."""
        if "agencies" not in self.fields:
            return None
        chosen = list(self.cleaned_data["agencies"])
        if self.instance.pk:
            chosen += self.instance.agencies.exclude(pk__in=self.fields["agencies"].queryset)
        return chosen

    def group(self) -> ContributionGroup:
        """The group with what was typed, not stored yet."""
        found = self.save(commit=False)
        codes = {
            category: self.cleaned_data[f"status_{category}"].strip() for category, _label in categories()
        }
        found.status_codes = {category: code for category, code in codes.items() if code}
        return found


class ProgrammesForm(forms.Form):
    """Programmes from a month on."""

    programmes = forms.MultipleChoiceField(
        label=_("Programmes beside JKK and JKM"),
        required=False,
        choices=[(one.value, one.label) for one in Programme if one not in ALWAYS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("JKK and JKM are always there. Permenaker 1/2025, Art. 3A, adds JHT."),
    )
    since = forms.DateField(
        label=_("From the month"),
        input_formats=["%Y-%m", "%m-%Y", "%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput({"type": "month"}, format="%Y-%m"),
    )

    def clean_since(self) -> dt.date:
        day = self.cleaned_data["since"].replace(day=1)
        if abs(day.year - timezone.localdate().year) > 15:
            raise ValidationError(_("This is too far away. Look at the year again."))
        return day
