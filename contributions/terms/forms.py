"""What is asked about terms: for which months, from which base, out of whose money."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, ContributionGroup, Document, Region
from agencies.models.groups import Segment
from contributions.billing.due import after
from contributions.billing.typed import MoneyField, PercentField
from contributions.models import ACCOUNTS, SHARES, BaseKind, GroupTerms, Source
from contributions.terms.fields import MonthField

NIP_LENGTH = 18


def documents_for(region: Region, agency: Agency | None = None) -> QuerySet[Document]:
    """Those of the region, and of the agency."""
    found = Document.objects.filter(region=region).filter(Q(agency=None) | Q(agency=agency))
    return found.order_by("-date", "kind", "number")


class TermsForm(forms.ModelForm):
    """Terms of a group in a period. `wanted` is a contribution from which the base is worked out."""

    since = MonthField(label=gettext_lazy("From the month"))
    last = MonthField(
        label=gettext_lazy("Last month"),
        required=False,
        help_text=gettext_lazy("Empty: until other terms begin."),
    )
    amount = MoneyField(
        required=False,
        label=gettext_lazy("Base (Rp)"),
        help_text=gettext_lazy("The agreed base; of wages the smallest one that counts, if there is one."),
    )
    wanted = MoneyField(required=False, label=gettext_lazy("Contribution per worker and month (Rp)"))

    treasurer_nip = forms.CharField(label=gettext_lazy("NIP of the treasurer"), required=False, max_length=40)
    told = ""  # how the base of a wanted contribution came about

    class Meta:
        model = GroupTerms
        fields = (
            *("base_kind", "amount", "document", "document_text", *SHARES.values(), "sector"),
            *(*ACCOUNTS, "treasurer", "treasurer_nip", "rounding"),
        )
        widgets = {"base_kind": forms.RadioSelect, "rounding": forms.RadioSelect}
        labels = {"document_text": gettext_lazy("According to (in words)")}

    def __init__(self, *args: Any, documents: QuerySet[Document], segments: Iterable[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["base_kind"].choices = BaseKind.choices
        self.fields["document"].queryset = documents
        self.fields["document"].label = gettext_lazy("Document")
        self.fields["document_text"].required = False
        self.fields["document_text"].help_text = gettext_lazy(
            "Decision, circular or agreement that says so. Empty: the document chosen above."
        )
        for source, name in SHARES.items():
            self.fields[name] = PercentField(
                places=2, empty=Decimal(0), required=False, label=Source(source).label
            )
        if Segment.BPU not in set(segments):
            del self.fields["sector"]
        if self.instance.period and not self.is_bound:
            self.initial.setdefault("since", self.instance.period.lower)
            if self.instance.period.upper:
                self.initial.setdefault("last", after(self.instance.period.upper, -1))

    def clean_treasurer_nip(self) -> str:
        nip = "".join(self.cleaned_data["treasurer_nip"].split())
        if nip and (len(nip) != NIP_LENGTH or not (nip.isascii() and nip.isdigit())):
            raise forms.ValidationError(_("A NIP has 18 digits."), code="nip")
        return nip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("base_kind") in (BaseKind.UMK, BaseKind.UMP):
            cleaned["amount"] = None  # the city's or the province's own
        if not cleaned.get("document_text") and "document_text" not in self.errors:
            cleaned["document_text"] = str(cleaned.get("document") or "")[:200]
            if not cleaned["document_text"]:
                self.add_error("document_text", _("Choose a document, or say in words what it rests on."))
        is_agreed = cleaned.get("base_kind") == BaseKind.AGREED
        if is_agreed and not cleaned.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("An agreed base needs its amount."))
        self._check_shares(cleaned)
        since, last = cleaned.get("since"), cleaned.get("last")
        if since and last and last < since:
            self.add_error("last", _("The last month lies before the first."))
        elif since:
            self.instance.period = DateRange(since, after(last) if last else None)
        return cleaned

    def _check_shares(self, cleaned: dict[str, Any]) -> None:
        if any(name in self.errors for name in SHARES.values()):
            return
        total = sum(cleaned.get(name) or 0 for name in SHARES.values())
        if total != 100:
            words = _("The shares add up to %(total)s %%. They must be 100 %%.")
            self.add_error("from_apbd", words % {"total": f"{total.normalize():f}" if total else "0"})

    @property
    def share_fields(self) -> list[Any]:
        return [self[name] for name in SHARES.values()]

    @property
    def account_fields(self) -> list[Any]:
        return [self[name] for name in ACCOUNTS]

    def terms(self, group: ContributionGroup) -> GroupTerms:
        """New terms of a group with what was typed, not stored."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}
        return GroupTerms(group=group, agency_id=group.agency_id, period=self.instance.period, **values)


class GroupField(forms.ModelChoiceField):
    def label_from_instance(self, group: Any) -> str:
        return f"{group.name} ({group.npp})" if group.npp else group.name


class AgencyTermsForm(TermsForm):
    """The same for one of an agency's own groups; no question where there is only one."""

    group = GroupField(queryset=None, label=gettext_lazy("Contribution group"), empty_label=None)

    def __init__(self, *args: Any, groups: QuerySet[ContributionGroup], **kwargs: Any) -> None:
        owned = list(groups)
        super().__init__(*args, segments=[one.segment for one in owned], **kwargs)
        self.fields["group"].queryset = groups
        if len(owned) == 1:
            self.fields["group"].widget = forms.HiddenInput()
            self.fields["group"].initial = self.initial["group"] = owned[0].pk


class LastMonthForm(forms.Form):
    """Until when terms are in force."""

    last = MonthField(
        label=gettext_lazy("Last month"),
        required=False,
        help_text=gettext_lazy("Empty: until other terms begin."),
    )
