"""What is asked around official sheets."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import ContributionGroup
from agencies.pages.forms import DayInput, WorkbookInput
from enrolment.models import EndReason, SheetKind
from enrolment.sipp.candidates import Whom
from enrolment.sipp.layout import current
from enrolment.sipp.portal_forms import LARGEST
from enrolment.sipp.readiness import Order
from enrolment.workers.registering_forms import MonthInput

_WITH_CHANGES = (SheetKind.WAGES, SheetKind.UPDATES)


class OrderForm(forms.Form):
    """For which month, whom and how; only the questions that the kind of sheet has."""

    month = forms.DateField(
        label=_("Month"), required=False, input_formats=["%Y-%m", "%Y-%m-%d"], widget=MonthInput
    )
    since = forms.DateField(label=_("Who left on this day or later"), required=False, widget=DayInput)
    everybody = forms.BooleanField(label=_("Everybody registered, not only what changed"), required=False)
    split = forms.BooleanField(
        label=_("Write titles found in names into their own column (GELAR) or leave them out"), required=False
    )
    again = forms.BooleanField(
        label=_("Send those refused once more although nothing was changed"), required=False
    )

    def __init__(self, data: Any, *, kind: str) -> None:
        said = data.copy()
        said.setdefault("month", f"{timezone.localdate():%Y-%m}")
        super().__init__(said)
        self.kind = kind
        if kind != SheetKind.LEAVING:
            del self.fields["since"]
        if kind not in _WITH_CHANGES:
            del self.fields["everybody"]
        if kind == SheetKind.UPDATES:
            del self.fields["split"]

    @property
    def order(self) -> Order:
        """What was asked; whatever is nonsense counts as not said."""
        self.is_valid()
        said = self.cleaned_data
        month: dt.date = said.get("month") or timezone.localdate()
        whom = Whom(said.get("since"), bool(said.get("everybody")))
        split, again = bool(said.get("split")), bool(said.get("again"))
        return Order(self.kind, month.replace(day=1), whom, split=split, again=again)

    @property
    def as_hidden(self) -> list[tuple[str, str]]:
        """The same order as hidden inputs."""
        order = self.order
        said = {
            "month": f"{order.month:%Y-%m}",
            "since": order.whom.since.isoformat() if order.whom.since else "",
            "everybody": "on" if order.whom.everybody else "",
            "split": "on" if order.split else "",
            "again": "on" if order.again else "",
        }
        return [(name, said[name]) for name in self.fields if said[name]]


class UploadedForm(forms.Form):
    """What the portal showed after the upload."""

    on = forms.DateField(label=_("Uploaded on"), widget=DayInput)
    valid = forms.IntegerField(
        label=_("Total Valid"),
        required=False,
        min_value=0,
        max_value=10_000,
        help_text=_("As the portal says; may be filled in later."),
    )
    invalid = forms.IntegerField(label=_("Total Tidak Valid"), required=False, min_value=0, max_value=10_000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("valid") is None and cleaned.get("invalid") is not None and not self.errors:
            self.add_error("valid", _("Give both totals, or neither."))
        return cleaned


class TotalsForm(forms.Form):
    """What the portal counted, told later or corrected."""

    valid = forms.IntegerField(label=_("Total Valid"), min_value=0, max_value=10_000)
    invalid = forms.IntegerField(label=_("Total Tidak Valid"), min_value=0, max_value=10_000)


class FailuresForm(forms.Form):
    """The portal's list of those it did not take."""

    file = forms.FileField(label=_("List of failures"), widget=WorkbookInput, max_length=255)


class TemplateForm(forms.Form):
    """An empty form of the portal."""

    file = forms.FileField(
        label=_("The portal's empty form"),
        widget=WorkbookInput,
        max_length=255,
        help_text=_("As the portal gives it, xlsx, nobody in it. Its name is kept."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than an empty form can be (5 MB)."))
        return file


def codes_asked() -> list[tuple[str, str, str]]:
    """(heading, our value, the code that is known) of every column whose codes the branch must tell."""
    return [
        (column.header, str(reason), column.codes.get(str(reason), ""))
        for column in current(SheetKind.LEAVING).columns
        if column.ask
        for reason in EndReason
        if reason != EndReason.DIED
    ]


class CodesForm(forms.Form):
    """The portal's codes of one group, a field for each of our values."""

    def __init__(
        self, *args: Any, group: ContributionGroup, known: dict[tuple[str, str], str], **kwargs: Any
    ):
        super().__init__(*args, prefix=f"group{group.pk}", **kwargs)
        self.group = group
        for header, value, code in codes_asked():
            self.fields[f"{header}.{value}"] = forms.RegexField(
                r"^[A-Za-z0-9]{1,10}$",
                label=EndReason(value).label,
                required=False,
                initial=known.get((header, value), code),
                error_messages={"invalid": _("At most 10 letters and digits.")},
            )

    @property
    def codes(self) -> dict[tuple[str, str], str]:
        """(heading, our value) -> code, of those given."""
        said = ((name.split(".", 1), code) for name, code in self.cleaned_data.items() if code)
        return {(header, value): code for (header, value), code in said}
