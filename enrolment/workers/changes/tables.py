"""The list of changes by SK."""

from typing import Any

import django_tables2 as tables
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable, DayColumn, NumberColumn
from enrolment.models import BatchKind, Category, ChangeBatch, Guarantor


def batches_of(agency: Agency) -> QuerySet[ChangeBatch]:
    """With `people`: how many it holds; once taken back, only those who were kept."""
    batches = ChangeBatch.objects.filter(agency=agency).select_related("made_by", "undone_by", "group")
    return batches.annotate(people=Count("workers")).order_by("-made_at", "-pk")


def what(batch: ChangeBatch) -> str:
    """The change in words."""
    if batch.kind == BatchKind.CATEGORY:
        return _("To %(category)s") % {"category": Category(batch.category).label}
    if batch.kind == BatchKind.GUARANTOR:
        return _("Guarantor: %(name)s") % {"name": Guarantor(batch.guarantor).label}
    if batch.kind == BatchKind.GROUP:
        return _("To contribution group %(name)s") % {"name": batch.group}
    return _("SK extended to %(day)s") % {"day": figures.short_day(batch.contract_until)}


class BatchTable(BaseTable):
    caption = _("Changes by SK")
    noun = _("changes")
    empty = _("No change of category and no extension yet.")

    what = tables.Column(verbose_name=_("Change"), empty_values=(), orderable=False)
    sk_number = tables.Column(verbose_name=_("SK number"))
    sk_date = DayColumn(verbose_name=_("SK date"))
    people = NumberColumn(verbose_name=_("Workers"))
    made_at = tables.DateTimeColumn(verbose_name=_("Recorded"), format="j M Y H.i")
    made_by = tables.Column(verbose_name=_("By"), order_by="made_by__name")
    state = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def render_what(self, record: ChangeBatch) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("change_batch", args=[self.agency.code, record.pk]), what(record)
        )

    def render_state(self, record: ChangeBatch) -> SafeString:
        return markup.badge("undone" if record.undone_at else "applied")
