"""The rows of the exports of an agency's contributions."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from agencies.groups.queries import groups_of
from agencies.models import Agency
from agencies.pages.badges import sign
from agencies.pages.exports import ValuesResource
from contributions.billing.standing import standing_of
from contributions.billing.wording import change_words, formula, sign_of
from contributions.models import PARTS, Assessment, AssessmentLine, DelayReason, LineKind
from contributions.months.calendar import assessments_of
from contributions.months.lines import lines_of, read_at_once
from contributions.months.reading import assessments_in
from enrolment.workers.wording import month_name


class LineResource(ValuesResource):
    """Identity numbers as text, rupiah with sen as numbers, and how each line comes about in words.

    `assessments` are those of the month, by id.
    """

    name = Field(attribute="worker__name", column_name=_("Name"))
    nik = Field(attribute="worker__nik", column_name=_("NIK"))
    position = Field(attribute="worker__position", column_name=_("Position"))
    unit = Field(attribute="worker__unit", column_name=_("Work unit"))
    group = Field(attribute="assessment__group__name", column_name=_("Contribution group"))
    kind = Field(attribute="kind", column_name=_("Kind"))
    about = Field(attribute="about", column_name=_("About the month"))
    base = Field(attribute="base", column_name=_("Contribution base"))
    jkk = Field(attribute="jkk", column_name="JKK")
    jkm = Field(attribute="jkm", column_name="JKM")
    jht_employer = Field(attribute="jht_employer", column_name=_("JHT employer"))
    jht_worker = Field(attribute="jht_worker", column_name=_("JHT worker"))
    jp_employer = Field(attribute="jp_employer", column_name=_("JP employer"))
    jp_worker = Field(attribute="jp_worker", column_name=_("JP worker"))
    total = Field(attribute="total", column_name=_("Contribution"))
    how = Field(column_name=_("How it comes about"))
    note = Field(attribute="note", column_name=_("Note"))

    def __init__(self, assessments: Mapping[int, Assessment]) -> None:
        super().__init__()
        self.assessments = assessments

    def dehydrate_how(self, record: dict[str, Any]) -> str:
        line = AssessmentLine(**{name: record[name] for name in ("kind", "base", "total", *PARTS)})
        line.before = record["before"]  # type: ignore[attr-defined]
        words = formula(line, self.assessments[record["assessment_id"]]) or [change_words(line)]
        return "; ".join(words)

    def dehydrate_kind(self, record: dict[str, Any]) -> str:
        return str(LineKind(record["kind"]).label)

    def dehydrate_about(self, record: dict[str, Any]) -> str:
        return month_name(record["about"])


def lines(agency: Agency, month: dt.date) -> tuple[LineResource, QuerySet]:
    """The month's lines of the agency's own people, and what writes them."""
    assessments = Assessment.objects.in_bulk(assessments_in(agency, month))
    resource = LineResource(assessments)
    fields = [field.attribute for field in resource.get_export_fields() if field.attribute]
    read_at_once()
    return resource, lines_of(agency, assessments).with_before().values(*fields, "assessment_id", "before")


MONTH_HEAD = (
    _("Month"), _("Contribution group"), _("State"), _("Due on"), _("Workers"), _("Contribution base"),
    "JKK", "JKM", "JHT", "JP", _("Our assessment"), _("BPJS's bill"), _("Owed"), _("Paid"), _("Balance"),
    _("Paid in full on"), _("Reason for the delay"), _("Promised for"),
)  # fmt: skip


def month_rows(agency: Agency, year: int | None) -> Iterator[list[Any]]:
    """A row a group and month that the agency owns, oldest first. Two queries."""
    groups = {group.pk: group for group in groups_of(agency) if group.agency_id == agency.pk}
    rows, day = assessments_of(groups.values()), timezone.localdate()
    for one in rows.filter(month__year=year) if year else rows:
        yield _month_row(one, groups[one.group_id].name, day)


def _month_row(one: Assessment, group: str, day: dt.date) -> list[Any]:
    values = {name: getattr(one, name) for name in PARTS}
    reason = str(DelayReason(one.delay_reason).label) if one.delay_reason else ""
    return [
        f"{one.month:%Y-%m}", group, str(sign(sign_of(standing_of(one, day))).word), one.due_on, one.workers,
        one.base, values["jkk"], values["jkm"], values["jht_employer"] + values["jht_worker"],
        values["jp_employer"] + values["jp_worker"], one.total, one.billed, one.owed, one.paid, one.balance,
        one.settled_on, " · ".join(filter(None, (reason, one.delay_note))), one.promised_on,
    ]  # fmt: skip
