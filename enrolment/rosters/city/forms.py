"""What a city is asked: what its file is for, and which agency a name means."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.pages.forms import DayInput, WorkbookInput
from enrolment.models import UploadKind
from enrolment.rosters.city.names import BY_UNIT, LEAVE_OUT, PART, Directory, Question
from enrolment.rosters.city.placing import Answer
from enrolment.rosters.parts.limits import not_too_large


class CityFileForm(forms.Form):
    """The use is asked first: nothing of a comparison ever changes a list."""

    use = forms.ChoiceField(
        label=_("What is this file for?"),
        widget=forms.RadioSelect,
        choices=[
            (
                UploadKind.COMPARISON,
                _("To compare: see who is on this list and not on the agencies' lists. No list changes."),
            ),
            (
                UploadKind.CITY_LISTS,
                _("As the agencies' lists: each agency gets its rows and confirms them by saving."),
            ),
        ],
    )
    source = forms.CharField(
        label=_("Who made the list"),
        max_length=120,
        required=False,
        help_text=_(
            "For a comparison: the headcounts are kept as figures of this source, for example BKPSDM."
        ),
    )
    roster_date = forms.DateField(label=_("List as of"), widget=DayInput)
    file = forms.FileField(
        label=_("Spreadsheet"),
        widget=WorkbookInput,
        allow_empty_file=True,
        max_length=255,
        validators=[not_too_large],
    )

    def __init__(self, *args: Any, may_hand_out: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_hand_out:
            use = cast(forms.ChoiceField, self.fields["use"])
            use.choices = [choice for choice in use.choices if choice[0] == UploadKind.COMPARISON]
            use.initial = UploadKind.COMPARISON

    def clean_roster_date(self) -> dt.date:
        day = self.cleaned_data["roster_date"]
        if day > timezone.localdate():
            raise ValidationError(_("This day lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["source"] = " ".join((cleaned.get("source") or "").split())
        if cleaned.get("use") == UploadKind.COMPARISON and not cleaned["source"]:
            self.add_error("source", _("Say who made the list, for example BKPSDM."))
        return cleaned


class NameForm(forms.Form):
    """One name that nobody knows: whose it is, or nobody's, or later. `said`: what was answered before; then
    only another answer counts."""

    agency = forms.ChoiceField(label=_("Belongs to"), required=False)
    part = forms.BooleanField(label=_("It is only a part of this agency"), required=False)
    alias = forms.BooleanField(label=_("Keep as another name of the agency"), required=False)

    def __init__(
        self, *args: Any, question: Question, directory: Directory, may_manage: bool, **kwargs: Any
    ) -> None:
        said = directory.answers.get(question.key)
        initial = {"agency": (said or "").removeprefix(PART), "part": (said or "").startswith(PART)}
        super().__init__(*args, initial=initial, **kwargs)
        self.question, self.said = question, said
        choices = choices_for(question, directory)
        cast(forms.ChoiceField, self.fields["agency"]).choices = choices[1:] if said else choices
        if not may_manage:
            del self.fields["alias"]

    def answer(self) -> Answer | None:
        """What was said; None for "decide later", and where it is what was said before."""
        value = self.cleaned_data["agency"]
        if not value or (self.said and not self.has_changed()):
            return None
        names_agency = value not in (LEAVE_OUT, BY_UNIT)
        if names_agency and self.cleaned_data["part"]:
            return Answer(f"{PART}{value}")
        return Answer(value, alias=names_agency and self.cleaned_data.get("alias", False))


def choices_for(question: Question, directory: Directory) -> list[Any]:
    """All agencies of the city, those that look alike first; none is chosen beforehand."""
    offices = {office.pk: (office.code, office.name) for office in directory.offices}
    alike = [offices[pk] for pk in directory.suggestions(question.text)]
    first: list[Any] = [("", _("Decide later"))]
    if question.is_sheet or question.is_office:
        first.append((BY_UNIT, _("Several agencies: the column of the work unit decides")))
    first.append((LEAVE_OUT, _("None of our agencies: leave these rows out")))
    groups: Sequence[Any] = [(_("Looks alike"), alike)] if alike else []
    return [*first, *groups, (_("All agencies"), list(offices.values()))]
