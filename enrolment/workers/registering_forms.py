"""The form that marks workers as registered, and whom it is about."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages.forms import DayInput
from enrolment.models import Basis, Enrolment, Worker
from enrolment.workers import checks
from enrolment.workers.changes.choosing import ids_of
from enrolment.workers.filters import WorkerFilter
from enrolment.workers.registering import checked_month

# BPJS Ketenagakerjaan's first day (UU 24/2011, Art. 62); before it there was PT Jamsostek.
FIRST_DAY = dt.date(2015, 7, 1)


class MonthInput(forms.DateInput):
    """The browser's month picker; sends and shows 2020-02."""

    input_type = "month"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m")


class RegisterForm(forms.Form):
    """Since when, on whose word, confirmed by which month. Nothing is guessed."""

    odd_kpj = False

    registered_on = forms.DateField(
        label=_("Registered since"),
        widget=DayInput,
        help_text=_("The first day as a participant through this agency, not the day on an older card."),
    )
    basis = forms.ChoiceField(
        label=_("Who says so"), choices=Basis, initial=Basis.STATED, widget=forms.RadioSelect
    )
    confirmed_month = forms.DateField(
        label=_("Month of BPJS's list"),
        required=False,
        input_formats=["%Y-%m", "%m-%Y", "%m/%Y", "%Y-%m-%d"],
        widget=MonthInput,
        help_text=_("Only when confirmed by BPJS: the month of the participant list or Formulir 2a."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("basis") == Basis.STATED:
            cleaned["confirmed_month"] = None
        if not self.errors:
            try:
                checked_month(cleaned["registered_on"], cleaned["basis"], cleaned["confirmed_month"])
            except forms.ValidationError as wrong:
                about = "confirmed_month" if wrong.code.startswith("month") else "registered_on"
                self.add_error(about, wrong)
        return cleaned

    @property
    def is_early(self) -> bool:
        return self.cleaned_data["registered_on"] < FIRST_DAY


class RegisterOneForm(RegisterForm):
    """With the participant number of one worker."""

    kpj = forms.CharField(
        label=_("KPJ"), required=False, max_length=40, widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("11 digits, as on the participant card. May be filled in later."),
    )  # fmt: skip

    def clean_kpj(self) -> str | None:
        values, found = checks.read_person({"kpj": self.cleaned_data["kpj"]}, timezone.localdate())
        self.odd_kpj = any(problem.is_warning for problem in found)
        for problem in found:
            if not problem.is_warning:
                raise forms.ValidationError(problem.sentence)
        return values["kpj"]


@dataclass(frozen=True)
class Selection:
    """Whom a registering is about: ticked workers, or everybody of a filtered list."""

    enrolments: QuerySet[Enrolment]
    fields: list[tuple[str, str]]  # hidden inputs that say the same again


def selection_of(request: HttpRequest, agency: Agency) -> Selection:
    """From the list's form: the ticked workers of this agency, or all who fit the filter it carried."""
    open_spells = Enrolment.objects.for_agency(agency).open()
    if request.POST.get("which") == "all":
        query = request.POST.get("filter", "")
        everybody = Worker.objects.for_agency(agency).with_enrolment()
        chosen = WorkerFilter(QueryDict(query), everybody, request=request, agency=agency)
        return Selection(
            open_spells.filter(worker__in=chosen.qs.order_by().values("pk")),
            [("which", "all"), ("filter", query)],
        )
    ids = ids_of(request, "worker")
    return Selection(
        open_spells.filter(worker__in=ids), [("which", "ticked"), *(("worker", str(pk)) for pk in ids)]
    )
