"""What is asked when a list is handed in, and of payments whose owner is not known."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import ContributionGroup
from agencies.pages.forms import WorkbookInput
from contributions.payments.lists import placing
from contributions.payments.lists.houses import House
from enrolment.reconciliation.lists.forms import group_name
from enrolment.rosters.parts.limits import not_too_large
from enrolment.seen import mark


class HandInForm(forms.Form):
    """One file: a workbook or a CSV."""

    file = forms.FileField(
        label=_("List of payments"),
        widget=WorkbookInput,
        max_length=255,
        allow_empty_file=True,
        validators=[not_too_large],
    )


def group_choices(groups: dict[int, ContributionGroup], likely: Any) -> list[Any]:
    """Groups to choose from, those that look alike first."""
    named = {pk: (str(pk), group_name(group)) for pk, group in groups.items()}
    first = [(_("Looks alike"), [named[pk] for pk in likely if pk in named])] if likely else []
    return [*first, (_("All"), list(named.values()))]


class PlaceForm(forms.Form):
    """Whose a payment is."""

    group = forms.ChoiceField(label=_("Contribution group"))

    def __init__(self, *args: Any, house: House, likely: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {group.pk: group for group in house.groups()}
        field = cast(forms.ChoiceField, self.fields["group"])
        field.choices = [("", _("Choose …")), *group_choices(self.groups, likely)]

    def clean_group(self) -> ContributionGroup:
        return self.groups[int(self.cleaned_data["group"])]


class AnswersForm(forms.Form):
    """One choice for each question; the field's name says which: others may come between."""

    def __init__(
        self,
        *args: Any,
        questions: list[placing.Question],
        groups: dict[int, ContributionGroup],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            choices = [("", _("Not known yet")), *group_choices(groups, question.likely)]
            choices.append((placing.OUT, _("Of no agency here, or no contribution")))
            self.fields[_name(question)] = forms.ChoiceField(
                label=question.payer or question.npp or question.code or "–", choices=choices, required=False
            )

    def asked(self) -> list[tuple[placing.Question, forms.BoundField]]:
        return [(question, self[_name(question)]) for question in self.questions]

    def answers(self) -> dict[str, str]:
        """Key of a question -> what was chosen, where something was."""
        chosen = {question.key: self.cleaned_data[_name(question)] for question in self.questions}
        return {key: one for key, one in chosen.items() if one}


def _name(question: placing.Question) -> str:
    return f"whose_{mark([question.key])[:12]}"
