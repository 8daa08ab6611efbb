"""Figures about single agencies, and documents, as lists."""

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
from agencies.records.figures import written_value


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
    metric = tables.Column(verbose_name=_("What is counted"))
    value = NumberColumn(verbose_name=_("Value"), empty_values=())
    as_of = DayColumn(verbose_name=_("As of"))
    source = tables.Column(verbose_name=_("Source"))
    created_at = tables.Column(verbose_name=_("Entered"), accessor="created_at")
    edit = EditColumn("stated_figure")

    def render_metric(self, record: StatedFigure) -> SafeString:
        words = f"“{record.value_text}”" if record.value_text else ""
        return format_html("{}{}", record.get_metric_display(), as_printed(words))

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
    caption = _("Documents")
    noun = _("documents")
    empty = _("No document fits this selection.")
    title = tables.Column(verbose_name=_("Title"))
    kind = tables.Column(verbose_name=_("Kind"))
    number = tables.Column(verbose_name=_("Number"))
    date = DayColumn(verbose_name=_("Date"), empty_values=())
    agency = tables.Column(
        verbose_name=_("About"), accessor="agency", empty_values=(), order_by=("agency__name",)
    )
    created_at = tables.Column(verbose_name=_("Entered"), accessor="created_at")
    edit = EditColumn("document")

    def render_title(self, record: Document) -> SafeString:
        return format_html("{}{}", record.title, as_printed(record.note))

    def render_date(self, record: Document) -> SafeString:
        if record.date is None:
            return format_html("{}", record.date_as_printed or "–")
        return format_html("{}{}", figures.short_day(record.date), as_printed(record.date_as_printed))

    def render_agency(self, record: Document) -> str:
        return str(record.agency or record.region)

    def render_created_at(self, record: Document) -> str:
        return entered(record)
