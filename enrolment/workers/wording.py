"""Values of workers and spells as people read them."""

import datetime as dt
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from agencies.models import ContributionGroup
from agencies.pages import figures
from enrolment.models import Category, Enrolment, Guarantor, Sex, Worker

MONTH_NAMES = "F Y"


def field_label(name: str) -> str:
    """A field's name with a capital: `Date of birth`."""
    if name == "contribution_group":
        return _("Contribution group")  # a relation's own name is never translated
    model = Worker if hasattr(Worker, name) else Enrolment
    label = str(model._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def month_name(month: dt.date | None) -> str:
    """`Februari 2020`."""
    return formats.date_format(month, MONTH_NAMES) if month else "–"


def shown_value(name: str, value: Any) -> str:
    """A value as it stands beside others: a NIK masked, money in rupiah, days short, codes as words."""
    if value is None or value == "":
        return _("empty")
    if name == "nik":
        return figures.masked_nik(value)
    if name == "wage":
        return figures.rupiah(value)
    if name == "sex":
        return str(Sex(value).label)
    if name == "category":
        return str(Category(value).label)
    if name == "guarantor":
        return str(Guarantor(value).label)
    if isinstance(value, dt.date):
        return figures.short_day(value)
    return value.name if isinstance(value, ContributionGroup) else str(value)


FACTS = (
    "nik", "birth_place", "birth_date", "sex", "category", "guarantor", "position", "unit", "start_date",
    "contract_until", "wage", "phone",
    "email", "mother_name", "address", "education", "employee_no", "kpj", "note",
)  # fmt: skip


def facts_of(worker: Worker) -> list[tuple[str, str, bool]]:
    """The worker's data as (label, value, is empty), NIK masked; the group only where there are several."""
    names = list(FACTS)
    if worker.agency.contribution_groups.exists() or worker.agency.owned_groups.count() > 1:
        names.insert(6, "contribution_group")
    # The KPJ of the present spell, where the list itself gives none.
    found = ((name, getattr(worker, "number" if name == "kpj" else name)) for name in names)
    return [(field_label(name), shown_value(name, value), value in (None, "")) for name, value in found]
