"""The quick grid: rows typed or pasted for small units, each read by the same checks."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from agencies.groups.queries import groups_of
from agencies.models import Agency
from agencies.pages.forms import DayInput, NikInput
from enrolment.models import Category, Worker
from enrolment.workers import checks
from enrolment.workers.forms import ON_THE_LIST, PHONE, WAGE, WarningsToConfirm, words
from enrolment.workers.pasting import GRID_FIELDS, MOST

ROWS = 10


class GridRow(WarningsToConfirm):
    """One person as typed. The date cell may hold place and date in one ("Serang, 12-03-1985")."""

    ASK = None

    name = words(_("Name"))
    nik = words(_("NIK"), widget=NikInput)
    birth_date = words(_("Date of birth"), widget=forms.TextInput({"placeholder": "31-12-1985"}))
    sex = words(_("Sex"), widget=forms.TextInput({"placeholder": "L/P"}))
    position = words(_("Position"))
    unit = words(_("Work unit"))
    wage = words(_("Wage a month (Rp)"), widget=forms.TextInput(WAGE))
    phone = words(_("Phone"), widget=forms.TextInput(PHONE))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = int(self.prefix.removeprefix("r")) if self.prefix else 0
        self.warnings: list[checks.Finding] = []

    @property
    def waits(self) -> bool:
        """Whether something in it is wrong or to be confirmed."""
        return bool(self.errors) or self.unconfirmed

    def clean(self) -> dict[str, Any]:
        typed = {name: self.cleaned_data.get(name, "") for name in GRID_FIELDS}
        self.is_blank = not any(typed.values())
        if not self.is_blank:
            self.values, self.found = checks.read_person(split_birth(typed), timezone.localdate())
        return self.cleaned_data


def split_birth(typed: Mapping[str, str]) -> dict[str, str]:
    """Place and date in one cell become two."""
    place, day, _code = checks.Dates(timezone.localdate()).place_and_birth(typed["birth_date"])
    return {**typed, "birth_place": place, "birth_date": day} if place and day else dict(typed)


class GridHead(forms.Form):
    """What holds for all rows of the grid."""

    listed_on = forms.DateField(
        label=_("On this agency's list since"), widget=DayInput, initial=timezone.localdate
    )
    category = forms.ChoiceField(label=_("Category"), choices=Category, initial=Category.HONORER)
    contribution_group = forms.ModelChoiceField(
        queryset=None, label=_("Contribution group"), empty_label=None
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contribution_group"].queryset = groups_of(agency)
        if groups_of(agency).count() < 2:
            del self.fields["contribution_group"]

    def clean_listed_on(self) -> Any:
        day = self.cleaned_data["listed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The day lies in the future."))
        return day

    @property
    def shared(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "listed_on"}


@dataclass
class Grid:
    """The rows shown. `good` can be saved, `bad` wait with their text."""

    rows: list[GridRow]

    @classmethod
    def blank(cls) -> "Grid":
        return cls([GridRow(prefix=f"r{n}") for n in range(ROWS)])

    @classmethod
    def sent(cls, data: QueryDict) -> "Grid":
        """The rows as sent, in their order; nonsense instead of row numbers is left out."""
        sent = dict.fromkeys(data.getlist("row"))
        numbers = [n for n in sent if n.isascii() and n.isdigit() and len(n) < 10]
        return cls([GridRow(data, prefix=f"r{n}") for n in numbers[:MOST]])

    def check(self, agency: Agency) -> None:
        """Read every row and look at the list and at each other: two queries for all of them."""
        people = [row for row in self.rows if row.is_valid() and not row.is_blank]
        niks = [nik for row in people if (nik := row.values.get("nik"))]
        listed = {w.nik: w for w in Worker.objects.for_agency(agency).filter(nik__in=niks)}
        elsewhere = checks.niks_elsewhere(niks, agency.pk)
        seen: set[str] = set()
        for row in people:
            nik = row.values.get("nik") or ""
            if nik in seen:
                row.found.append(checks.Finding("nik_repeated", "nik", nik))
            if nik in elsewhere:
                row.found.append(checks.Finding("nik_elsewhere", "nik", nik))
            seen.add(nik)
            row.settle(row.found)
            if nik in listed:
                row.add_error("nik", on_the_list(agency, listed[nik]))

    @property
    def good(self) -> list[GridRow]:
        return [row for row in self.rows if not row.is_blank and not row.waits]

    @property
    def bad(self) -> list[GridRow]:
        return [row for row in self.rows if row.waits]

    def filled_up(self, rows: Iterable[GridRow], at_least: int = ROWS) -> "Grid":
        """These rows, then blank ones up to ten, with numbers of their own."""
        kept = list(rows)
        free = itertools.count(max((row.number for row in self.rows), default=-1) + 1)
        blanks = [GridRow(prefix=f"r{next(free)}") for _n in range(max(0, at_least - len(kept)))]
        return Grid(kept + blanks)

    def with_pasted(self, pasted: list[dict[str, str]]) -> "Grid":
        """What was typed stays; the pasted rows stand below it."""
        kept = [row for row in self.rows if not (row.is_valid() and row.is_blank)]
        free = itertools.count(max((row.number for row in self.rows), default=-1) + 1)
        added = [GridRow(initial=texts, prefix=f"r{next(free)}") for texts in pasted]
        unread = [
            GridRow(initial={name: row[name].value() for name in GRID_FIELDS}, prefix=row.prefix)
            for row in kept
        ]
        grid = Grid(unread + added)
        return grid.filled_up(grid.rows)


def on_the_list(agency: Agency, worker: Worker) -> str:
    address = reverse("worker_detail", args=[agency.code, worker.pk])
    return format_html(ON_THE_LIST, link=format_html('<a href="{}">{}</a>', address, worker.name))
