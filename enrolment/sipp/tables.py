"""Sheets that were made, the people in one, and who cannot go."""

from collections.abc import Collection, Iterable
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.access import Permission
from agencies.models import Agency
from agencies.pages import markup
from agencies.pages.tables import BaseTable, DayColumn, NikColumn, NumberColumn
from enrolment.models import OfficialSheet, SheetRow
from enrolment.sipp.candidates import Candidate
from enrolment.sipp.readiness import Judged
from enrolment.sipp.wording import cause_words, mend_at
from enrolment.workers.wording import month_name


class KindTable(BaseTable):
    """Each kind of sheet with how many could go into it; rows are `{"kind", "code", "found"}`."""

    caption = gettext_lazy("Who could go into each sheet now")
    noun = gettext_lazy("sheets")

    label = tables.Column(verbose_name=gettext_lazy("Upload sheet"), orderable=False)
    ready = NumberColumn(verbose_name=gettext_lazy("Ready"), orderable=False)
    waiting = NumberColumn(verbose_name=gettext_lazy("Something missing"), orderable=False)
    in_sheet = NumberColumn(verbose_name=gettext_lazy("In a sheet not uploaded yet"), orderable=False)

    def render_label(self, record: dict[str, Any]) -> SafeString:
        url = reverse("agency_sheets_ready", args=[record["code"], record["kind"].value])
        return format_html(
            '<a href="{}">{}</a><div class="text-secondary">{}</div>',
            url,
            record["label"],
            record["kind"].value,
        )


class SheetTable(BaseTable):
    caption = gettext_lazy("Official sheets")
    noun = gettext_lazy("sheets")

    kind = tables.Column(
        verbose_name=gettext_lazy("Upload sheet"),
        linkify=lambda record: reverse("agency_sheet", args=[record.agency.code, record.pk]),
    )
    month = tables.Column(verbose_name=gettext_lazy("Month"))
    npp = tables.Column(verbose_name="NPP", accessor="group__npp")
    rows = NumberColumn(verbose_name=gettext_lazy("Rows"), accessor="rows")
    state = tables.Column(verbose_name=gettext_lazy("State"))
    invalid = NumberColumn(verbose_name=gettext_lazy("Not valid"))
    made_at = DayColumn(verbose_name=gettext_lazy("Made on"))
    made_by = tables.Column(verbose_name=gettext_lazy("By"), orderable=False)

    def render_month(self, record: OfficialSheet) -> str:
        return month_name(record.month)

    def render_state(self, record: OfficialSheet) -> SafeString:
        return markup.badge(f"sheet_{record.state}")


class PeopleTable(BaseTable):
    """The rows of one sheet, as written."""

    caption = gettext_lazy("People in the sheet")
    noun = gettext_lazy("workers")

    ordinal = NumberColumn(verbose_name=gettext_lazy("No."))
    name = tables.Column(verbose_name=gettext_lazy("Name"), accessor="worker__name")
    nik = NikColumn(accessor="worker__nik")
    valid = tables.Column(verbose_name=gettext_lazy("The portal says"), empty_values=())
    reason = tables.Column(verbose_name=gettext_lazy("In its words"), orderable=False)

    class Meta:
        sequence = ("name", "nik", "ordinal", "valid", "reason")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def render_name(self, record: SheetRow) -> SafeString:
        url = reverse("worker_detail", args=[self.agency.code, record.worker_id])
        return format_html('<a href="{}">{}</a>', url, record.worker.name)

    def render_valid(self, record: SheetRow) -> SafeString:
        return markup.badge({True: "row_valid", False: "row_refused", None: "row_open"}[record.valid])


class ReadinessTable(BaseTable):
    """People before the export; `why` says what stands in the way, with a link to mend it."""

    noun = gettext_lazy("workers")

    name = tables.Column(verbose_name=gettext_lazy("Name"))
    nik = NikColumn()
    kpj = tables.Column(verbose_name="KPJ")
    why = tables.Column(verbose_name=gettext_lazy("What stands in the way"), orderable=False)

    def __init__(self, *args: Any, agency: Agency, held: Collection[Permission] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency, self.held = agency, held

    def render_name(self, record: dict[str, Any]) -> SafeString:
        url = reverse("worker_detail", args=[self.agency.code, record["pk"]])
        return format_html('<a href="{}">{}</a>', url, record["name"])

    def render_why(self, value: list[Any], record: dict[str, Any]) -> SafeString:
        def line(cause: Any) -> str:
            url = mend_at(cause, self.agency, self.held, worker=record["pk"], group=record["group"])
            words = '{} <a class="text-decoration-underline" href="{}">{}</a>'
            return format_html(words, cause_words(cause), url, _("Mend")) if url else cause_words(cause)

        return format_html_join("", "<div>{}</div>", ((line(cause),) for cause in value))


def people_rows(people: Iterable[Judged | Candidate]) -> list[dict[str, Any]]:
    """People as the table shows them."""
    found = []
    for one in people:
        person, causes = (one.person, one.causes) if isinstance(one, Judged) else (one, [])
        known = {"name": person.name, "nik": person.nik, "kpj": person.kpj}
        found.append({"pk": person.worker, "group": person.group, **known, "why": causes})
    return found
