"""The worker list as a workbook."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from agencies.pages.exports import ValuesResource
from enrolment.models import Basis, Category, EnrolmentState, Guarantor

COLUMNS = (
    "nik", "name", "birth_place", "birth_date", "sex", "position", "unit", "category", "guarantor",
    "start_date", "contract_until", "wage", "phone", "email", "address", "mother_name", "education",
    "employee_no", "number", "state", "listed_on", "submitted_on", "registered_on", "basis",
    "confirmed_month", "left_on", "note",
)  # fmt: skip


class WorkerResource(ValuesResource):
    """The columns in order; numbers of people are text, days and rupiah keep their type."""

    nik = Field(attribute="nik", column_name=_("NIK"))
    name = Field(attribute="name", column_name=_("Name"))
    birth_place = Field(attribute="birth_place", column_name=_("Place of birth"))
    birth_date = Field(attribute="birth_date", column_name=_("Date of birth"))
    sex = Field(attribute="sex", column_name=_("Sex"))
    position = Field(attribute="position", column_name=_("Position"))
    unit = Field(attribute="unit", column_name=_("Work unit"))
    category = Field(attribute="category", column_name=_("Category"))
    guarantor = Field(attribute="guarantor", column_name=_("Guarantor"))
    start_date = Field(attribute="start_date", column_name=_("Working since"))
    contract_until = Field(attribute="contract_until", column_name=_("Contract until"))
    wage = Field(attribute="wage", column_name=_("Wage (Rp)"))
    phone = Field(attribute="phone", column_name=_("Phone"))
    email = Field(attribute="email", column_name=_("E-mail"))
    address = Field(attribute="address", column_name=_("Address"))
    mother_name = Field(attribute="mother_name", column_name=_("Mother's name"))
    education = Field(attribute="education", column_name=_("Education"))
    employee_no = Field(attribute="employee_no", column_name=_("Employee number"))
    number = Field(attribute="number", column_name=_("KPJ"))
    state = Field(attribute="state", column_name=_("Status"))
    listed_on = Field(attribute="listed_on", column_name=_("Listed on"))
    submitted_on = Field(attribute="submitted_on", column_name=_("Submitted on"))
    registered_on = Field(attribute="registered_on", column_name=_("Registered on"))
    basis = Field(attribute="basis", column_name=_("Basis"))
    confirmed_month = Field(attribute="confirmed_month", column_name=_("Month of BPJS's list"))
    left_on = Field(attribute="left_on", column_name=_("No longer counted from"))
    note = Field(attribute="note", column_name=_("Note"))

    class Meta:
        export_order = COLUMNS

    def dehydrate_category(self, record: dict[str, Any]) -> str:
        return str(Category(record["category"]).label)

    def dehydrate_guarantor(self, record: dict[str, Any]) -> str:
        return str(Guarantor(record["guarantor"]).label)

    def dehydrate_state(self, record: dict[str, Any]) -> str:
        return str(EnrolmentState(record["state"]).label)

    def dehydrate_basis(self, record: dict[str, Any]) -> str | None:
        return str(Basis(record["basis"]).label) if record["basis"] else None


def exported(workers: QuerySet) -> QuerySet:
    """The rows of the workbook as dictionaries, in the order of the list."""
    return workers.order_by("name", "pk").values(*COLUMNS)
