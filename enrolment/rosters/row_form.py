"""The form of one bad row: texts as in the file, read by the reader's own checks."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.pages.forms import NikInput
from enrolment.models import StagedRow
from enrolment.problems import FIELD_LABELS, problem_advice, problem_sentence
from enrolment.rosters import fixing
from enrolment.spreadsheets.problem import ERROR

LONG = ("address", "note")


class RowForm(forms.Form):
    """A text for each field that the sheet has (name and NIK always); bad fields come first."""

    seen = forms.BooleanField(
        label=gettext_lazy("These values are right as they are."), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, row: StagedRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.texts = fixing.texts_of(row)
        problems = fixing.problems_of(row)
        bad = [fixing.field_at(row, p.column) for p in problems]
        if any(p.level != ERROR for p in problems):  # the tick that their advice speaks of
            self.fields["seen"].widget = forms.CheckboxInput()
        for name in sorted(_fields_of(row), key=lambda f: (f not in bad, fixing.MENDED.index(f))):
            self.fields[name] = _field(name, self.texts[name])
        self.order_fields([*(n for n in self.fields if n != "seen"), "seen"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed = {name: cleaned.get(name, "") for name in self.fields if name != "seen"}
        self.reading = fixing.read_texts(self.texts | typed)
        for name, problems in self.reading.problems.items():
            for problem in problems:
                if problem.level == ERROR or not cleaned.get("seen"):
                    said = problem_sentence(problem.code, problem.read, problem.params)
                    self.add_error(
                        name if name in self.fields else None, f"{said} {problem_advice(problem.code)}"
                    )
        if not self.reading.has_errors and self.reading.problems:
            self.fields["seen"].widget = forms.CheckboxInput()
        if twin := fixing.other_row_with(self.row, self.reading.values["nik"]):
            self.add_error("nik", _("Row %(row)s of the file has the same NIK.") % {"row": twin.row_number})
        return cleaned


def _fields_of(row: StagedRow) -> set[str]:
    """The fields that the row's list has. Lists side by side on one sheet have an entry each: the row's own
    is the one with a bad cell in it; where that says nothing, all of them."""
    entries = [s.get("columns", {}) for s in row.upload.summary.get("sheets", ()) if s["name"] == row.sheet]
    bad = {problem.column for problem in fixing.problems_of(row)}
    own = [columns for columns in entries if bad & set(columns.values())] or entries
    return {"nik", "name", *(name for columns in own for name in columns if name in fixing.MENDED)}


def _field(name: str, text: str) -> forms.CharField:
    widget: forms.Widget = forms.TextInput()
    if name == "nik":
        widget = NikInput()
    elif name in LONG:
        widget = forms.Textarea({"rows": 2})
    return forms.CharField(label=FIELD_LABELS[name], initial=text, required=False, widget=widget)
