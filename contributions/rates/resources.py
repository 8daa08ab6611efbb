"""Records out of a file, through django-import-export: each row is checked by the form of its kind.

A row is matched with the record that has the same key (`KEYS`): a rate by programme, segment, risk group,
first month and tier; a relief by name and first month; a minimum wage by region and first month; a due date
by month and segment. A row without a record adds one. What is in use may get another end, nothing else.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelForm
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader
from tablib import Dataset

from agencies.members.workbook import Sheet, header_word
from contributions.billing.due import keep_due_dates
from contributions.models import DueDate
from contributions.rates.actions import end_record
from contributions.rates.columns import COLUMNS
from contributions.rates.kinds import KINDS, Kind
from contributions.rates.wordings import keys_of_choices

KEYS: dict[str, Callable[[Any], tuple]] = {
    "rate": lambda r: (r.programme, r.segment, r.risk, r.period.lower, r.bases.lower),
    "relief": lambda r: (r.name, r.period.lower),
    "minimum_wage": lambda r: (r.region_id, r.period.lower),
    "due_date": lambda r: (r.month, r.segment),
}
MANY = ("programmes", "not_paid_from")


class RecordResource(resources.Resource):
    """The rows of one kind of record."""

    def __init__(self, kind: Kind, by: object) -> None:
        super().__init__()
        self.kind, self.by = kind, by
        self.known: dict[tuple, models.Model] = {}
        self._form: ModelForm | None = None
        self._before: dict[str, Any] = {}

    class Meta:
        skip_diff = True
        instance_loader_class = BaseInstanceLoader
        report_skipped = True

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        self.known = {KEYS[self.kind.key](one): one for one in self.kind.model.objects.all()}

    def get_instance(self, instance_loader: Any, row: Any) -> models.Model | None:
        """The record that the row is about, if there is one. The row is read here, once."""
        self._form = self.kind.form(self._data(row), instance=self.kind.model())
        if not self._form.is_valid() and not self._is_known_only():
            return None
        try:
            found = self.known.get(KEYS[self.kind.key](self._form.instance))
        except AttributeError:  # a row without a month has no key
            return None
        if found is not None:
            self._before = values_of(found)
            self._form = self.kind.form(self._data(row), instance=found)
        return found

    def _is_known_only(self) -> bool:
        """Nothing is wrong but that there is such a record already: then the row is about that one."""
        assert self._form is not None
        return set(self._form.errors) == {"__all__"}

    def init_instance(self, row: Any = None) -> models.Model:
        assert self._form is not None
        self._before = {}
        return self._form.instance

    def import_instance(self, instance: models.Model, row: Any, **kwargs: Any) -> None:
        assert self._form is not None
        if not self._form.is_valid():
            raise ValidationError(problems_of(self._form, self.kind.key))
        if isinstance(instance, DueDate):
            instance.is_override = True

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not import_validation_errors and bool(instance.pk) and values_of(instance) == self._before

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """As the operator's page would: what only ends otherwise is ended, so it may be in use."""
        if isinstance(instance, DueDate):
            instance.save()
            return
        changed = {name for name, value in values_of(instance).items() if self._before.get(name) != value}
        if instance.pk and changed == {"period"}:
            until = instance.period.upper
            stored = self.kind.model.objects.get(pk=instance.pk)
            end_record(record=stored, until=until, by=self.by)
        else:
            self.kind.save(**self.kind.named(instance), by=self.by)
        self.known[KEYS[self.kind.key](instance)] = instance

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        if self.kind.model is DueDate:
            keep_due_dates()

    def _data(self, row: Any) -> dict[str, Any]:
        """The row as the form is sent: words of choices as their keys, several split."""
        data: dict[str, Any] = {}
        for name, text in row.items():
            choices = keys_of_choices(self.kind.form, name)
            if name in MANY:
                words = str(text or "").replace(",", " ").split()
                data[name] = [choices.get(header_word(word), word) for word in words]
            else:
                data[name] = choices.get(header_word(str(text or "")), text) if choices else text
        if self.kind.key == "rate" and not data.get("risk"):
            data["risk"] = "0"
        return data


def values_of(record: Any) -> dict[str, Any]:
    """What is stored of a record, by field."""
    kept = (f for f in record._meta.concrete_fields if not f.generated and not f.primary_key)
    return {field.name: getattr(record, field.attname) for field in kept}


def problems_of(form: ModelForm, key: str) -> list[str]:
    """`Heading: what is wrong`, for each problem of a row."""
    headings = {column.field: column.heading for column in COLUMNS[key]}
    return [
        f"{headings[field]}: {message}" if field in headings else str(message)
        for field, messages in form.errors.items()
        for message in messages
    ]


def resource_of(key: str, by: object) -> RecordResource:
    return RecordResource(KINDS[key], by)


def dataset(sheet: Sheet) -> Dataset:
    """The sheet's rows as import-export takes them; the sheet's own row numbers are kept beside it."""
    columns = list(sheet.columns)
    rows = [[row.values[column].lstrip("~") for column in columns] for row in sheet.rows]
    return Dataset(*rows, headers=columns)


def records_of(key: str) -> models.QuerySet:
    """What an export of the kind holds, in the order of its list."""
    found = KINDS[key].model.objects.all()
    if key == "minimum_wage":
        return found.select_related("region")
    return found.filter(is_override=True).order_by("month") if key == "due_date" else found
