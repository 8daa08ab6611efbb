"""Forms of what the law sets. Each record is checked as the database will: overlaps, shares, first days."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Region
from agencies.models.groups import Programme, Segment
from agencies.pages.forms import DayInput, WorkbookInput
from contributions.billing.due import FIRST_MONTH, YEARS_AHEAD, after, month_of
from contributions.billing.typed import MoneyField, PercentField
from contributions.models import DueDate, MinimumWage, PenaltyRate, Rate, Relief, Source
from contributions.rates.fields import MonthField

UNTIL = _("Leave empty while nobody knows the end. The month named is the first one without it.")
BACKWARDS = _("The end lies before the beginning.")


class DatedForm(forms.ModelForm):
    """A record in force from a month on, until before another."""

    since = MonthField(label=_("In force from the month"))
    until = MonthField(label=_("No longer from the month"), required=False, help_text=UNTIL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial |= {"since": self.instance.period.lower, "until": self.instance.period.upper}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until <= since:
            self.add_error("until", BACKWARDS)
        elif since:
            self.instance.period = DateRange(since, until)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """What the form makes of its own fields is checked too, once they are right."""
        made = set() if self.errors else {"period", "bases", "series"}
        return super()._get_validation_exclusions() - made


class RateForm(DatedForm):
    """A rate: shares in percent, or an amount."""

    employer = PercentField(label=_("Employer's share (%)"), required=False)
    worker = PercentField(label=_("Worker's share (%)"), required=False)
    amount = MoneyField(
        zero=True,
        label=_("Or an amount a month (Rp)"),
        required=False,
        help_text=_("For contributions that are a sum and no share, such as JKM of the self-employed."),
    )
    minimum_base = MoneyField(zero=True, label=_("Smallest base that counts (Rp)"), required=False)
    maximum_base = MoneyField(zero=True, label=_("Largest base that counts (Rp)"), required=False)
    from_base = MoneyField(
        zero=True,
        label=_("Only for bases from (Rp)"),
        required=False,
        help_text=_("For tiers by income. Leave both empty where the rate is for every base."),
    )
    below_base = MoneyField(zero=True, label=_("Only for bases below (Rp)"), required=False)

    class Meta:
        model = Rate
        fields = (
            "programme", "segment", "risk", "employer", "worker", "amount", "minimum_base", "maximum_base",
            "from_base", "below_base", "since", "until", "legal_source", "note",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.Meta.fields)
        self.fields["legal_source"].help_text = _("Such as “PP 44/2015, Lampiran I”.")
        self.initial["segment"] = self.instance.segment or Segment.PU
        if self.instance.pk:
            self.initial |= {"from_base": self.instance.bases.lower, "below_base": self.instance.bases.upper}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("amount") is None:
            if {cleaned.get("employer"), cleaned.get("worker")} == {None}:
                if not self.errors:  # a check of the database lets nulls pass
                    self.add_error(None, gettext("Give either both shares or an amount."))
            else:
                for share in ("employer", "worker"):  # one share alone: the other is none
                    cleaned[share] = cleaned.get(share) or 0
        low, below = cleaned.get("from_base"), cleaned.get("below_base")
        self._ordered("below_base", low, below, strictly=True)
        self._ordered("maximum_base", cleaned.get("minimum_base"), cleaned.get("maximum_base"))
        if not self.errors:
            self.instance.bases = NumericRange(low, below)
        return cleaned

    def _ordered(self, field: str, low: Any, high: Any, strictly: bool = False) -> None:
        if low is not None and high is not None and (high < low or (strictly and high == low)):
            self.add_error(field, gettext("This is less than the smallest."))


class ReliefForm(DatedForm):
    """A relief: what is left of which programmes, and for whom it is not."""

    programmes = forms.MultipleChoiceField(
        label=_("Programmes"), choices=Programme, widget=forms.CheckboxSelectMultiple
    )
    left = PercentField(
        label=_("What is left (%)"), help_text=_("1 where one hundredth is paid, 50 where half is.")
    )
    not_paid_from = forms.MultipleChoiceField(
        label=_("Not where any part is paid from"),
        choices=Source,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    settled_until = MonthField(
        label=_("Only for who has paid everything up to the month"),
        required=False,
        help_text=_("Leave empty where the regulation does not ask."),
    )

    class Meta:
        model = Relief
        fields = (
            "name", "programmes", "segment", "sector", "left", "not_paid_from", "settled_until", "since",
            "until", "legal_source", "note",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.Meta.fields)
        for name in ("segment", "sector"):
            choices = [(value, label) for value, label in self.fields[name].choices if value]
            self.fields[name].choices = [("", _("all")), *choices]
        if self.instance.pk:
            self.initial["left"] = self.instance.factor * 100

    def clean_left(self) -> Any:
        left = self.cleaned_data["left"]
        if left is not None and left >= 100:
            raise ValidationError(gettext("A relief leaves less than 100 %."), code="no_relief")
        return left

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("left") is not None:
            self.instance.factor = cleaned["left"] / 100
        return cleaned


class RegionField(forms.CharField):
    """A region by its Kemendagri code."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            found = Region.objects.filter(pk=value).values_list("code", flat=True).first()
            return found or ""
        return value

    def clean(self, value: Any) -> Region | None:
        code = super().clean(value)
        return region_of(code) if code else None


