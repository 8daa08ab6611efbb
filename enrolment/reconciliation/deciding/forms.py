"""The decision on differences, the question to an agency, and its answer."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.files import ACCEPT, checked
from agencies.pages.forms import DayInput
from enrolment.models import Difference
from enrolment.reconciliation.deciding import fitting
from enrolment.reconciliation.deciding.effects import Choice
from enrolment.reconciliation.deciding.planning import Asked


class DecisionForm(forms.Form):
    """One of the decisions that fit; why and when somebody leaves the list where it is about that.

    `leaves`: some would leave by taking BPJS's side, `all_leave`: all of them, so that the reason is needed.
    """

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why they leave the list"),
        required=False,
        choices=[("", "—"), *fitting.REASONS],
        help_text=_(
            "Who has died or moved to another agency is recorded on the worker's page: a death opens a claim,"
            " a move goes to the city."
        ),
    )
    ended_on = forms.DateField(
        label=_("No longer counted from"),
        widget=DayInput,
        required=False,
        help_text=_("By itself BPJS's own day, or the first day of the month."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, *args: Any, choices: list[Choice], leaves: bool, all_leave: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered, self.all_leave = choices, all_leave
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)
        decision.choices = [(choice.value, choice.label) for choice in choices]
        if not leaves:
            del self.fields["reason"], self.fields["ended_on"]

    @property
    def options(self) -> list[tuple[Any, str]]:
        """Each radio button with what it will do."""
        effects = [choice.effect for choice in self.offered]
        return list(zip(self["decision"], effects, strict=True))

    def clean_ended_on(self) -> dt.date | None:
        day = self.cleaned_data.get("ended_on")
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        taking = data.get("decision") == "take_theirs"
        if self.all_leave and taking and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Choose why they leave the list."))
        return data

    @property
    def asked(self) -> Asked:
        data = self.cleaned_data
        taking = data["decision"] == "take_theirs"
        return Asked(
            data["decision"],
            data.get("reason", "") if taking else "",
            data["note"],
            data.get("ended_on") if taking else None,
        )


class QuestionForm(forms.Form):
    question = forms.CharField(
        label=_("Question to the agency"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    due_on = forms.DateField(
        label=_("Answer wanted by"),
        widget=DayInput,
        help_text=_("It holds for everything that the agency is asked about this month."),
    )

    def clean_due_on(self) -> dt.date:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day


class AnswerForm(forms.Form):
    """The agency's answer; a file beside it is told by its bytes."""

    answer = forms.CharField(label=_("Answer"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    file = forms.FileField(
        label=_("File beside it"),
        required=False,
        max_length=255,
        help_text=_("PDF, JPG or PNG, at most 10 MB. A new file takes the place of the former."),
        widget=forms.FileInput({"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, difference: Difference, **kwargs: Any) -> None:
        kwargs["initial"] = {"answer": difference.answer}
        super().__init__(*args, **kwargs)

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])
