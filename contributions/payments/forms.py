"""What is asked of a payment."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.files import checked
from agencies.models import Agency, ContributionGroup
from agencies.pages import figures
from agencies.pages.forms import DayInput
from contributions.billing.typed import MoneyField
from contributions.models import Assessment, Channel, Payment
from contributions.payments.actions import NewPayment, check_money
from contributions.payments.doubts import doubts_of, group_words
from contributions.payments.fields import CodeField, EvidenceField
from enrolment.models import AgencyMonth
from enrolment.workers.wording import month_name


class GroupChoice(forms.ModelChoiceField):
    def label_from_instance(self, group: Any) -> str:
        return group_words(group) + (f" (NPP {group.npp})" if group.npp else "")


class DescribeForm(forms.Form):
    """What may be said of a payment at any time, months closed or not: its money stays as it is."""

    code = CodeField(required=False, help_text=_("As it stands on BPJS's bill: 6 to 20 digits."))
    channel = forms.ChoiceField(label=_("Channel"), choices=[("", "—"), *Channel.choices])
    reference = forms.CharField(
        label=_("Reference"), max_length=60, required=False, help_text=_("NTPN or the bank's journal number.")
    )
    sp2d_number = forms.CharField(label=_("SP2D number"), max_length=60, required=False)
    sp2d_on = forms.DateField(label=_("SP2D date"), widget=DayInput, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def clean_sp2d_on(self) -> Any:
        day = self.cleaned_data["sp2d_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future."))
        return day


class PaymentForm(DescribeForm):
    """A payment by hand. Where something about it looks like a slip, it is saved once that is confirmed."""

    group = GroupChoice(label=_("Contribution group"), queryset=ContributionGroup.objects.none())
    paid_on = forms.DateField(
        label=_("Paid on"), widget=DayInput, help_text=_("The day on the proof of payment.")
    )
    amount = MoneyField(label=_("Amount (Rp)"), help_text=_("What was really paid, to the cent."))
    file = EvidenceField(label=_("Proof of payment"), required=False)
    accept = forms.BooleanField(label=_("It is right all the same: save it"), required=False)

    field_order = (
        "group", "code", "paid_on", "amount", "channel", "reference", "sp2d_number", "sp2d_on", "note",
        "file", "accept",
    )  # fmt: skip

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubts: list[str] = []
        groups = agency.owned_groups.select_related("agency")
        self.only = groups[0] if len(groups) == 1 else None
        if self.only:
            del self.fields["group"]
        else:
            self.fields["group"].queryset = groups  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.group_of = cleaned.get("group") or self.only
        if not self.group_of or "paid_on" not in cleaned or "amount" not in cleaned:
            return cleaned
        try:
            check_money(cleaned["paid_on"], cleaned["amount"])
        except ValidationError as refused:
            self.add_error("paid_on" if refused.code in ("future", "too_early") else "amount", refused)
            return cleaned
        self.doubts = doubts_of(self.group_of, cleaned.get("code", ""), cleaned["paid_on"], cleaned["amount"])
        if self.doubts and not cleaned.get("accept"):
            self.add_error("accept", _("Look at what is said above; then tick this, or correct it."))
        return cleaned

    @property
    def asks(self) -> bool:
        """Whether the confirmation is shown at all."""
        return bool(self.doubts)

    @property
    def new(self) -> NewPayment:
        left_out = ("group", "file", "accept")
        values = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        return NewPayment(group=self.group_of, **values)


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stays with it; both sides see it.")
    )


class MoveForm(ReasonForm):
    """What of a payment goes elsewhere."""

    amount = MoneyField(label=_("Amount (Rp)"))
    field_order = ("month", "group", "amount", "reason")

    def __init__(self, *args: Any, payment: Payment, movable: Decimal, user: object, **kwargs: Any) -> None:
        kwargs["initial"] = {"amount": movable}
        super().__init__(*args, **kwargs)


class MonthChoice(forms.ModelChoiceField):
    def label_from_instance(self, one: Any) -> str:
        words = {"month": month_name(one.month), "owed": figures.rupiah(one.owed)}
        return _("%(month)s: %(owed)s owed, %(paid)s paid") % (words | {"paid": figures.rupiah(one.paid)})


class MonthMoveForm(MoveForm):
    month = MonthChoice(label=_("To the month"), queryset=Assessment.objects.none())

    def __init__(self, *args: Any, payment: Payment, **kwargs: Any) -> None:
        super().__init__(*args, payment=payment, **kwargs)
        closed = AgencyMonth.objects.filter(
            agency=OuterRef("agency"), month=OuterRef("month"), closed_at__isnull=False
        )
        months = Assessment.objects.filter(~Exists(closed), group=payment.group_id, owed__gt=0)
        self.fields["month"].queryset = months.order_by("-month")  # type: ignore[attr-defined]


class GroupMoveForm(MoveForm):
    group = GroupChoice(label=_("To the contribution group"), queryset=ContributionGroup.objects.none())

    def __init__(self, *args: Any, payment: Payment, user: object, **kwargs: Any) -> None:
        super().__init__(*args, payment=payment, user=user, **kwargs)
        mine = access.visible_agencies(user, access.P.PAY)
        others = ContributionGroup.objects.filter(agency__in=mine).exclude(pk=payment.group_id)
        self.fields["group"].queryset = others.select_related("agency").order_by(  # type: ignore[attr-defined]
            "agency__name", "-is_default", "name"
        )

    @property
    def nowhere(self) -> bool:
        """Whether there is no group that the user may move to."""
        return not self.fields["group"].queryset.exists()  # type: ignore[attr-defined]


class EvidenceForm(forms.Form):
    file = EvidenceField(label=_("File"))

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])
