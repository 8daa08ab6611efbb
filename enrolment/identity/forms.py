"""The registry's file, what its words mean, the day, and one answer by hand."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.pages.forms import DayInput, WorkbookInput
from enrolment.identity.answers import NOTHING_SAID
from enrolment.models import IdentityCheck, IdentityResult
from enrolment.rosters.parts.limits import not_too_large

MEANINGS = (
    ("", _("— choose —")),
    (IdentityResult.MATCHED.value, _("matches")),
    (IdentityResult.NOT_MATCHED.value, _("does not match")),
    ("nothing", _("says nothing: leave these out")),
)


class AnswerFileForm(forms.Form):
    file = forms.FileField(
        label=_("The registry's answer"),
        widget=WorkbookInput,
        allow_empty_file=True,
        max_length=255,
        validators=[not_too_large],
    )


class WordsForm(forms.Form):
    """One question for each word that nobody knows; never answered by guessing."""

    def __init__(
        self, *args: Any, words: Mapping[str, int], meanings: Mapping[str, str | None], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.words = list(words)
        for number, (word, rows) in enumerate(words.items()):
            known = meanings.get(word)
            self.fields[f"word-{number}"] = forms.ChoiceField(
                label=_("“%(word)s”, in rows: %(rows)s") % {"word": word, "rows": rows},
                choices=MEANINGS,
                required=False,
                initial="nothing" if known == NOTHING_SAID else known or "",
            )

    @property
    def said(self) -> dict[str, str]:
        """What was chosen, by word; unanswered ones are left out."""
        chosen = ((word, self.cleaned_data[f"word-{n}"]) for n, word in enumerate(self.words))
        return {
            word: NOTHING_SAID if meaning == "nothing" else meaning for word, meaning in chosen if meaning
        }


class TakeOverForm(forms.Form):
    checked_on = forms.DateField(label=_("Checked by the registry on"), widget=DayInput)

    def clean_checked_on(self) -> dt.date:
        return not_ahead(self.cleaned_data["checked_on"])


class CheckForm(forms.ModelForm):
    """One answer about one worker."""

    class Meta:
        model = IdentityCheck
        fields = ("result", "checked_on", "note")
        widgets = {"checked_on": DayInput, "result": forms.RadioSelect}
        help_texts = {
            "note": _("For example who answered, or what differs. No diagnosis, no family matters.")
        }

    def clean_checked_on(self) -> dt.date:
        return not_ahead(self.cleaned_data["checked_on"])


def not_ahead(day: dt.date) -> dt.date:
    if day > timezone.localdate():
        raise forms.ValidationError(_("The day lies in the future."))
    return day
