"""People with what the registry said of them, and its answers."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable, DayColumn, NikColumn, NumberColumn, StateColumn
from enrolment.models import IdentityAnswer


class PeopleTable(BaseTable):
    """Workers from `queries.with_identity`."""

    caption = _("Identity checks")
    noun = _("workers")
    empty = _("Nobody of the list is in this state.")

    name = tables.Column(verbose_name=_("Name"))
    nik = NikColumn()
    birth_date = DayColumn(verbose_name=_("Date of birth"))
    identity = StateColumn(verbose_name=_("Civil registry"))
    identity_on = DayColumn(verbose_name=_("Checked on"))
    identity_note = tables.Column(verbose_name=_("Note"), orderable=False)

    def __init__(self, *args: Any, agency: Agency, may_edit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency, self.leads_to = agency, "worker_identity" if may_edit else "worker_detail"

    def render_name(self, value: str, record: Any) -> SafeString:
        address = reverse(self.leads_to, args=[self.agency.code, record.pk])
        return format_html('<a href="{}">{}</a>', address, value)

    def render_identity(self, value: str) -> SafeString:
        return markup.badge(f"identity_{value}")


class AnswerTable(BaseTable):
    """Files of the registry that were handed in."""

    caption = _("Answers of the civil registry")
    noun = _("files")
    empty = _("No answer of the civil registry yet.")

    file_name = tables.Column(verbose_name=_("File"))
    checked_on = DayColumn(verbose_name=_("Checked on"))
    matched = NumberColumn(verbose_name=_("Match"), empty_values=(), orderable=False)
    not_matched = NumberColumn(verbose_name=_("Do not match"), empty_values=(), orderable=False)
    uploaded_at = tables.DateTimeColumn(verbose_name=_("Handed in"), format="j M Y H.i")
    uploaded_by = tables.Column(verbose_name=_("By"), order_by="uploaded_by__name")
    state = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, agency: Agency, may_edit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency, self.may_edit = agency, may_edit

    def render_file_name(self, value: str, record: IdentityAnswer) -> SafeString | str:
        if not self.may_edit:
            return value
        address = reverse("agency_identity_answer", args=[self.agency.code, record.pk])
        return format_html('<a href="{}">{}</a>', address, value)

    def render_matched(self, record: IdentityAnswer) -> str:
        return _count(record, "matched")

    def render_not_matched(self, record: IdentityAnswer) -> str:
        return _count(record, "not_matched")

    def render_state(self, record: IdentityAnswer) -> SafeString:
        return markup.badge("undone" if record.undone_at else "applied" if record.applied_at else "staged")


def _count(answer: IdentityAnswer, key: str) -> str:
    return figures.number(answer.counts.get(key)) if answer.applied_at else "–"