def region_of(code: str) -> Region:
    """The province, kabupaten or kota of that code. ValidationError where there is none."""
    found = Region.objects.filter(code=code.strip()).first() if code.isprintable() else None
    if found is None:
        words = gettext("No region has the code “%(code)s”. Write it like 36.73, a province like 36.")
        raise ValidationError(words % {"code": code[:20]}, code="region")
    return found


class MinimumWageForm(DatedForm):
    """UMK of a kabupaten or kota, UMP of a province."""

    region = RegionField(
        label=_("Code of the region"),
        max_length=5,
        help_text=_("36.73 for a kabupaten or kota (UMK), 36 for a province (UMP)."),
    )
    amount = MoneyField(zero=True, label=_("Minimum wage a month (Rp)"))

    class Meta:
        model = MinimumWage
        fields = ("region", "amount", "since", "until", "legal_source")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            same = MinimumWage.objects.filter(region=cleaned["region"], period__overlap=self.instance.period)
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error(None, gettext("These days have a minimum wage already. End that one first."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Django compares an exclusion by `region_id` with every region; `clean` looks at the one."""
        return super()._get_validation_exclusions() | {"period"}


class PenaltyForm(DatedForm):
    percent = PercentField(label=_("Percent of the contribution a month"))

    class Meta:
        model = PenaltyRate
        fields = ("percent", "for_government", "since", "until", "legal_source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["for_government"].help_text = _(
            "The text leaves out employers that are organs of the state. Tick it only where somebody says so"
            " in writing; the pages then show an estimate."
        )


class DueDateForm(forms.ModelForm):
    """A due date that a regulation moved."""

    month = MonthField(label=_("Contribution of the month"))

    class Meta:
        model = DueDate
        fields = ("month", "segment", "due_on", "legal_source")
        widgets = {"due_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legal_source"].required = True
        self.initial["segment"] = self.instance.segment or Segment.PU

    def clean_month(self) -> dt.date:
        return kept_month(self.cleaned_data["month"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("month") and cleaned.get("due_on"):
            check_due(cleaned["month"], cleaned["due_on"])
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"month"}  # a month named again is moved anew


def kept_month(month: dt.date) -> dt.date:
    """A month of which due dates are kept. ValidationError otherwise."""
    last = after(month_of(dt.date.today()), 12 * YEARS_AHEAD)
    if not FIRST_MONTH <= month <= last:
        words = gettext("Due dates are kept from %(first)s to %(last)s.")
        raise ValidationError(words % {"first": f"{FIRST_MONTH:%m-%Y}", "last": f"{last:%m-%Y}"})
    return month


def check_due(month: dt.date, due_on: dt.date) -> None:
    """ValidationError where the day lies before the month, or more than a year after it."""
    if not month <= due_on < after(month, 13):
        raise ValidationError(
            {"due_on": gettext("A month is due in that month or within a year after it.")}, code="due_on"
        )


class EndForm(forms.Form):
    """From which month on a record no longer holds; empty: it holds on."""

    until = MonthField(label=_("No longer from the month"), required=False, help_text=UNTIL)


class RatesFileForm(forms.Form):
    """A workbook or CSV of rates, such as our own export."""

    file = forms.FileField(label=_("File"), widget=WorkbookInput(attrs={"accept": ".xlsx,.csv"}))


class SampleForm(forms.Form):
    """The base that a preview reckons with."""

    sample = MoneyField(zero=True, label=_("Reckon the example with a base of (Rp)"), required=False)
