"""Lists of dropped rows, of waiting rows, and of what waits in each agency."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages import figures, markup
from agencies.pages.navigation import address
from agencies.pages.tables import BaseTable, DayColumn, NikColumn, NumberColumn
from enrolment.models import StagedKind, StagedRow
from enrolment.rosters.waiting.wording import causes_of, row_label


class DroppedTable(BaseTable):
    """Rows put aside: which, why, by whom; ticked ones are taken back."""

    caption = _("Dropped rows")
    noun = _("rows")
    empty = _("No row was dropped.")

    place = tables.Column(verbose_name=_("Row in the file"), empty_values=(), orderable=False)
    name = tables.Column(accessor="row__name", verbose_name=_("Name"), orderable=False)
    nik = NikColumn(accessor="row__nik", orderable=False)
    reason = tables.Column(verbose_name=_("Why dropped"), empty_values=(), orderable=False)
    by = tables.Column(verbose_name=_("By"), empty_values=(), orderable=False)
    tick = tables.Column(verbose_name=_("Take back"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, may_edit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_edit:
            self.columns.hide("tick")

    def render_place(self, record: StagedKind) -> str:
        return f"{record.row.sheet} · {record.row.row_number}"

    def render_reason(self, record: StagedKind) -> SafeString:
        row = record.row
        return format_html(
            "{}{}<div class='text-secondary'>{}</div>",
            row.get_drop_reason_display(),
            f": {row.drop_note}" if row.drop_note else "",
            causes_of(row),
        )

    def render_by(self, record: StagedKind) -> str:
        row = record.row
        return f"{row.dropped_by or _('the system')}, {figures.short_day(row.dropped_at)}"

    def render_tick(self, record: StagedKind) -> SafeString:
        return markup.tick("of", record.row.ordinal, row_label(record.row))


class WaitingTable(BaseTable):
    """Bad rows of an agency's uploads, each with the way to mend it."""

    caption = _("Rows that wait")
    noun = _("rows")
    empty = _("No row waits.")

    name = tables.Column(verbose_name=_("Name"), empty_values=(), orderable=False)
    nik = NikColumn()
    cause = tables.Column(verbose_name=_("What is wrong"), empty_values=(), orderable=False)
    place = tables.Column(verbose_name=_("Row in the file"), empty_values=(), orderable=False)
    fix = tables.Column(verbose_name=_("Fix"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, agency: Agency, may_edit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency
        if not may_edit:
            self.columns.hide("fix")

    def render_name(self, record: StagedRow) -> str:
        return record.name or str(_("(no name)"))

    def render_cause(self, record: StagedRow) -> str:
        return causes_of(record)

    def render_place(self, record: StagedRow) -> SafeString:
        upload = record.upload
        url = reverse("upload_detail", args=[self.agency.code, upload.pk])
        place = f"{record.sheet} · {record.row_number}"
        return format_html('<a href="{}?show=needs_fix">{}</a> · {}', url, upload.file_name, place)

    def render_fix(self, record: StagedRow) -> SafeString:
        url = reverse("upload_row", args=[self.agency.code, record.upload_id, record.ordinal])
        return format_html('<a class="btn btn-sm" href="{}">{}</a>', url, _("Fix this row"))


class AgencyWaitingTable(BaseTable):
    """What waits in each agency; figures only, each a link to what is behind it."""

    caption = _("What waits, by agency")
    noun = _("agencies")
    empty = _("Nothing waits anywhere.")

    name = tables.Column(verbose_name=_("Agency"), linkify=lambda record: _page("agency_waiting", record))
    waiting = NumberColumn(verbose_name=_("Rows to be fixed"))
    since = DayColumn(verbose_name=_("Waiting since"))
    unsaved = NumberColumn(verbose_name=_("Uploads not saved"))
    exits = NumberColumn(verbose_name=_("Proposed exits"))
    double = NumberColumn(verbose_name=_("On two lists"))

    def _linked(self, name: str, record: Agency, value: int, part: str = "") -> SafeString | str:
        url = _page(name, record)
        if not value or not url:
            return figures.number(value)
        return format_html('<a href="{}{}">{}</a>', url, part, figures.number(value))

    def render_waiting(self, record: Agency, value: int) -> SafeString | str:
        return self._linked("agency_waiting", record, value, "#rows")

    def render_unsaved(self, record: Agency, value: int) -> SafeString | str:
        return self._linked("agency_waiting", record, value, "#unsaved")

    def render_exits(self, record: Agency, value: int) -> SafeString | str:
        return self._linked("agency_waiting", record, value, "#others")

    def render_double(self, record: Agency, value: int) -> SafeString | str:
        return self._linked("agency_waiting", record, value, "#others")


def _page(name: str, agency: Agency) -> str:
    return address(name, agency.code)
