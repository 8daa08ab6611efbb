"""Forms of one worker. All fields take words as people write them; checks.py reads them."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from agencies.groups.queries import groups_of
from agencies.models import Agency
from agencies.pages.forms import DayInput, NikInput
from enrolment.models import Category, Sex, Worker
from enrolment.workers import checks

PHONE = {"inputmode": "tel", "autocomplete": "off"}
WAGE = {"inputmode": "decimal", "autocomplete": "off"}
ON_THE_LIST = _("This NIK is already on this list: {link}.")
LEFT_THE_LIST = _("This NIK was on this list before: {link}. Put the person back on the list there.")


def words(label: Any, **kwargs: Any) -> forms.CharField:
    """A field whose text is read by checks.py, not by the form."""
    return forms.CharField(label=label, required=False, max_length=500, **kwargs)


class WarningsToConfirm(forms.Form):
    """A form that first shows what looks odd and goes on once exactly that is ticked."""

    ASK: Any = _("Please look at this once more, then confirm it.")
    warnings: list[checks.Finding]
    unconfirmed = False

    @property
    def confirm_name(self) -> str:
        return self.add_prefix("confirmed")

    def settle(self, found: list[checks.Finding]) -> None:
        """Put errors beside their fields; keep warnings that are not confirmed yet."""
        for problem in found:
            if not problem.is_warning:
                self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
        self.warnings = [problem for problem in found if problem.is_warning]
        self.token = checks.fingerprint(self.warnings)
        if self.warnings and self.data.get(self.confirm_name) != self.token:
            self.unconfirmed = True
            if not self.errors and self.ASK:
                self.add_error(None, self.ASK)


class PersonForm(WarningsToConfirm):
    """The worker's own data, typed by hand."""

    nik = words(_("NIK"), widget=NikInput)
    name = words(_("Name"))
    birth_place = words(_("Place of birth"))
    birth_date = words(_("Date of birth"), widget=DayInput)
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[("", "—"), *Sex.choices])
    position = words(_("Position"))
    unit = words(_("Work unit"))
    category = forms.ChoiceField(label=_("Category"), choices=Category, initial=Category.HONORER)
    contribution_group = forms.ModelChoiceField(
        queryset=None, label=_("Contribution group"), empty_label=None
    )
    start_date = words(_("Working since"), widget=DayInput)
    contract_until = forms.DateField(label=_("Contract until"), required=False, widget=DayInput)
    wage = words(_("Wage a month (Rp)"), widget=forms.TextInput(WAGE))
    phone = words(_("Phone"), widget=forms.TextInput(PHONE))
    email = words(_("E-mail"))
    kpj = words(
        _("KPJ"), help_text=_("Number of the participant card, if there is one, even from an earlier job.")
    )
    mother_name = words(_("Mother's name"))
    address = words(_("Address"), widget=forms.Textarea({"rows": 2}))
    education = words(_("Education"))
    employee_no = words(_("Employee number"))
    note = words(_("Note"), widget=forms.Textarea({"rows": 2}))

    AS_CHOSEN = ("category", "contribution_group", "contract_until")

    def __init__(self, *args: Any, agency: Agency, worker: Worker | None = None, **kwargs: Any) -> None:
        self.agency, self.worker = agency, worker
        self.warnings: list[checks.Finding] = []
        super().__init__(*args, **kwargs)
        groups = groups_of(agency)
        self.fields["nik"].required = self.fields["name"].required = True
        for name in ("nik", "name"):
            self.fields[name].error_messages["required"] = checks.Finding(f"{name}_missing", name).sentence
        self.fields["contribution_group"].queryset = groups
        if groups.count() < 2:
            del self.fields["contribution_group"]

    def clean(self) -> dict[str, Any]:
        typed = {name: self.cleaned_data.get(name) for name in self.read_fields()}
        values, found = checks.read_person(typed, timezone.localdate())
        found = [problem for problem in found if problem.field not in self.errors]
        self.values = values | {
            name: self.cleaned_data[name] for name in self.AS_CHOSEN if name in self.cleaned_data
        }
        if values.get("nik"):
            self.check_list(values["nik"])
            if checks.niks_elsewhere([values["nik"]], self.agency.pk):
                found.append(checks.Finding("nik_elsewhere", "nik", values["nik"]))
        self.settle(found)
        return self.cleaned_data

    def read_fields(self) -> list[str]:
        chosen = {*self.AS_CHOSEN, "listed_on", "revision"}
        return [name for name in self.fields if name not in chosen]

    @property
    def the_person(self) -> list[forms.BoundField]:
        return self.bound("nik", "name", "birth_place", "birth_date", "sex", "phone")

    @property
    def the_work(self) -> list[forms.BoundField]:
        return self.bound(
            "position",
            "unit",
            "category",
            "contribution_group",
            "start_date",
            "contract_until",
            "wage",
            "listed_on",
        )

    @property
    def more(self) -> list[forms.BoundField]:
        return self.bound("kpj", "email", "mother_name", "address", "education", "employee_no", "note")

    @property
    def more_is_open(self) -> bool:
        return self.worker is not None or any(field.errors or field.value() for field in self.more)

    def bound(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def check_list(self, nik: str) -> None:
        """A NIK stands on a list once; the error leads to who holds it."""
        same = Worker.objects.for_agency(self.agency).filter(nik=nik).with_enrolment()
        other = same.exclude(pk=self.worker.pk if self.worker else None).first()
        if other:
            address = reverse("worker_detail", args=[self.agency.code, other.pk])
            link = format_html('<a href="{}">{}</a>', address, other.name)
            self.add_error(
                "nik", format_html(LEFT_THE_LIST if other.state == "ended" else ON_THE_LIST, link=link)
            )


class NewWorkerForm(PersonForm):
    listed_on = forms.DateField(
        label=_("On this agency's list since"), widget=DayInput, initial=timezone.localdate,
        help_text=_("The first day from which the person counts."),
    )  # fmt: skip

    def clean_listed_on(self) -> Any:
        day = self.cleaned_data["listed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future."))
        return day


class EditWorkerForm(PersonForm):
    """Starts from the worker as it is; `revision` tells whether somebody else changed it meanwhile."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, worker: Worker) -> dict[str, Any]:
        initial = {name: getattr(worker, name) for name in cls.base_fields if hasattr(worker, name)}
        if worker.wage is not None:
            whole = worker.wage == worker.wage.to_integral_value()
            initial["wage"] = (
                f"{worker.wage:f}".replace(".00", "") if whole else f"{worker.wage:f}".replace(".", ",")
            )
        return initial | {"contribution_group": worker.contribution_group_id}
