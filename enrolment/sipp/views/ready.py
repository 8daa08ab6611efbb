"""Before the export: who can go, who cannot and why; and making the sheet."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.access import Permission
from agencies.models import Agency
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from enrolment.models import SheetKind
from enrolment.seen import ShownAnew
from enrolment.sipp.filling import Cause
from enrolment.sipp.forms import OrderForm
from enrolment.sipp.frame import allowed, kind_of, nav_of
from enrolment.sipp.layout import current
from enrolment.sipp.making import NobodyReady, judged, make, template_of
from enrolment.sipp.readiness import Readiness
from enrolment.sipp.tables import ReadinessTable, people_rows
from enrolment.sipp.transfers import sides_of
from enrolment.sipp.wording import cause_words, mend_at

SHOWN = ("waiting", "ready", "in_sheet", "dead")


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def sheet_ready(request: HttpRequest, agency: Agency, kind: str) -> HttpResponse:
    return _show(request, agency, OrderForm(request.GET, kind=kind_of(kind)))


@require_POST
@access.agency_view(access.P.SUBMIT)
def sheet_make(request: HttpRequest, agency: Agency, kind: str) -> HttpResponse:
    form = OrderForm(request.POST, kind=kind_of(kind))
    both = request.POST.get("both_sides") == "on"
    seen = request.POST.get("seen", "")
    try:
        made = make(agency=agency, order=form.order, seen=seen, both_sides=both, by=request.user)
    except ShownAnew:
        messages.warning(request, _("Something changed meanwhile. Look at who can go once more."))
        return _show(request, agency, form, changed=True)
    except NobodyReady:
        messages.warning(request, _("Nobody can go into this sheet."))
        return redirect("agency_sheets_ready", agency.code, kind)
    rows = sum(sheet.rows for sheet in made)
    words = {"rows": number(rows), "files": number(len(made))}
    messages.success(
        request, _("%(rows)s people in %(files)s file(s). Download them and upload them to SIPP.") % words
    )
    return redirect("agency_sheet", agency.code, made[0].pk)


def _show(request: HttpRequest, agency: Agency, form: OrderForm, changed: bool = False) -> HttpResponse:
    order = form.order
    found = judged(agency, order)
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else ("waiting" if found.waiting else "ready")
    held = access.scope_of(request.user).permissions_in_agency(agency)
    people = people_rows(_narrowed(found, shown, request.GET.get("cause", "")))
    table = ReadinessTable(people, agency=agency, held=held)
    context: dict[str, Any] = {
        "agency": agency,
        "nav": nav_of(request, agency, Link(str(SheetKind(form.kind).label))),
        "kind": SheetKind(form.kind),
        "layout": current(form.kind),
        "template": template_of(agency, form.kind),
        "form": OrderForm(form.data, kind=form.kind),
        "hidden": form.as_hidden,
        "base": "".join(f"{part}&" for part in [urlencode(form.as_hidden)] if part),
        "order": order,
        "found": found,
        "shown": shown,
        "causes": [_cause(agency, cause, count, held, found) for cause, count in found.causes],
        "sides": (sides := sides_of(agency, order, found, request.user)),
        "offer_both": any(side.may and side.ready for side in sides),
        "table": paged(request, table),
    }
    return render(
        request,
        "enrolment/sipp/ready.html",
        context | allowed(request, agency),
        status=409 if changed else 200,
    )


def _narrowed(found: Readiness, shown: str, code: str) -> list[Any]:
    people = getattr(found, shown)
    if shown == "waiting" and code:
        return [one for one in people if any(cause.code == code for cause in one.causes)]
    return people


def _cause(
    agency: Agency, cause: Cause, count: int, held: Collection[Permission], found: Readiness
) -> dict[str, Any]:
    groups = {
        one.person.group for one in found.waiting if any(said.code == cause.code for said in one.causes)
    }
    url = mend_at(cause, agency, held, group=groups.pop() if len(groups) == 1 else None)
    return {"code": cause.code, "words": cause_words(cause), "count": count, "url": url}
