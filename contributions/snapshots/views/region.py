"""A city's frozen months, and one of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Region
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from contributions.billing.due import after
from contributions.models import Snapshot
from contributions.snapshots import exports, pages
from contributions.snapshots.frozen import Unit, in_force, units_of
from contributions.snapshots.since import changes
from contributions.snapshots.tables import MonthTable, UnitTable
from contributions.snapshots.waiting import months_waiting
from enrolment.workers.wording import month_name

P = access.P


class UnitForm(forms.Form):
    show = forms.ChoiceField(
        label=_("Show"), required=False, choices=[(key, label) for key, (label, _test) in pages.SHOWN.items()]
    )
    q = forms.CharField(label=_("Search an agency"), required=False, max_length=80)
    version = forms.IntegerField(required=False, min_value=1, max_value=999, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Shown:
    """The agencies that the query string asks for; nonsense there asks for all."""

    form: UnitForm
    units: Sequence[Unit]


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_snapshots(request: HttpRequest, region: Region) -> HttpResponse:
    """Every frozen month, the newest first: the trend as a table."""
    nav = pages.frame(request, region)
    lines = pages.lines_of(region)
    context = {
        "nav": nav,
        "region": region,
        "lines": lines,
        "table": paged(request, MonthTable(lines, region=region)),
        "waiting": len(months_waiting(region).get(region.pk, ())),
        "may_freeze": access.may(request.user, P.MAKE_REPORTS, region),
    }
    return render(request, "contributions/snapshots/region.html", context)


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_snapshots_export(request: HttpRequest, region: Region, kind: str) -> HttpResponse:
    pages.frame(request, region)
    return exports.of_months(pages.lines_of(region), region.code, kind)


def fetched(request: HttpRequest, region: Region, month: dt.date) -> Snapshot:
    """The version asked for (`?version=2`), else the newest. Http404 where it was never frozen."""
    form = UnitForm(request.GET)
    form.is_valid()
    snapshot = in_force(region, month, form.cleaned_data.get("version"))
    if snapshot is None:
        raise Http404
    return snapshot


def shown_of(request: HttpRequest, units: Sequence[Unit]) -> Shown:
    form = UnitForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    return Shown(form, pages.chosen(units, wanted.get("show", ""), wanted.get("q", "")))


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_snapshot(request: HttpRequest, region: Region, month: dt.date) -> HttpResponse:
    """One frozen month: the city, its agencies, its versions, and what differs from what is known now."""
    nav = pages.frame(request, region, Link(month_name(month)))
    snapshot = fetched(request, region, month)
    versions = list(Snapshot.objects.filter(region=region, month=month).select_related("taken_by"))
    newest = versions[0].version == snapshot.version
    units = units_of(snapshot)
    shown = shown_of(request, units)
    here = reverse("region_snapshot", args=[region.code, month])
    context = {
        "nav": nav,
        "region": region,
        "snapshot": snapshot,
        "day": pages.day_of(snapshot),
        "versions": versions,
        "is_newest": newest,
        "tiles": pages.tiles(snapshot, here if newest else f"{here}?version={snapshot.version}"),
        "differs": changes(region, pages.day_of(snapshot), request.user) if newest else None,
        "filter": shown,
        "table": paged(request, UnitTable(shown.units)),
        "apart": [unit for unit in units if unit.community.known],
        "beside": _beside(region, month),
        "may_freeze": access.may(request.user, P.MAKE_REPORTS, region),
    }
    return render(request, "contributions/snapshots/month.html", context)


def _beside(region: Region, month: dt.date) -> list[tuple[dt.date, str]]:
    """The months before and after, as far as they are frozen, with their addresses."""
    near = Snapshot.objects.filter(region=region, month__in=(after(month, -1), after(month)), version=1)
    months = near.order_by("month").values_list("month", flat=True)
    return [(one, reverse("region_snapshot", args=[region.code, one])) for one in months]


@access.region_view(P.SEE_FIGURES)
@require_safe
def region_snapshot_export(request: HttpRequest, region: Region, month: dt.date, kind: str) -> HttpResponse:
    pages.frame(request, region)
    snapshot = fetched(request, region, month)
    return exports.of_units(snapshot, units_of(snapshot), region, kind)
