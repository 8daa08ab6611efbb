"""The terms of a region's groups: a filter, a table with boxes, a workbook."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.pages import markup
from agencies.pages.forms import agency_label
from agencies.pages.navigation import address
from agencies.pages.tables import BaseTable, RupiahColumn
from contributions.models import Source
from contributions.terms.region_queries import Row
from contributions.terms.wording import base_words, period_words, share_words


class RegionFilter(forms.Form):
    """By name of the agency, by who pays, by whether there are terms at all."""

    q = forms.CharField(label=gettext_lazy("Agency"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=gettext_lazy("Terms"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            ("without", gettext_lazy("without terms")),
            ("with", gettext_lazy("with terms")),
        ],
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Source of payment"),
        required=False,
        choices=[("", gettext_lazy("all")), *Source.choices],
    )

    @property
    def form(self) -> "RegionFilter":
        """As `pages/filter_form.html` asks for it."""
        return self

    def chosen(self, rows: list[Row]) -> list[Row]:
        """The rows that fit; nonsense counts as not said."""
        self.is_valid()
        said = self.cleaned_data
        words, state, source = said.get("q", "").lower(), said.get("state"), said.get("source")
        return [
            row
            for row in rows
            if words in f"{row.agency} {row.group.agency.short_name} {row.group.npp}".lower()
            and (not state or (row.terms is not None) == (state == "with"))
            and (not source or (row.terms is not None and source in row.terms.shares))
        ]


class BoxColumn(tables.Column):
    """A box to tick a row; its head says so to screen readers only."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"th": {"class": "tick"}, "td": {"class": "tick"}})
        super().__init__(accessor="pk", orderable=False, verbose_name=gettext_lazy("Choose"), **kwargs)

    def render(self, value: int, record: Row) -> SafeString:
        label = _("Choose %(name)s") % {"name": record.group}
        box = '<input class="form-check-input" type="checkbox" name="group" value="{}" aria-label="{}">'
        return format_html(box, str(value), f"{label}, {record.agency}")


class RegionTermsTable(BaseTable):
    caption = gettext_lazy("Contribution terms by agency")
    noun = gettext_lazy("contribution groups")
    empty = gettext_lazy("No group fits these filters.")

    agency = tables.Column(verbose_name=gettext_lazy("Agency"))
    base = tables.Column(
        verbose_name=gettext_lazy("Base of the contribution"),
        accessor="terms",
        empty_values=(),
        orderable=False,
    )
    total = RupiahColumn(verbose_name=gettext_lazy("Per worker and month"))
    shares = tables.Column(verbose_name=gettext_lazy("Source of payment"), accessor="terms", orderable=False)
    since = tables.Column(verbose_name=gettext_lazy("In force"), accessor="terms", orderable=False)
    document = tables.Column(
        verbose_name=gettext_lazy("According to"), accessor="terms__document_text", orderable=False
    )
    pk = BoxColumn()

    def __init__(self, rows: list[Row], *, may_set: bool, **kwargs: Any) -> None:
        hidden = () if may_set else ("pk",)
        super().__init__(rows, exclude=hidden, sequence=("pk", "...") if may_set else ("...",), **kwargs)

    def render_agency(self, record: Row) -> SafeString:
        url = address("agency_terms", record.group.agency.code)
        more = "" if record.group.is_default else record.group.name
        words = '<a href="{}">{}</a><div class="text-secondary">{}</div>'
        return format_html(words, url, agency_label(record.group.agency), more)

    def render_base(self, record: Row) -> Any:
        if record.terms:
            return base_words(record.terms)
        if record.next_since:
            return format_html("{} {}", markup.badge("money_missing"), _next(record.next_since))
        return format_html('<span class="no-data">{}</span>', _("no terms"))

    def render_total(self, column: RupiahColumn, record: Row, value: Any) -> str:
        return "–" if record.is_example else RupiahColumn.render(column, value)

    def render_shares(self, value: Any) -> str:
        return share_words(value)

    def render_since(self, value: Any) -> str:
        return period_words(value)


def _next(since: dt.date) -> str:
    return _("from %(month)s on") % {"month": f"{since:%Y-%m}"}


HEADERS = (
    *(gettext_lazy("Agency"), gettext_lazy("Contribution group"), "NPP", gettext_lazy("In force")),
    *(gettext_lazy("Base of the contribution"), gettext_lazy("Per worker and month")),
    *(gettext_lazy("Source of payment"), gettext_lazy("According to"), gettext_lazy("Treasurer")),
)


def sheet_rows(rows: list[Row]) -> list[list[Any]]:
    """For the workbook, under HEADERS."""
    return [[row.agency, row.group.name, row.group.npp, *_cells(row)] for row in rows]


def _cells(row: Row) -> list[Any]:
    one = row.terms
    if one is None:
        return ["", "", None, "", "", ""]
    total = None if row.is_example else row.total
    return [period_words(one), base_words(one), total, share_words(one), one.document_text, one.treasurer]
