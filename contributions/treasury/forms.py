"""What is asked of a budget's ceilings."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures
from agencies.pages.forms import DayInput
from contributions.billing.typed import MoneyField
from contributions.treasury.actions import MOST

OTHER = "other"


class CeilingForm(forms.Form):
    """The ceilings of a budget document, an amount for each account; empty: this account stays as it was.

    `accounts`: those that the agency has, each with its label and what it holds now (null: nothing yet)."""

    since = forms.DateField(
        label=_("In force since"),
        widget=DayInput,
        help_text=_("The first of January, or the day of the changed budget."),
    )
    document_text = forms.CharField(
        label=_("According to (DPA)"),
        max_length=200,
        help_text=_("For example: DPA 2026, or DPPA 2026 of 14 September."),
    )
    other_account = forms.CharField(label=_("Another account"), max_length=30, required=False)

    def __init__(
        self, *args: Any, year: int, accounts: Sequence[tuple[str, str, Decimal | None]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.accounts = [account for account, _label, _held in accounts]
        fields = {}
        for number, (_account, label, held) in enumerate(accounts):
            now = _("now %(sum)s") % {"sum": figures.rupiah(held)} if held is not None else ""
            fields[f"amount_{number}"] = MoneyField(
                zero=True, most=MOST, required=False, label=label, help_text=now
            )
        fields[OTHER] = MoneyField(zero=True, most=MOST, required=False, label=_("Its ceiling (Rp)"))
        self.fields |= fields
        order = ["since", "document_text", *list(fields)[:-1], "other_account", OTHER]
        self.order_fields(order)

    def clean_since(self) -> dt.date:
        since = self.cleaned_data["since"]
        if since.year != self.year:
            raise forms.ValidationError(_("This day is not in %(year)s.") % {"year": self.year})
        return since

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        amounts: dict[str, Decimal] = {}
        for number, account in enumerate(self.accounts):
            self._read(f"amount_{number}", account, amounts)
        other = " ".join(cleaned.get("other_account", "").split())
        if cleaned.get(OTHER) is not None and not other:
            self.add_error("other_account", _("Which account is it?"))
        elif other in amounts:
            self.add_error("other_account", _("This account stands above."))
        elif other:
            self._read(OTHER, other, amounts)
        if not amounts and not self.errors:
            self.add_error(None, _("Write the ceiling of one account at least."))
        return cleaned | {"amounts": amounts}

    def _read(self, field: str, account: str, amounts: dict[str, Decimal]) -> None:
        amount = self.cleaned_data.get(field)
        if amount is not None:
            amounts[account] = amount
