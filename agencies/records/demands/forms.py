"""Forms of demands and of answers to them."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Compliance, ComplianceState, Demand, Document
from agencies.pages.forms import DayInput
from agencies.records.forms import LetterFile


class DemandForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("Of which agencies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=AgencyKind,
        help_text=_("None chosen: of all agencies, programmes aside."),
    )

    class Meta:
        model = Demand
        labels = {"due_on": _("At the latest by")}
        fields = ("text", "due_on", "measure", "kinds")
        widgets = {"due_on": DayInput, "text": forms.Textarea({"rows": 2, "maxlength": 300})}
        help_texts = {
            "text": _("In the words of the document, as short as it allows."),
            "due_on": _("Leave it empty where the document names no day."),
            "measure": _("What the figures say then stands beside the answers; it never becomes one."),
        }

    def __init__(self, *args: Any, document: Document, kinds: set[str], **kwargs: Any) -> None:
        """`kinds`: those that the region has; nobody is asked by another."""
        super().__init__(*args, **kwargs)
        kept = kinds | set(self.instance.kinds or ())
        self.fields["kinds"].choices = [choice for choice in AgencyKind.choices if choice[0] in kept]
        if document.agency_id:
            del self.fields["kinds"]  # it is about that agency alone


class AnswerForm(forms.ModelForm):
    file = LetterFile(
        label=_("Evidence"), help_text=_("A letter, decree or receipt: PDF, JPG or PNG, at most 10 MB.")
    )

    class Meta:
        model = Compliance
        fields = ("state", "on", "note")
        widgets = {"on": DayInput, "state": forms.RadioSelect}
        help_texts = {
            "on": _("The day since which this holds."),
            "note": _("What was done, by which letter, what is missing. No names of workers, no NIK."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("state", "on", "note", "file"))
        self.fields["state"].choices = ComplianceState.choices
        self.fields["on"].initial = timezone.localdate

    def clean_on(self) -> dt.date:
        return no_later_than_today(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        why(self, cleaned)
        return cleaned


class ManyAnswersForm(forms.Form):
    """The city's answer for the agencies ticked, from letters that it received."""

    state = forms.ChoiceField(label=_("Answer"), choices=ComplianceState)
    on = forms.DateField(label=_("Since"), widget=DayInput)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    agencies = forms.MultipleChoiceField(
        error_messages={"required": _("Tick the agencies that this is about.")}
    )

    def __init__(self, *args: Any, agencies: dict[str, Any], **kwargs: Any) -> None:
        """`agencies`: those that may be ticked, by their id as text."""
        super().__init__(*args, **kwargs)
        self.there = agencies
        self.fields["agencies"].choices = [(pk, pk) for pk in agencies]

    def clean_on(self) -> dt.date:
        return no_later_than_today(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        why(self, cleaned)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """For `actions.answer_for`."""
        chosen = [self.there[pk] for pk in self.cleaned_data["agencies"]]
        return {name: self.cleaned_data[name] for name in ("state", "on", "note")} | {"agencies": chosen}


def no_later_than_today(day: dt.date) -> dt.date:
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return day


def why(form: Any, cleaned: dict[str, Any]) -> None:
    """That something does not apply needs its reason (the database asks for it too)."""
    if cleaned.get("state") == ComplianceState.EXEMPT and not (cleaned.get("note") or "").strip():
        form.add_error("note", _("Say in the note why it does not apply."))
