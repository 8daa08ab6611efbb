"""People whom BPJS's lists still had after they left, as a table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from agencies.pages.tables import BaseTable, DayColumn, NikColumn, NumberColumn, RupiahColumn
from contributions.matching.ended import Leaver
from enrolment.models import EndReason
from enrolment.workers.wording import month_name

NAMED = 4


def months_in_words(one: Leaver) -> str:
    """`Februari 2020, Maret 2020`; of many the first ones and how many more."""
    names = [month_name(month) for month, _amount, _paid in one.months]
    if len(names) <= NAMED:
        return ", ".join(names)
    said = {"names": ", ".join(names[: NAMED - 1]), "n": len(names) - NAMED + 1}
    return _now("%(names)s and %(n)s more") % said


class LeaverTable(BaseTable):
    """`many`: of several agencies, each named."""

    caption = _("Paid for people who had left")
    noun = _("people")
    empty = _("Nobody was billed after leaving in these months.")

    name = tables.Column(verbose_name=_("Name"))
    nik = NikColumn()
    agency_name = tables.Column(verbose_name=_("Agency"))
    ended_on = DayColumn(verbose_name=_("Left on"))
    end_reason = tables.Column(verbose_name=_("Reason"))
    count = NumberColumn(verbose_name=_("Months"))
    months = tables.Column(verbose_name=_("Which"), orderable=False)
    paid = RupiahColumn(verbose_name=_("Paid"))
    open = RupiahColumn(verbose_name=_("Billed, not paid yet"))

    def __init__(self, *args: Any, many: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if many else ("agency_name",), **kwargs)

    def render_name(self, value: str, record: Leaver) -> SafeString:
        url = reverse("worker_detail", args=[record.agency_code, record.worker])
        return format_html('<a href="{}">{}</a>', url, value)

    def render_end_reason(self, value: str) -> str:
        return str(EndReason(value).label)

    def render_months(self, record: Leaver) -> str:
        return months_in_words(record)
