"""Forms of agencies and branches."""

from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Branch, Region
from agencies.offices.queries import below
from agencies.pages.forms import AgencyChoiceField, DayInput, WorkbookInput


class AgencyForm(forms.ModelForm):
    """One agency of a region. Its code is its address, so it is given once and stays."""

    aliases = SimpleArrayField(
        forms.CharField(max_length=160),
        label=_("Other names"),
        help_text=_("Names the agency is also known by, separated by commas."),
        required=False,
    )

    class Meta:
        model = Agency
        fields = (
            "code",
            "kind",
            "name",
            "short_name",
            "aliases",
            "parent",
            "answered_by_parent",
            "valid_from",
            "valid_to",
            "verified",
        )
        field_classes = {"parent": AgencyChoiceField}
        widgets = {"valid_from": DayInput, "valid_to": DayInput}

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.instance.region = region
        others = Agency.objects.filter(region=region).select_related("parent").order_by("name")
        if self.instance.pk:
            self.fields["code"].disabled = True
            others = others.exclude(pk__in=below(self.instance))
        else:
            self.fields["code"].initial = f"{region.code}/"
        self.fields["parent"].queryset = others
        self.fields["parent"].empty_label = _("none: it stands by itself")
        self.fields["code"].help_text = _(
            "Short, in small letters, for ever: it stands in every address. For example %(code)s."
        ) % {"code": f"{region.code}/dishub"}

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if not code.startswith(f"{self.region.code}/"):
            words = gettext("Codes of %(region)s begin with %(prefix)s.")
            raise forms.ValidationError(words % {"region": self.region, "prefix": f"{self.region.code}/"})
        return code

    def clean_aliases(self) -> list[str]:
        return [alias for alias in self.cleaned_data["aliases"] or [] if alias]


class CloseForm(forms.Form):
    """The last day an agency exists."""

    last_day = forms.DateField(label=_("Last day"), widget=DayInput)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if self.agency.valid_from and day < self.agency.valid_from:
            raise forms.ValidationError(_("The end of its existence lies before its beginning."))
        return day


class BranchForm(forms.ModelForm):
    """A branch and the regencies and cities it serves, given by their codes."""

    served = forms.CharField(
        label=_("Regions served"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kemendagri codes of the regencies and cities, one a line or separated by commas: 36.73"),
    )

    class Meta:
        model = Branch
        fields = ("code", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True
            codes = self.instance.regions.values_list("code", flat=True)
            self.fields["served"].initial = "\n".join(codes)

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code == "new":
            raise forms.ValidationError(gettext("This word is taken by a page. Choose another code."))
        return code

    def clean_served(self) -> list[Region]:
        codes = self.cleaned_data["served"].replace(",", " ").split()
        found = {region.code: region for region in Region.objects.governments().filter(code__in=codes)}
        if unknown := [code for code in codes if code not in found]:
            words = gettext("No regency or city has the code %(codes)s.")
            raise forms.ValidationError(words % {"codes": ", ".join(unknown)})
        return list(found.values())


class AgencyWorkbookForm(forms.Form):
    """A workbook of agencies, such as our own export."""

    file = forms.FileField(label=_("Workbook"), widget=WorkbookInput(attrs={"accept": ".xlsx"}))
