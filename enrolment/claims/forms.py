"""What is asked at each step of a claim."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.pages.forms import DayInput
from enrolment.claims.opening import Event
from enrolment.models import BenefitClaim, ClaimHealth, ClaimKind, ClosingReason
from enrolment.models.claims import DEATH_KINDS
from enrolment.spreadsheets.money import plain_amount

NO_HEALTH = _("Nothing about health here: the city reads it, too.")
FUTURE = _("The day lies in the future.")
BEFORE = _("The day lies before it happened.")
LARGEST = Decimal(10) ** 12


def past_day(label: Any, **kwargs: Any) -> forms.DateField:
    """A day that has come: `PastDays.clean` holds it."""
    return forms.DateField(label=label, widget=DayInput, **kwargs)


class PastDays(forms.Form):
    """No day lies in the future, and none before `happened_on` (given, or a field of the form)."""

    happened: dt.date | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        happened = cleaned.get("happened_on") or self.happened
        for name, field in self.fields.items():
            day = cleaned.get(name)
            if not isinstance(field, forms.DateField) or day is None:
                continue
            if day > timezone.localdate():
                self.add_error(name, FUTURE)
            elif happened and day < happened:
                self.add_error(name, BEFORE)
        return cleaned


class EventForm(PastDays):
    """What happened: an accident or a death."""

    kind = forms.ChoiceField(label=_("What happened"), choices=[("", "—"), *ClaimKind.choices])
    happened_on = past_day(_("Day"))
    known_on = past_day(
        _("Known to the agency since"),
        help_text=_("From this day BPJS must hear of an accident at work within 2 × 24 hours."),
    )
    place = forms.CharField(label=_("Where it happened"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False, help_text=NO_HEALTH)

    @property
    def event(self) -> Event:
        return Event(**{name: self.cleaned_data[name] for name in EventForm.base_fields})

    @property
    def kind_name(self) -> str:
        return str(ClaimKind(self.cleaned_data["kind"]).label)


def _choose(form: forms.Form, kinds: list[tuple[Any, Any]]) -> None:
    field = form.fields["kind"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = kinds


class DeathForm(EventForm):
    """A death, when somebody leaves the list by it: it opens a claim. `ended_on` is the first day without the
    worker."""

    field_order = ("kind", "happened_on", "known_on", "place", "note")

    def __init__(self, *args: Any, ended_on: dt.date, **kwargs: Any) -> None:
        day = ended_on - dt.timedelta(days=1) if ended_on > dt.date.min else ended_on
        kwargs["initial"] = {"happened_on": day, "known_on": timezone.localdate()}
        super().__init__(*args, **kwargs)
        self.ended_on = ended_on
        _choose(self, [("", "—"), *((kind, kind.label) for kind in DEATH_KINDS)])

    def clean_happened_on(self) -> dt.date:
        day = self.cleaned_data["happened_on"]
        if day > self.ended_on:
            raise forms.ValidationError(_("The worker counts no longer from a day before the death."))
        return day


class StepForm(PastDays):
    """One step of a claim; it begins with what the claim says."""

    def __init__(self, *args: Any, claim: BenefitClaim, **kwargs: Any) -> None:
        known = {name: getattr(claim, name, None) for name in self.base_fields}
        kwargs["initial"] = {name: value for name, value in known.items() if value not in (None, "")}
        super().__init__(*args, **kwargs)
        self.happened = claim.happened_on


class EditForm(StepForm, EventForm):
    """What was reported, to be corrected. A death stays a death; an accident may turn out to be one."""

    told_on = past_day(_("BPJS was told on"), required=False)
    field_order = ("kind", "happened_on", "known_on", "told_on", "place", "note")

    def __init__(self, *args: Any, claim: BenefitClaim, **kwargs: Any) -> None:
        super().__init__(*args, claim=claim, **kwargs)
        self.happened = None
        if claim.is_death:
            _choose(self, [(kind, kind.label) for kind in DEATH_KINDS])


class TellForm(StepForm):
    told_on = past_day(_("BPJS was told on"), help_text=_("Form F3, stage I: by letter, by mail or in SIPP."))


class FileForm(StepForm):
    filed_on = past_day(_("Filed with BPJS on"))
    filed_number = forms.CharField(
        label=_("BPJS's number of the claim"),
        max_length=60,
        required=False,
        help_text=_("As it stands on BPJS's receipt."),
    )


class PayForm(StepForm):
    paid_on = past_day(_("Paid on"))
    amount = forms.CharField(
        label=_("Amount (Rp)"),
        max_length=40,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        help_text=_("What BPJS paid for this case, all benefits together."),
    )
    paid_to = forms.CharField(
        label=_("Paid to"), max_length=160, help_text=_("The worker, or the name of the heir.")
    )
    handed_over_by = forms.CharField(
        label=_("Handed over by"),
        max_length=160,
        required=False,
        help_text=_("Who handed it over, for example the mayor at a ceremony; empty for a transfer."),
    )

    def clean_amount(self) -> Decimal:
        read = plain_amount(self.cleaned_data["amount"])
        amount = Decimal(read) if read else Decimal()
        if not 0 < amount < LARGEST:
            raise forms.ValidationError(_("Write the amount in figures, for example 42.000.000."))
        return amount


class CloseForm(StepForm):
    closed_on = past_day(_("Closed on"))
    closing_reason = forms.ChoiceField(label=_("Reason"), choices=[("", "—"), *ClosingReason.choices])
    note = forms.CharField(label=_("Note"), max_length=500, required=False, help_text=NO_HEALTH)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("closing_reason") == ClosingReason.OTHER and not cleaned.get("note"):
            self.add_error("note", _("Say which reason."))
        return cleaned


class HealthForm(forms.Form):
    """For those alone who may read it."""

    injury = forms.CharField(
        label=_("Injury or cause of death"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    treated_at = forms.CharField(label=_("Treated at"), max_length=200, required=False)

    def __init__(self, *args: Any, claim: BenefitClaim, **kwargs: Any) -> None:
        there = ClaimHealth.objects.filter(claim=claim).values("injury", "treated_at").first()
        kwargs["initial"] = dict(there or {})
        super().__init__(*args, **kwargs)


class PaperForm(forms.Form):
    """A paper that came, or (without a day) that is not here after all."""

    code = forms.SlugField(max_length=30)
    received_on = forms.DateField(required=False)
