"""Figures about single agencies, and documents, as lists."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Document, StatedFigure
from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable, DayColumn, NumberColumn
from agencies.records.demands.standing import Totals
from agencies.records.demands.tables import in_parts, noted
from agencies.records.wording import what_is_counted, written_value


def entered(record: StatedFigure | Document) -> str:
    """Who wrote a record down, and on which day."""
    day = figures.short_day(timezone.localdate(record.created_at))
    return f"{record.created_by}, {day}" if record.created_by else day


def as_printed(text: str) -> SafeString:
    return format_html('<span class="d-block text-secondary">{}</span>', text) if text else SafeString("")


class EditColumn(tables.Column):
    """Links to edit and delete, shown to those who may."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "text-nowrap"}})
        super().__init__(verbose_name=_("Change"), orderable=False, empty_values=(), **kwargs)
        self.names = ((f"{name}_edit", _("Edit"), "pencil"), (f"{name}_delete", _("Delete"), "trash"))

    def render(self, record: Any) -> SafeString:
        links = (
            (reverse(name, args=[record.region.code, record.pk]), markup.icon(sign, str(word)), word, record)
            for name, word, sign in self.names
        )
        one = '<a class="btn btn-ghost-secondary btn-icon" href="{}" title="{}">{}</a>'
        return format_html_join("", one, ((url, word, icon) for url, icon, word, _record in links))


class AgencyFigureTable(BaseTable):
    caption = _("Figures about single agencies")
    noun = _("figures")
    agency = tables.Column(verbose_name=_("Agency"), accessor="agency", order_by=("agency__name",))
    metric = tables.Column(
        verbose_name=_("What is counted"),
        linkify=lambda record: reverse("stated_figure", args=[record.region.code, record.pk]),
    )
    value = NumberColumn(verbose_name=_("Value"), empty_values=())
    as_of = DayColumn(verbose_name=_("As of"))
    source = tables.Column(verbose_name=_("Source"))
    created_at = tables.Column(verbose_name=_("Entered"), accessor="created_at")
    edit = EditColumn("stated_figure")

    def render_metric(self, record: StatedFigure) -> SafeString:
        words = f"“{record.value_text}”" if record.value_text else ""
        return format_html("{}{}", what_is_counted(record), as_printed(words))

    def render_value(self, record: StatedFigure) -> str:
        return written_value(record)

    def render_as_of(self, record: StatedFigure) -> SafeString:
        printed = record.date_as_printed
        return format_html("{}{}", figures.short_day(record.as_of), as_printed(printed))

    def render_source(self, record: StatedFigure) -> SafeString:
        caution = gettext("Caution: %(text)s") % {"text": record.caution} if record.caution else ""
        return format_html("{}{}{}", record.source, as_printed(record.speaker), as_printed(caution))

    def render_created_at(self, record: StatedFigure) -> str:
        return entered(record)


class DocumentTable(BaseTable):
    """`totals`: of the demands of the documents on this page, by document id."""

    caption = _("Documents")
    noun = _("documents")
    empty = _("No document fits this selection.")
    title = tables.Column(verbose_name=_("Title"))
    kind = tables.Column(verbose_name=_("Kind"))
    number = tables.Column(verbose_name=_("Number"))
    date = tables.Column(verbose_name=_("Date"), empty_values=())
    demands = tables.Column(verbose_name=_("Complied"), empty_values=(), orderable=False)
    file_name = tables.Column(verbose_name=_("File"), empty_values=(), orderable=False)
    edit = EditColumn("document")
    totals: Mapping[int, Sequence[Totals]] = MappingProxyType({})

    def render_title(self, record: Document) -> SafeString:
        link = format_html('<a href="{}">{}</a>', self.page_of(record), record.title)
        return noted(link, record.agency and gettext("About %(name)s") % {"name": record.agency.name})

    def page_of(self, record: Document) -> str:
        return reverse("document_detail", args=[record.region.code, record.pk])

    def file_of(self, record: Document) -> str:
        return reverse("document_file", args=[record.region.code, record.pk])

    def render_date(self, record: Document) -> SafeString:
        if record.date is None:
            return format_html("{}", record.date_as_printed or "–")
        return format_html("{}{}", figures.short_day(record.date), as_printed(record.date_as_printed))

    def render_demands(self, record: Document) -> SafeString | str:
        """One line a demand: how many of those it asks have complied, and who is overdue."""
        lines = (
            (in_parts(one.met, one.of), markup.badge("overdue", figures.number(one.overdue)))
            if one.overdue
            else (in_parts(one.met, one.of), "")
            for one in self.totals.get(record.pk, ())
        )
        line = '<span class="d-block"><span class="text-nowrap">{}</span> {}</span>'
        return format_html_join("", line, lines) or "–"

    def render_file_name(self, record: Document) -> SafeString | str:
        if not record.stored_name:
            return "–"
        icon = markup.icon("download", gettext("Download %(name)s") % {"name": record.file_name})
        link = '<a class="btn btn-ghost-secondary btn-icon" href="{}" title="{}">{}</a>'
        return format_html(link, self.file_of(record), record.file_name, icon)


class AgencyDocumentTable(DocumentTable):
    """What an agency reads of its region's documents; of the agency with this `code`."""

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, exclude=("demands", "edit"), **kwargs)
        self.code = code

    def render_title(self, record: Document) -> SafeString:
        return noted(record.title, record.note)

    def file_of(self, record: Document) -> str:
        return reverse("agency_document_file", args=[self.code, record.pk])
