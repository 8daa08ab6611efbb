"""Making a month final, explaining why it is late, taking corrections over."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agencies.pages.figures import number, rupiah
from agencies.pages.forms import DayInput
from contributions.billing.assessing import MOVED, sums_of
from contributions.models import Assessment, DelayReason
from contributions.months.corrected import MonthChanges
from contributions.months.reading import GroupMonth
from enrolment.seen import mark
from enrolment.workers.wording import month_name

LATEST_PROMISE = dt.timedelta(days=366)


class SeenForm(forms.Form):
    """Carries the mark of the sums that its page shows: what cannot be undone is done to just those."""

    seen = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def show(self, drafts: Iterable[Assessment]) -> None:
        self.shown = mark(sums_of(one) for one in drafts)
        self.initial["seen"] = self.shown

    def clean(self) -> dict[str, Any]:
        """Refused where the sums are others by now; shown anew, they can be sent."""
        values = super().clean() or self.cleaned_data
        if values.get("seen") and values["seen"] != self.shown:
            self.data = self.data.copy()
            self.data["seen"] = self.shown
            raise ValidationError(MOVED, code="moved")
        return values


class FinalForm(SeenForm):
    """`drafts`: those that can be made final. Which of them is asked only where there are several."""

    group = forms.MultipleChoiceField(label=_("Contribution groups"), widget=forms.CheckboxSelectMultiple)
    accept_missing = forms.BooleanField(label=_("Leave them out"), required=False)

    def __init__(self, *args: Any, drafts: list[GroupMonth], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = drafts
        self.show(one.assessment for one in drafts if one.assessment)
        self.fields["group"].choices = [(str(one.group.pk), one.group.name) for one in drafts]
        self.initial["group"] = [str(one.group.pk) for one in drafts]
        if len(drafts) < 2:
            del self.fields["group"]
        missing = sum(one.assessment.without_base for one in drafts if one.assessment)
        if not missing:
            del self.fields["accept_missing"]
            return
        self.fields["accept_missing"].label = ngettext(
            "%(n)s registered worker without a wage is left out of this month.",
            "%(n)s registered workers without a wage are left out of this month.",
            missing,
        ) % {"n": number(missing)}

    @property
    def chosen(self) -> list[GroupMonth]:
        wanted = self.cleaned_data.get("group")
        return [one for one in self.drafts if wanted is None or str(one.group.pk) in wanted]


class ManyFinalForm(SeenForm):
    """`drafts`: those that can be made final, a box each."""

    month = forms.MultipleChoiceField(
        label=_("Months"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one month.")},
    )
    accept_missing = forms.BooleanField(
        label=_("Registered workers without a wage are left out of these months."), required=False
    )

    def __init__(self, *args: Any, drafts: list[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = drafts
        self.show(drafts)
        several = len({one.group_id for one in drafts}) > 1
        self.fields["month"].choices = [(str(one.pk), self._label(one, several)) for one in drafts]
        self.initial["month"] = [str(one.pk) for one in drafts]
        if not any(one.without_base for one in drafts):
            del self.fields["accept_missing"]

    @staticmethod
    def _label(one: Assessment, several: bool) -> str:
        count = ngettext("%(n)s worker", "%(n)s workers", one.workers) % {"n": number(one.workers)}
        words = f"{month_name(one.month)}: {count}, {rupiah(one.total)}"
        if one.without_base:
            words += " · " + gettext("%(n)s without a wage") % {"n": number(one.without_base)}
        return f"{words} · {one.group.name}" if several else words

    @property
    def chosen(self) -> list[Assessment]:
        return [one for one in self.drafts if str(one.pk) in self.cleaned_data["month"]]


class DelayForm(forms.Form):
    delay_reason = forms.ChoiceField(
        label=_("Why is it not paid yet?"), choices=DelayReason, widget=forms.RadioSelect
    )
    delay_note = forms.CharField(
        label=_("Note"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    promised_on = forms.DateField(
        label=_("Will be paid by"),
        required=False,
        widget=DayInput,
        help_text=_("The day that the agency promises. It shows here, to the city and to the branch."),
    )

    def clean_delay_note(self) -> str:
        return str(self.cleaned_data["delay_note"]).replace("\0", " ").strip()

    def clean_promised_on(self) -> dt.date | None:
        day, today = self.cleaned_data["promised_on"], timezone.localdate()
        if day and not today <= day <= today + LATEST_PROMISE:
            raise ValidationError(_("Give a day from today on, within a year."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("delay_reason") == DelayReason.OTHER and not values.get("delay_note"):
            self.add_error("delay_note", _("Say which reason."))
        return values


class CorrectionForm(forms.Form):
    """`changes`: what differs today in final months, by group and month; one box each."""

    month = forms.MultipleChoiceField(
        label=_("Take over from"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one month.")},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("Stands beside each of these lines, for instance the number of the decree."),
    )

    def __init__(self, *args: Any, changes: list[MonthChanges], several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes = changes
        self.fields["month"].choices = [(one.key, self._label(one, several)) for one in changes]
        self.initial["month"] = [one.key for one in changes]

    @staticmethod
    def _label(one: MonthChanges, several: bool) -> str:
        count = gettext("%(n)s people") % {"n": number(one.people)}
        words = f"{month_name(one.month)}: {count}, {rupiah(one.total)}"
        return f"{one.group.name} · {words}" if several else words

    def clean_note(self) -> str:
        return str(self.cleaned_data["note"]).replace("\0", " ").strip()

    @property
    def chosen(self) -> list[MonthChanges]:
        return [one for one in self.changes if one.key in self.cleaned_data["month"]]
