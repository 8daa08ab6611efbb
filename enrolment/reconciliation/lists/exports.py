"""Lists as workbooks: what came of each file, and the people of one list."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from agencies.pages.downloads import file_name
from agencies.pages.exports import ValuesResource, people_response, workbook_response
from enrolment.models import ListRow, ParticipantList
from enrolment.reconciliation.lists.money import total_of
from enrolment.reconciliation.lists.wording import month_name, told_of

_HEADERS = (
    gettext_lazy("File"),
    gettext_lazy("Archive"),
    gettext_lazy("Kind"),
    gettext_lazy("State"),
    gettext_lazy("Agency"),
    gettext_lazy("Contribution group"),
    gettext_lazy("NPP"),
    gettext_lazy("Company as printed"),
    gettext_lazy("Unit as printed"),
    gettext_lazy("Month"),
    gettext_lazy("People"),
    gettext_lazy("Total contribution"),
    gettext_lazy("Problem"),
    gettext_lazy("What to do"),
    gettext_lazy("Handed in"),
    gettext_lazy("By"),
)


def lists_workbook(lists: Iterable[ParticipantList], name: str) -> FileResponse:
    """One row per file, as the page has them."""
    headers = [str(header) for header in _HEADERS]
    return workbook_response({_("Lists"): (headers, [_line(one) for one in lists])}, file_name(name))


def _line(one: ParticipantList) -> list[Any]:
    told = told_of(one)
    return [
        str(one),
        one.file_name if one.inside else "",
        one.get_kind_display(),
        one.get_state_display(),
        one.group.agency.name if one.group else "",
        one.group.name if one.group else "",
        one.npp,
        one.company,
        one.unit,
        month_name(one.month) if one.month else "",
        one.counts.get("people"),
        total_of(one),
        told.what if told else "",
        told.todo if told else "",
        timezone.localtime(one.uploaded_at).replace(tzinfo=None),
        str(one.uploaded_by or ""),
    ]


class RowResource(ValuesResource):
    name = Field(attribute="name", column_name=gettext_lazy("Name"))
    nik = Field(attribute="nik", column_name=gettext_lazy("NIK"))
    nik_as_read = Field(attribute="nik_as_read", column_name=gettext_lazy("NIK as printed"))
    kpj = Field(attribute="kpj", column_name=gettext_lazy("KPJ"))
    birth_date = Field(attribute="birth_date", column_name=gettext_lazy("Date of birth"))
    sex = Field(attribute="sex", column_name=gettext_lazy("Sex"))
    participant_since = Field(attribute="participant_since", column_name=gettext_lazy("Participant since"))
    left_on = Field(attribute="left_on", column_name=gettext_lazy("Left on"))
    unit = Field(attribute="unit", column_name=gettext_lazy("Work unit"))
    employee_no = Field(attribute="employee_no", column_name=gettext_lazy("Employee number"))
    wage = Field(attribute="wage", column_name=gettext_lazy("Wage"))
    back_pay = Field(attribute="back_pay", column_name=gettext_lazy("Back pay"))
    total = Field(attribute="total", column_name=gettext_lazy("Total contribution"))


def rows_workbook(rows: QuerySet[ListRow], name: str) -> FileResponse:
    """The people of a list, identity numbers in full: for those who may export them."""
    columns = [field.attribute for field in RowResource().get_export_fields()]
    return people_response(RowResource(), rows.values(*columns), file_name(name), _("People"))
