"""The lines of an agency's month: one a worker and kind, with the formula in words."""

from collections.abc import Iterable
from typing import Any

import django_filters
import django_tables2 as tables
from django import forms
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages.tables import BaseTable, NikColumn, RupiahColumn
from contributions.billing.wording import change_words, formula
from contributions.models import Assessment, AssessmentLine, LineKind
from contributions.models.assessments import LineQuerySet
from enrolment.models import Worker
from enrolment.rosters.sql import NO_NESTED_LOOPS
from enrolment.workers import searching
from enrolment.workers.wording import month_name

OPTIONAL = ("jht_employer", "jht_worker", "jp_employer", "jp_worker")


def lines_of(agency: Agency, assessments: Iterable[int]) -> LineQuerySet:
    """The lines of the agency's own people in assessments (ids, spelled out: so they are found by an index,
    and the agency's workers by another)."""
    lines = AssessmentLine.objects.for_agency(agency).filter(assessment__in=list(assessments))
    lines = lines.filter(worker__agency=agency).select_related("worker")
    return lines.order_by("worker__name", "worker", "kind", "about")


def read_at_once() -> None:
    """For the rest of the transaction no nested loops: a month computed a moment ago has no statistics, and
    the planner would walk the workers once for each line (5,000 lines: 20 seconds)."""
    with connection.cursor() as cursor:
        cursor.execute(NO_NESTED_LOOPS)


class LineFilter(django_filters.FilterSet):
    """`search` is the key of words kept in the session (enrolment/workers/searching.py)."""

    search = django_filters.CharFilter(method="by_words", widget=forms.HiddenInput)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=LineKind, empty_label=_("All"))

    class Meta:
        model = AssessmentLine
        fields: list[str] = []

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency
        self.words = searching.recall(self.request, self.data.get("search", ""))
        self.form.initial = {"search": self.data.get("search")}

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if self.words is None:
            return queryset
        people = Worker.objects.for_agency(self.agency).with_enrolment()
        return queryset.filter(worker__in=people.filter(searching.matches(self.words)).values("pk"))


class LineTable(BaseTable):
    """Lines of `lines_of`; `assessments` are those of the month, by id, for the formulas."""

    caption = _("Contribution of each worker")
    noun = _("lines")
    empty = _("No line fits these filters.")

    name = tables.Column(accessor="worker__name", verbose_name=_("Name"))
    nik = NikColumn(accessor="worker__nik")
    kind = tables.Column(verbose_name=_("Kind"))
    base = RupiahColumn(verbose_name=_("Contribution base"))
    jkk = RupiahColumn(verbose_name="JKK")
    jkm = RupiahColumn(verbose_name="JKM")
    jht_employer = RupiahColumn(verbose_name=_("JHT employer"))
    jht_worker = RupiahColumn(verbose_name=_("JHT worker"))
    jp_employer = RupiahColumn(verbose_name=_("JP employer"))
    jp_worker = RupiahColumn(verbose_name=_("JP worker"))
    total = RupiahColumn(verbose_name=_("Contribution"))
    how = tables.Column(empty_values=(), orderable=False, verbose_name=_("How it comes about"))

    def __init__(
        self,
        *args: Any,
        agency: Agency,
        assessments: dict[int, Assessment],
        several_kinds: bool,
        **kwargs: Any,
    ) -> None:
        self.agency, self.assessments = agency, assessments
        programmes = {programme for one in assessments.values() for programme in one.programmes}
        unused = [name for name in OPTIONAL if name.split("_")[0].upper() not in programmes]
        if not several_kinds:
            unused.append("kind")
        super().__init__(*args, exclude=unused, **kwargs)

    def render_name(self, value: str, record: AssessmentLine) -> SafeString:
        address = reverse("worker_detail", args=[self.agency.code, record.worker_id])
        return format_html('<a href="{}">{}</a>', address, value)

    def render_kind(self, value: Any, record: AssessmentLine) -> str:
        label = str(LineKind(record.kind).label)
        return label if record.kind == LineKind.REGULAR else f"{label} · {month_name(record.about)}"

    def render_how(self, record: AssessmentLine) -> SafeString | str:
        return how(record, self.assessments.get(record.assessment_id))


def how(line: AssessmentLine, assessment: Assessment | None) -> SafeString | str:
    """The formula of a regular line, folded; of another one what changed, and the note given with it."""
    parts = formula(line, assessment) if assessment else []
    if not parts:
        return " · ".join(filter(None, (change_words(line), line.note))) or "–"
    items = format_html_join("", "<li>{}</li>", ((part,) for part in parts))
    folded = '<details class="formula"><summary>{}</summary><ul>{}</ul></details>'
    return format_html(folded, gettext("Formula"), items)
