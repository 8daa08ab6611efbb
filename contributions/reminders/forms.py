"""What a reminder says and who signs it; how letters went out; answers."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies import access
from agencies.models import AgencyKind, Document, Region
from agencies.pages.forms import DayInput
from contributions.models import Reminder, ReminderLetter, SentBy
from enrolment.letters.signers import labour_office, place_in, read_nip

SIGNED = ("office", "address", "place", "title", "name", "rank", "nip")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class PrintedField(forms.CharField):
    """Text that goes into letters: without what neither XML nor paper can hold."""

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n")
        return super().to_python(_UNPRINTABLE.sub("", text)) or ""


class ReminderForm(forms.Form):
    """Subject, words, what it rests on and who signs. Figures and recipients are no part of it."""

    subject = PrintedField(label=_("Subject"), max_length=200)
    body = PrintedField(
        label=_("Words of the letter"),
        max_length=4000,
        widget=forms.Textarea({"rows": 9}),
        help_text=_(
            "They stand between the figures and the signature, the same in every letter. An empty line begins"
            " a new paragraph."
        ),
    )
    answer_by = forms.DateField(
        label=_("Answer asked for by"),
        required=False,
        widget=DayInput,
        help_text=_("Stands in the letter; afterwards those who have not answered are overdue."),
    )
    document = forms.ModelChoiceField(
        label=_("Document it rests on"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("No document"),
        help_text=_("A circular or regulation of this region; the letter begins with it."),
    )
    office = PrintedField(
        label=_("Office in the letterhead"),
        max_length=160,
        required=False,
        help_text=_("Beneath the name of the government, for example “Dinas Tenaga Kerja”."),
    )
    address = PrintedField(label=_("Address in the letterhead"), max_length=160, required=False)
    place = PrintedField(label=_("Place of signing"), max_length=80, required=False)
    title = PrintedField(label=_("Position of the signer"), max_length=160, required=False)
    name = PrintedField(label=_("Name of the signer"), max_length=160, required=False)
    rank = PrintedField(label=_("Rank"), max_length=80, required=False)
    nip = PrintedField(label=_("NIP"), max_length=30, required=False)

    def __init__(self, *args: Any, region: Region, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Document.objects.filter(region=region)
        document: Any = self.fields["document"]
        document.queryset = access.restrict_records(own, user).order_by("-date", "pk")
        document.label_from_instance = lambda one: f"{one} · {one.title}"[:120]

    def clean_answer_by(self) -> dt.date | None:
        day = self.cleaned_data["answer_by"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed."))
        return day

    def clean_nip(self) -> str:
        return read_nip(self.cleaned_data["nip"])

    @property
    def values(self) -> dict[str, Any]:
        """For `actions.make_reminder`."""
        typed = self.cleaned_data
        signer = {name: typed[name] for name in SIGNED}
        return {name: typed[name] for name in ("subject", "body", "answer_by", "document")} | {
            "signer": signer
        }


def remembered_signer(region: Region) -> dict[str, str]:
    """Who signed the region's last reminder; at first the place, and the office that sees to labour."""
    last = Reminder.objects.filter(region=region).order_by("-made_at").first()
    if last:
        return {name: str(last.signer.get(name, "")) for name in SIGNED}
    return {"place": place_in(region), "office": labour_office(region)}


class SearchForm(forms.Form):
    """Narrows the list of agencies to tick; what is ticked and not shown stays ticked."""

    q = forms.CharField(label=_("Search an agency"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All agencies")),
            ("concerned", _("Those it concerns")),
            ("ticked", _("Those ticked")),
        ],
    )

    def __init__(self, data: Any, kinds: Iterable[str]) -> None:
        super().__init__(data)
        there = set(kinds)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("All"))] + [c for c in AgencyKind.choices if c[0] in there]


class SentForm(forms.Form):
    """How the ticked letters went out."""

    via = forms.ChoiceField(label=_("Sent by"), choices=SentBy)
    on = forms.DateField(label=_("Sent on"), widget=DayInput)
    number = PrintedField(
        label=_("Number of the letter"), max_length=80, required=False, help_text=_("If there is one.")
    )

    def clean_on(self) -> dt.date:
        return not_to_come(self.cleaned_data["on"])


class NumberForm(forms.Form):
    number = PrintedField(label=_("Number of the letter"), max_length=80, required=False)


class AnswerForm(forms.Form):
    """What an agency answers; a later answer takes the place of the former."""

    answer = PrintedField(
        label=_("Answer"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("What was done, or by when it will be. No names of workers, no NIK."),
    )
    on = forms.DateField(label=_("Answered on"), widget=DayInput)

    def clean_on(self) -> dt.date:
        return not_to_come(self.cleaned_data["on"])


class OwnAnswerForm(AnswerForm):
    """The same by the agency itself: its day is today."""

    on = None  # type: ignore[assignment]


def not_to_come(day: dt.date) -> dt.date:
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))
    return day


def ticked(values: Iterable[str], there: Iterable[int]) -> frozenset[int]:
    """The ids among those there that were sent; anything else is nobody."""
    known = {str(pk): pk for pk in there}
    return frozenset(known[value] for value in values if value in known)


def letters_ticked(values: Iterable[str], letters: QuerySet[ReminderLetter]) -> frozenset[int]:
    return ticked(values, letters.order_by().values_list("pk", flat=True))
