"""Statements of an agency, and who is different since one of them."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.pages import figures, markup
from agencies.pages.tables import BaseTable, DayColumn, NikColumn, NumberColumn, StateColumn
from enrolment.models import RosterStatement
from enrolment.rosters.statements.content import Drift, sum_row


class StatementTable(BaseTable):
    caption = _("Statements")
    noun = _("statements")

    as_of = DayColumn(
        verbose_name=_("List as of"),
        linkify=lambda record: reverse("statement_detail", args=[record.agency.code, record.pk]),
    )
    roster_version = NumberColumn(verbose_name=_("Version"))
    people = NumberColumn(verbose_name=_("Workers"), empty_values=(), orderable=False)
    short_hash = tables.Column(verbose_name=_("Fingerprint"), orderable=False)
    signer_name = tables.Column(verbose_name=_("Signer"))
    scan = tables.Column(verbose_name=_("Signed scan"), empty_values=(), orderable=False)
    since = tables.Column(verbose_name=_("The list since then"), empty_values=(), orderable=False)

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version

    def render_people(self, record: RosterStatement) -> str:
        return figures.number(sum_row(record.counts, "").total)

    def render_scan(self, record: RosterStatement) -> SafeString:
        return markup.badge("uploaded" if record.scan_stored_name else "waiting")

    def render_since(self, record: RosterStatement) -> str:
        return str(_("unchanged") if record.roster_version == self.version else _("has changed"))


class DriftTable(BaseTable):
    caption = _("What changed since")
    noun = _("workers")

    name = tables.Column(verbose_name=_("Name"))
    nik = NikColumn()
    what = StateColumn(verbose_name=_("What changed"))


def drift_rows(drift: Drift) -> list[dict[str, str]]:
    """New, changed, gone, in this order, as the table shows them."""
    kinds = (("new", drift.new), ("changed", drift.changed), ("left", drift.left))
    return [{"name": name, "nik": nik, "what": what} for what, people in kinds for nik, name in people]
