"""Freezing by hand: months that wait, and a month again with its reason."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Region
from agencies.pages import figures
from agencies.pages.navigation import Link
from contributions.snapshots import pages, waiting
from contributions.snapshots.forms import MonthForm, ReasonForm
from contributions.snapshots.frozen import in_force
from contributions.snapshots.since import changes
from contributions.snapshots.taking import take
from enrolment.workers.wording import month_name

P = access.P


@access.region_view(P.MAKE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def region_snapshots_freeze(request: HttpRequest, region: Region) -> HttpResponse:
    """Asks which month that waits; or all of them, as a night would."""
    nav = pages.frame(request, region, Link(_("Freeze")))
    months = waiting.months_waiting(region).get(region.pk, [])
    form = MonthForm(request.POST if request.method == "POST" else None, months)
    if request.method == "POST" and "all" in request.POST:
        return _frozen(request, region, months[: waiting.A_NIGHT])
    if form.is_bound and form.is_valid():
        return _frozen(request, region, [form.cleaned_data["month"]])
    context = {
        "nav": nav,
        "region": region,
        "form": form,
        "months": months,
        "at_once": min(len(months), waiting.A_NIGHT),
    }
    return render(
        request, "contributions/snapshots/freeze.html", context, status=400 if form.is_bound else 200
    )


def _frozen(request: HttpRequest, region: Region, months: list[dt.date]) -> HttpResponse:
    number = waiting.freeze_waiting(region=region.pk, months=months, by=request.user)
    words = ngettext("%(count)s month is frozen.", "%(count)s months are frozen.", number)
    messages.success(request, words % {"count": figures.number(number)})
    return redirect("region_snapshots", region.code)


@access.region_view(P.MAKE_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def region_snapshot_freeze(request: HttpRequest, region: Region, month: dt.date) -> HttpResponse:
    """Asks why, and shows what will be different; the version before stays to be read."""
    nav = pages.frame(request, region, Link(month_name(month)), Link(_("Freeze again")))
    snapshot = in_force(region, month)
    if snapshot is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _again(request, region, month, form):
        return redirect("region_snapshot", region.code, f"{month:%Y-%m}")
    day = pages.day_of(snapshot)
    context = {"nav": nav, "region": region, "snapshot": snapshot, "day": day, "form": form}
    context |= {"differs": changes(region, day, request.user), "next_version": snapshot.version + 1}
    return render(
        request, "contributions/snapshots/again.html", context, status=400 if form.is_bound else 200
    )


def _again(request: HttpRequest, region: Region, month: dt.date, form: ReasonForm) -> bool:
    try:
        made = take(region=region, month=month, by=request.user, reason=form.cleaned_data["reason"])
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    words = _("%(month)s is frozen again, as version %(version)s. The earlier version stays to be read.")
    messages.success(request, words % {"month": month_name(month), "version": made.version})
    return True
