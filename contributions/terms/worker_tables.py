"""A worker's lines as a table and as a workbook."""

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.pages import markup
from agencies.pages.badges import sign
from agencies.pages.navigation import address
from agencies.pages.tables import BaseTable, DayColumn, RupiahColumn
from contributions.billing.standing import standing_of
from contributions.billing.wording import change_words, formula, sign_of
from contributions.models import AssessmentLine, LineKind
from enrolment.models import Worker
from enrolment.workers.wording import month_name


def lines_of(worker: Worker) -> QuerySet[AssessmentLine]:
    """The worker's lines in the agency's list, newest month first."""
    found = AssessmentLine.objects.filter(worker=worker, agency=worker.agency_id)
    found = found.with_before().select_related("assessment__agency")
    return found.order_by("-month", "kind", "-about")


def about_words(line: AssessmentLine) -> str:
    """`Correction, about Maret 2020`; of a regular line nothing."""
    if line.kind == LineKind.REGULAR:
        return ""
    words = {"kind": line.get_kind_display(), "month": month_name(line.about)}
    return _("%(kind)s, about %(month)s") % words


def how_of(line: AssessmentLine) -> list[str]:
    """The formula of a regular line; of another one what changed, and the note given with it."""
    words = formula(line, line.assessment) or [change_words(line), line.note]
    return [part for part in words if part]


def jht_of(line: AssessmentLine) -> Decimal:
    return line.jht_employer + line.jht_worker


def jp_of(line: AssessmentLine) -> Decimal:
    return line.jp_employer + line.jp_worker


class LineTable(BaseTable):
    """Every line with how it comes about; JHT and JP only where the worker has any."""

    caption = gettext_lazy("Contributions by month")
    noun = gettext_lazy("lines")
    empty = gettext_lazy("No contribution has been computed for this worker yet.")

    month = tables.Column(verbose_name=gettext_lazy("Month"), order_by=("month", "kind", "about"))
    standing = tables.Column(verbose_name=gettext_lazy("Status"), empty_values=(), orderable=False)
    base = RupiahColumn(verbose_name=gettext_lazy("Base"))
    jkk = RupiahColumn(verbose_name="JKK")
    jkm = RupiahColumn(verbose_name="JKM")
    jht = RupiahColumn(verbose_name="JHT", empty_values=(), orderable=False)
    jp = RupiahColumn(verbose_name="JP", empty_values=(), orderable=False)
    total = RupiahColumn(verbose_name=gettext_lazy("Total"))
    how = tables.Column(verbose_name=gettext_lazy("How it comes about"), empty_values=(), orderable=False)
    settled = DayColumn(verbose_name=gettext_lazy("Paid in full on"), accessor="assessment__settled_on")

    def __init__(self, lines: QuerySet[AssessmentLine], **kwargs: Any) -> None:
        super().__init__(lines, exclude=_unused(lines), **kwargs)
        self.today = timezone.localdate()

    def render_month(self, record: AssessmentLine) -> SafeString:
        owner, month = record.assessment.agency, month_name(record.month)
        is_own = (
            owner.pk == record.agency_id
        )  # the month of a group that only serves the agency is not its own
        url = address("agency_contribution_month", owner.code, f"{record.month:%Y-%m}") if is_own else ""
        name = format_html('<a href="{}">{}</a>', url, month) if url else month
        about = about_words(record)
        return format_html('{}<div class="text-secondary">{}</div>', name, about) if about else name

    def render_standing(self, record: AssessmentLine) -> SafeString:
        return markup.badge(sign_of(standing_of(record.assessment, self.today)))

    def render_jht(self, column: RupiahColumn, record: AssessmentLine) -> str:
        return RupiahColumn.render(column, jht_of(record))

    def render_jp(self, column: RupiahColumn, record: AssessmentLine) -> str:
        return RupiahColumn.render(column, jp_of(record))

    def render_how(self, record: AssessmentLine) -> Any:
        words = how_of(record) or [about_words(record)]
        return format_html_join("", '<div class="formula">{}</div>', ((part,) for part in words))


def _unused(lines: QuerySet[AssessmentLine]) -> tuple[str, ...]:
    """The columns of programmes in which the worker has nothing. One query."""
    held = lines.order_by().values_list("assessment__programmes", flat=True)
    programmes = {one for each in held for one in each}
    return tuple(name.lower() for name in ("JHT", "JP") if name not in programmes)


HEADERS = (
    *(gettext_lazy("Month"), gettext_lazy("Kind"), gettext_lazy("About the month"), gettext_lazy("Base")),
    *("JKK", "JKM", "JHT", "JP", gettext_lazy("Total"), gettext_lazy("How it comes about")),
    *(gettext_lazy("Due on"), gettext_lazy("Status"), gettext_lazy("Paid in full on")),
)


def rows_of(lines: QuerySet[AssessmentLine]) -> list[list[Any]]:
    """The same for a workbook, under HEADERS."""
    today = timezone.localdate()
    return [
        [
            *(f"{line.month:%Y-%m}", line.get_kind_display(), f"{line.about:%Y-%m}", line.base),
            *(line.jkk, line.jkm, jht_of(line), jp_of(line), line.total),
            "; ".join(how_of(line)),
            line.assessment.due_on,
            _standing_word(line, today),
            line.assessment.settled_on,
        ]
        for line in lines
    ]


def _standing_word(line: AssessmentLine, today: Any) -> str:
    return str(sign(sign_of(standing_of(line.assessment, today))).word)
