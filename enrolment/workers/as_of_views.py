"""The list on a day: its page and its workbook."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages import figures
from agencies.pages.badges import sign
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.forms import DayInput
from agencies.pages.navigation import Link
from agencies.pages.tables import BaseTable, DayColumn, NikColumn, StateColumn, paged
from enrolment.models import Category
from enrolment.workers.as_of import VALUES, PastList, list_as_of
from enrolment.workers.frame import allowed, nav_of
from enrolment.workers.wording import field_label


class DayForm(forms.Form):
    """The day asked for; nobody knows the list of a day to come."""

    as_of = forms.DateField(label=gettext_lazy("List as of"), required=False, widget=DayInput)

    def clean_as_of(self) -> dt.date:
        day = self.cleaned_data["as_of"] or timezone.localdate()
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class PastTable(BaseTable):
    caption = gettext_lazy("The list on that day")
    noun = gettext_lazy("workers")
    empty = gettext_lazy("Nobody stood on the list on that day.")

    name = tables.Column(verbose_name=gettext_lazy("Name"))
    nik = NikColumn()
    category = tables.Column(verbose_name=gettext_lazy("Category"))
    position = tables.Column(verbose_name=gettext_lazy("Position"))
    unit = tables.Column(verbose_name=gettext_lazy("Work unit"))
    sign = StateColumn(verbose_name=gettext_lazy("Status"))
    since = DayColumn(verbose_name=gettext_lazy("Since"))
    recorded_on = DayColumn(verbose_name=gettext_lazy("Entered later, on"))

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency

    def render_name(self, value: str, record: dict[str, Any]) -> SafeString:
        address = reverse("worker_detail", args=[self.agency.code, record["worker"]])
        return format_html('<a href="{}">{}</a>', address, value)

    def render_category(self, value: str) -> str:
        return str(Category(value).label)


def asked_day(request: HttpRequest) -> tuple[DayForm, dt.date]:
    """The form, and the day it holds: today where none, or none that can be shown, was asked for."""
    form = DayForm({"as_of": request.GET.get("as_of") or timezone.localdate()})
    return form, form.cleaned_data["as_of"] if form.is_valid() else timezone.localdate()


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def roster_as_of(request: HttpRequest, agency: Agency) -> HttpResponse:
    form, day = asked_day(request)
    past = list_as_of(agency, day)
    hidden = () if past.recorded_later else ("recorded_on",)
    context = {
        "agency": agency,
        "nav": nav_of(request, agency, Link(_("List on a day"))),
        "form": form,
        "past": past,
        "tiles": _tiles(past),
        "categories": [(Category(key).label, n) for key, n in past.by_category().items()],
        "table": paged(request, PastTable(past.rows, agency=agency, exclude=hidden)),
        **allowed(request, agency),
    }
    return render(request, "enrolment/workers/as_of.html", context, status=400 if form.errors else 200)


def _tiles(past: PastList) -> list[dict[str, Any]]:
    counts = past.by_sign()
    registered = counts["stated"] + counts["confirmed"]
    confirmed = _("of whom %(n)s confirmed by BPJS") % {"n": figures.number(counts["confirmed"])}
    shown = (
        (_("On the list"), len(past.rows), "", "plain"),
        (_("Listed"), counts["listed"], _("not submitted yet"), "listed"),
        (_("Submitted to BPJS"), counts["submitted"], _("waiting for BPJS"), "waiting"),
        (_("Registered"), registered, confirmed, "registered"),
    )
    return [{"label": a, "value": n, "note": note, "tone": tone} for a, n, note, tone in shown]


@require_safe
@access.agency_view(access.P.EXPORT_PEOPLE)
def roster_as_of_export(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The list on a day as a workbook, numbers of people in full."""
    _form, day = asked_day(request)
    headers = [*map(field_label, VALUES), _("Status"), _("Since"), _("Listed on"), _("Entered later, on")]
    rows = [_cells(row) for row in list_as_of(agency, day).rows]
    name = file_name("daftar pegawai", agency.slug, "per", day.isoformat())
    return workbook_response({_("Worker list"): (headers, rows)}, name)


def _cells(row: dict[str, Any]) -> list[Any]:
    values = [Category(row[f]).label if f == "category" else row[f] for f in VALUES]
    return [*values, sign(row["sign"]).word, row["since"], row["listed_on"], row["recorded_on"]]
