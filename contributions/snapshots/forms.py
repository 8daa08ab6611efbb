"""What is asked of frozen months."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributions.snapshots.taking import LONGEST_REASON
from enrolment.workers.wording import month_name

SHOWN = {
    "": _("All agencies"),
    "rose": _("More registered"),
    "fell": _("Fewer registered"),
    "same": _("As many registered"),
    "new": _("First list in between"),
    "arrears": _("Newly in arrears"),
}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it frozen again?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: two agencies handed in the lists of that month late."),
    )


class MonthForm(forms.Form):
    """The oldest months are at the end: those asked for are mostly new."""

    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, data: Any, months: Sequence[dt.date]) -> None:
        super().__init__(data)
        self.fields["month"].choices = _choices(months)

    def clean_month(self) -> dt.date:
        return dt.date.fromisoformat(f"{self.cleaned_data['month']}-01")


class CompareForm(forms.Form):
    """Two frozen months, and which agencies to show. Nonsense asks for the newest two and for all."""

    first = forms.ChoiceField(label=_("From"), required=False)
    last = forms.ChoiceField(label=_("To"), required=False)
    show = forms.ChoiceField(label=_("Show"), required=False, choices=list(SHOWN.items()))
    q = forms.CharField(label=_("Search an agency"), required=False, max_length=80)

    def __init__(self, data: Any, months: Sequence[dt.date]) -> None:
        super().__init__(data)
        for name in ("first", "last"):
            self.fields[name].choices = _choices(months)


def _choices(months: Sequence[dt.date]) -> list[tuple[str, str]]:
    return [(f"{month:%Y-%m}", month_name(month)) for month in months]
