"""Forms of stated figures, declared headcounts and documents."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.files import ACCEPT, checked
from agencies.models import Document, Region, StatedFigure
from agencies.pages.forms import AgencyChoiceField, DayInput
from agencies.records.figures import COUNTS

FIRST_DAY = dt.date(1977, 12, 5)
"""The fund that became BPJS Ketenagakerjaan began then (Astek, PP 33/1977): nothing was stated before."""
MOST = 10_000_000
"""More people than the whole country has in its offices: who writes more has slipped."""


def possible(day: dt.date) -> dt.date:
    """The day, if something can have been stated for it."""
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day lies in the future."))
    if day < FIRST_DAY:
        raise forms.ValidationError(_("Nothing was stated before 5 December 1977: check the year."))
    return day


class AmountField(forms.DecimalField):
    """A number as people here type it: 1.500.000,50 in Indonesian, 1,500,000.50 in English."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(localize=True, max_digits=16, decimal_places=2, min_value=0, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """Django drops separators wherever they stand: 3,5 would be read as 35 in English."""
        if isinstance(value, str) and _misgrouped(value.strip()):
            raise forms.ValidationError(_("The separators do not stand where thousands end."))
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Without `,00`: most of these are counts."""
        if isinstance(value, Decimal) and value == value.to_integral_value():
            return int(value)
        return value


def _misgrouped(text: str) -> bool:
    """Whether the reader's thousands separator stands elsewhere than before three digits. A single dot may
    be a decimal point, as Django reads it too."""
    separator = formats.get_format("THOUSAND_SEPARATOR")
    whole = text.partition(formats.get_format("DECIMAL_SEPARATOR"))[0]
    first, *groups = whole.split(separator)
    if separator == "." and len(groups) == 1 and len(groups[0]) != 3:
        return False
    return bool(groups) and (not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups))


class RecordForm(forms.ModelForm):
    """What figures and documents share: a region that the address gives, an agency out of its scope."""

    # The agency is the last thing one thinks of, and seldom needed.
    def __init__(self, *args: Any, region: Region, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.region = region
        if "file" in self.fields:
            self.order_fields([*(name for name in self.fields if name != "file"), "file"])
        own = access.visible_agencies(user, access.P.SEE_RECORDS).filter(region=region)
        self.fields["agency"].queryset = own.select_related("parent").order_by("name")
        self.fields["agency"].empty_label = _("The whole region")
        self.fields["agency"].help_text = _("Only if it is about a single agency.")

    def _get_validation_exclusions(self) -> set[str]:
        """Also what the form does not show: the database's rules about it are then told as form errors."""
        return super()._get_validation_exclusions() - {"region", "is_denominator"}


class LetterFile(forms.FileField):
    """The letter itself, if there is a scan of it; its bytes say what it is."""

    widget = forms.FileInput({"accept": ACCEPT})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Scan of the letter"))
        kwargs.setdefault("help_text", _("PDF, JPG or PNG, at most 10 MB."))
        super().__init__(**({"required": False, "max_length": 255} | kwargs))

    def clean(self, data: Any, initial: Any = None) -> Any:
        return checked(super().clean(data, initial))


class FileForm(forms.Form):
    """A file put beside a record that is there already."""

    file = LetterFile(required=True)


class StatedFigureForm(RecordForm):
    file = LetterFile()
    value = AmountField(
        label=_("Value"),
        required=False,
        help_text=_(
            "The number itself. Leave it empty where the source gives only words, such as “Rp16 ribu”."
        ),
    )

    class Meta:
        model = StatedFigure
        field_classes = {"agency": AgencyChoiceField}
        fields = (
            "metric",
            "value",
            "value_text",
            "unit_note",
            "as_of",
            "date_as_printed",
            "speaker",
            "source",
            "caution",
            "agency",
            "letter_number",
            "letter_date",
        )
        widgets = {
            "as_of": DayInput,
            "letter_date": DayInput,
            "caution": forms.Textarea({"rows": 3}),
        }
        help_texts = {
            "value_text": _("Word for word, with its own spelling. For example: “sekitar 3.600 an”."),
            "as_of": _("The day for which the figure holds."),
            "date_as_printed": _(
                "Exactly as the source has it, even if the weekday is wrong: “Selasa (25/4/2022)”."
            ),
            "speaker": _("Name and office. Leave it empty if nobody is named."),
            "source": _("Medium or letter, and its date."),
            "caution": _("What a reader must know: contradictions, rounding, what is not included."),
        }

    def clean_as_of(self) -> Any:
        return possible(self.cleaned_data["as_of"])

    def clean_letter_date(self) -> Any:
        day = self.cleaned_data["letter_date"]
        return possible(day) if day else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        value = cleaned.get("value")
        counted = cleaned.get("metric") in COUNTS
        if counted and value is not None and value != value.to_integral_value():
            self.add_error("value", _("People and agencies are whole numbers: check the separators."))
        elif counted and value is not None and value > MOST:
            self.add_error("value", _("That is more than there can be: check the separators."))
        if self.instance.is_denominator and not value and "value" not in self.errors:
            self.add_error("value", _("The region measures itself by this total: it needs a number."))
        return cleaned


class DeclaredForm(forms.Form):
    """How many workers an agency says it has."""

    value = forms.IntegerField(
        label=_("Number of workers"),
        min_value=0,
        max_value=100_000,
        localize=True,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_(
            "All who work here without being civil servants, listed or not. 0 means that there are none."
        ),
    )
    as_of = forms.DateField(label=_("As of"), widget=DayInput)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("What the number rests on: a decree, a payroll, a count."),
    )

    letter_number = forms.CharField(
        label=_("Number of the letter"),
        max_length=80,
        required=False,
        help_text=_("The letter in which it was declared, if there is one."),
    )
    letter_date = forms.DateField(label=_("Date of the letter"), widget=DayInput, required=False)
    file = LetterFile()

    clean_as_of = StatedFigureForm.clean_as_of
    clean_letter_date = StatedFigureForm.clean_letter_date


class DocumentForm(RecordForm):
    """A Word file is not taken: what binds is the signed paper, and a draft goes on changing."""

    file = LetterFile(label=_("File"), help_text=_("The signed document: PDF, JPG or PNG, at most 10 MB."))

    class Meta:
        model = Document
        field_classes = {"agency": AgencyChoiceField}
        fields = ("kind", "number", "date", "date_as_printed", "title", "note", "agency")
        widgets = {"date": DayInput, "note": forms.Textarea({"rows": 3})}
        help_texts = {
            "number": _(
                "As printed, for example “560/778-DKTKT/2019”. Write “not stated” if it is not known."
            ),
            "date": _("Leave it empty if only the year is known, and write that below."),
            "date_as_printed": _("For example “2017” or “Selasa (25/4/2022)”."),
            "note": _("What it says about coverage, who cited it, what is still missing."),
        }
