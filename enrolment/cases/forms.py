"""The decision on a case, and an agency's note on it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages.forms import DayInput
from enrolment.cases.deciding import Decision
from enrolment.cases.effects import Choice
from enrolment.models import CaseDecision, ListingCase


class DecisionForm(forms.Form):
    """One of the decisions that fit, with the day of a move or the side of a wrong NIK. `seen` are the
    revisions that the page showed."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    moved_on = forms.DateField(
        label=_("First day at the new agency"),
        widget=DayInput,
        required=False,
        help_text=_("Only for a move. From this day on the person counts there and no longer here."),
    )
    wrong_agency = forms.TypedChoiceField(
        label=_("Whose NIK is wrong"), coerce=int, empty_value=None, required=False
    )
    note = forms.CharField(
        label=_("Reason or note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kept with the decision; the agencies do not see it."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: ListingCase, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.effects = choices
        self.fields["decision"].choices = [(choice.value, choice.label) for choice in choices]
        sides = [(agency.pk, str(agency)) for agency in (case.agency, case.other_agency)]
        self.fields["wrong_agency"].choices = [("", "—"), *sides]
        if CaseDecision.WRONG_NIK not in [choice.value for choice in choices]:
            del self.fields["wrong_agency"]

    @property
    def options(self) -> list[tuple[Any, str]]:
        """Each radio button with what it will do."""
        return list(zip(self["decision"], [choice.effect for choice in self.effects], strict=True))

    def clean_moved_on(self) -> Any:
        day = self.cleaned_data["moved_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("The day lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        decision = cleaned.get("decision")
        undated = not cleaned.get("moved_on") and "moved_on" not in self.errors
        if decision == CaseDecision.TRANSFERRED and undated:
            self.add_error("moved_on", _("Say since when the person works there."))
        if decision == CaseDecision.WRONG_NIK and not cleaned.get("wrong_agency"):
            self.add_error("wrong_agency", _("Say whose NIK is wrong."))
        return cleaned

    @property
    def made(self) -> Decision:
        """The decision, without answers to questions that were not asked."""
        data = self.cleaned_data
        decision = data["decision"]
        return Decision(
            decision=decision,
            moved_on=data["moved_on"] if decision == CaseDecision.TRANSFERRED else None,
            wrong_agency=data.get("wrong_agency") if decision == CaseDecision.WRONG_NIK else None,
            note=data["note"],
        )


class NoteForm(forms.Form):
    """What an agency tells those who decide."""

    note = forms.CharField(
        label=_("What you know about it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: works here since 1 March by SK 800/12. Only whoever decides reads this."),
    )

    @staticmethod
    def field_of(case: ListingCase, agency: Agency) -> str:
        """Each side's note is its own."""
        return "agency_note" if case.agency_id == agency.pk else "other_note"
