"""What is asked of BPJS's bill."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.files import checked
from agencies.models import Agency, ContributionGroup
from agencies.pages.forms import DayInput
from contributions.billing.typed import MoneyField
from contributions.models import Bill, BillState
from contributions.payments.bills import CODED, NEEDS_CODE
from contributions.payments.fields import CodeField, EvidenceField
from contributions.payments.forms import GroupChoice


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput, **kwargs)


class BillFields(forms.Form):
    """Sum, penalty, code and days: a penalty is a part of the sum."""

    amount = MoneyField(
        zero=True, label=_("BPJS's sum (Rp)"), help_text=_("As SIPP or Formulir 2a shows it, to the cent.")
    )
    penalty = MoneyField(
        zero=True,
        empty=Decimal(0),
        required=False,
        label=_("Of which penalty (Rp)"),
        help_text=_("Only where BPJS's bill names one."),
    )
    code = CodeField(required=False, help_text=_("6 to 20 digits; empty until BPJS has issued it."))
    issued_on = _day(_("Issued on"))
    valid_until = _day(_("Code valid until"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        amount, penalty = cleaned.get("amount"), cleaned.get("penalty")
        if amount is not None and penalty is not None and penalty > amount:
            self.add_error("penalty", _("The penalty is a part of the amount."))
        if (cleaned.get("issued_on") or timezone.localdate()) > timezone.localdate():
            self.add_error("issued_on", _("The day lies in the future."))
        return cleaned


ENTERED = (BillState.ISSUED, BillState.FINAL, BillState.DRAFT)


class BillForm(BillFields):
    """A bill that somebody read in SIPP or on Formulir 2a."""

    group = GroupChoice(label=_("Contribution group"), queryset=ContributionGroup.objects.none())
    state = forms.ChoiceField(
        label=_("How far it is in SIPP"), choices=[(one, BillState(one).label) for one in ENTERED]
    )
    file = EvidenceField(label=_("Copy of the bill"), required=False)
    field_order = ("group", "state", "code", "amount", "penalty", "issued_on", "valid_until", "note", "file")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = agency.owned_groups.select_related("agency")
        self.only = groups[0] if len(groups) == 1 else None
        if self.only:
            del self.fields["group"]
        else:
            self.fields["group"].queryset = groups  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") in CODED and "code" in cleaned and not cleaned["code"]:
            self.add_error("code", NEEDS_CODE)
        return cleaned


class BillEditForm(BillFields):
    field_order = ("code", "amount", "penalty", "issued_on", "valid_until", "note")

    def __init__(self, *args: Any, bill: Bill, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(bill, name) for name in self.base_fields}
        if not bill.penalty:
            kwargs["initial"]["penalty"] = Decimal()
        super().__init__(*args, **kwargs)
        self.fields["code"].required = bill.state in CODED


class CodeForm(forms.Form):
    """BPJS issued the kode iuran."""

    code = CodeField(help_text=_("As BPJS issued it: 6 to 20 digits."))
    on = _day(_("Issued on"))
    valid = _day(_("Code valid until"), required=False)


class PostedForm(forms.Form):
    """BPJS posted the payment to the workers' accounts."""

    on = _day(_("Posted on"))
