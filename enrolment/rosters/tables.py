"""Lists of uploads, of the rows of one, and of the rows that are no person."""

from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable, StateColumn
from enrolment.models import Category, RowKind, Sex, StagedKind, Upload, UploadKind
from enrolment.problems import SKIP_WORDS, field_label
from enrolment.rosters.previews import WARNINGS
from enrolment.rosters.wording import problem_lines


class UploadTable(BaseTable):
    caption = _("Uploads")
    noun = _("uploads")
    empty = _("Nothing has been uploaded yet.")

    file_name = tables.Column(
        verbose_name=_("File"),
        linkify=lambda record: reverse("upload_detail", args=[record.agency.code, record.pk]),
    )
    uploaded_at = tables.DateTimeColumn(verbose_name=_("Handed in"), format="j M Y H.i")
    uploaded_by = tables.Column(verbose_name=_("By"), order_by="uploaded_by__name")
    effect = tables.Column(verbose_name=_("Effect"), empty_values=(), orderable=False)
    state = StateColumn(verbose_name=_("State"))

    def render_uploaded_by(self, value: Any, record: Upload) -> str:
        return _("%(name)s, on the agency's behalf") % {"name": value} if record.on_behalf else str(value)

    def render_state(self, record: Upload) -> SafeString:
        taken_over = record.kind == UploadKind.CORRECTION and record.state == "applied"
        return markup.badge("corrected" if taken_over else STATE_SIGNS[record.state])

    def render_effect(self, record: Upload) -> str:
        counts = record.counts
        if record.kind == UploadKind.CORRECTION:
            rows = counts.get("corrected", 0)
            return ngettext("%(rows)s row corrected", "%(rows)s rows corrected", rows) % {
                "rows": figures.number(rows)
            }
        if not counts:
            return "–"
        parts = [(_("new"), "new"), (_("changed"), "changed"), (_("needs fixing"), "needs_fix")]
        said = [f"{figures.number(counts[key])} {label}" for label, key in parts if counts.get(key)]
        return ", ".join(said) or str(_("no changes"))


STATE_SIGNS = {
    "received": "reading",
    "saving": "saving",
    "unmatched": "unmatched",
    "checked": "staged",
    "refused": "failed",
    "applied": "applied",
    "undoing": "undoing",
    "undone": "undone",
    "redoing": "redoing",
    "discarded": "discarded",
}


def shown_value(field: str, value: Any) -> str:
    """One value of a row as people read it: days and rupiah in their language, an empty one as a dash."""
    if value in (None, ""):
        return "–"
    if field in ("birth_date", "start_date", "contract_until"):
        return figures.short_day(value)
    if field == "category":
        return str(Category(value).label)
    if field == "wage":
        return figures.rupiah(value)
    if field == "sex":
        return str(Sex(value).label)
    return str(value)


class RowTable(BaseTable):
    """Rows of an upload by what they mean: the sheet's own row number, who, and what changes or is wrong."""

    noun = _("rows")
    empty = _("No rows of this kind.")

    place = tables.Column(verbose_name=_("Row in the file"), empty_values=(), orderable=False)
    name = tables.Column(verbose_name=_("Name"), empty_values=(), orderable=False)
    nik = tables.Column(verbose_name=_("NIK"), empty_values=(), orderable=False)
    what = tables.Column(verbose_name=_("What changes"), empty_values=(), orderable=False)
    tick = tables.Column(verbose_name=_("Choose"), empty_values=(), orderable=False)

    def __init__(
        self, *args: Any, upload: Upload, show: str, full_nik: bool, fix: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.upload, self.show, self.full_nik, self.fix = upload, show, full_nik, fix
        self.one_sheet = len([s for s in upload.summary.get("sheets", []) if s["status"] == "read"]) < 2
        if show in (RowKind.NEEDS_FIX, WARNINGS):
            self.columns["what"].column.verbose_name = _("What is wrong, and what to do")
        if show == RowKind.MISSING:
            self.columns.hide("place")
        if show != RowKind.NEEDS_FIX or not fix:
            self.columns.hide("tick")

    def render_place(self, record: StagedKind) -> str:
        row = record.row
        if row is None:
            return "–"
        return str(row.row_number) if self.one_sheet else f"{row.sheet} · {row.row_number}"

    def render_name(self, record: StagedKind) -> str:
        person = record.row or record.worker
        return person.name or "–"

    def render_nik(self, record: StagedKind) -> SafeString | str:
        nik = (record.row or record.worker).nik
        if not nik:
            return "–"
        return markup.full_nik(nik) if self.full_nik else markup.masked_nik(nik)

    def render_what(self, record: StagedKind) -> SafeString | str:
        if self.show in (RowKind.NEEDS_FIX, WARNINGS):
            return problem_lines(record.row, self.upload, self.fix and self.show == RowKind.NEEDS_FIX)
        if record.changes:
            return self._old_and_new(record)
        person = record.row or record.worker
        said = [shown_value(f, getattr(person, f)) for f in ("position", "unit", "birth_date", "wage")]
        return " · ".join(part for part in said if part != "–") or "–"

    def render_tick(self, record: StagedKind) -> SafeString:
        return markup.tick("of", record.row.ordinal, _("Row %(row)s") % {"row": record.row.row_number})

    def _old_and_new(self, record: StagedKind) -> SafeString:
        lines = (
            (field_label(field), stored_value(field, old), shown_value(field, getattr(record.row, field)))
            for field, (old, _new) in record.changes.items()
        )
        return format_html_join(
            "",
            '<div class="change"><span>{}</span> <del>{}</del> '
            '<span aria-hidden="true">→</span> <ins>{}</ins></div>',
            lines,
        )


def stored_value(field: str, value: Any) -> str:
    """A value that stands as JSON among the changes: days come back as days, sums as numbers."""
    if value is None:
        return "–"
    if field in ("birth_date", "start_date", "contract_until"):
        return shown_value(field, date.fromisoformat(value))
    return shown_value(field, Decimal(str(value)) if field == "wage" else value)


class SkippedTable(BaseTable):
    """Rows that are no person, with the reason; nothing is left out without a word."""

    noun = _("rows")
    empty = _("Every row of the file is a person.")

    sheet = tables.Column(verbose_name=_("Sheet"), orderable=False)
    row = tables.Column(verbose_name=_("Row in the file"), orderable=False)
    reason = tables.Column(verbose_name=_("Why it is no worker"), orderable=False)

    def render_reason(self, value: str) -> str:
        return str(SKIP_WORDS.get(value, value))
