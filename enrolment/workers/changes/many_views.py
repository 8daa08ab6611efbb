"""Changing guarantor or contribution group of many: choose, look at the effect, do it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import ChangeBatch, Worker
from enrolment.workers import closed
from enrolment.workers.changes import actions
from enrolment.workers.changes.choosing import chosen_of
from enrolment.workers.changes.forms import GroupForm, GuarantorForm
from enrolment.workers.changes.views import NAMES, done, form_of
from enrolment.workers.frame import nav_of


@access.agency_view(access.P.EDIT_ROSTER)
def workers_guarantor(request: HttpRequest, agency: Agency) -> HttpResponse:
    """BPJS or Taspen, from a day on."""
    form = form_of(request, GuarantorForm)
    return _three_steps(
        request, agency, form, "guarantor", actions.change_guarantor, actions.guarantor_changes
    )


@access.agency_view(access.P.EDIT_ROSTER)
def workers_group(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Another contribution group of the agency."""
    form = form_of(request, GroupForm, agency=agency)
    return _three_steps(request, agency, form, "group", actions.change_group, actions.group_changes)


def _three_steps(
    request: HttpRequest,
    agency: Agency,
    form: Any,
    field: str,
    change: Callable[..., ChangeBatch],
    changing_of: Callable[..., QuerySet[Worker]],
) -> HttpResponse:
    """One address for all three; each step carries the choice along. `field` is the answer that changes."""
    if request.method != "POST":
        return redirect("agency_workers", agency.code)
    chosen = chosen_of(request, agency)
    context = {"agency": agency, "form": form, "fields": chosen.fields, "found": chosen.workers.count()}
    if not context["found"]:
        messages.warning(request, _("Choose somebody who is on the list now."))
        return redirect("agency_workers", agency.code)
    titles = {"guarantor": _("Change of guarantor"), "group": _("Change of contribution group")}
    context |= {"title": titles[field], "kind": field, "nav": nav_of(request, agency, Link(titles[field]))}
    if not (form.is_bound and form.is_valid()):
        return render(request, "enrolment/changes/many.html", context)
    value = form.cleaned_data[field]
    saving = request.POST["step"] == "save"
    what = {"agency": agency, "workers": chosen.workers, "decree": form.decree, field: value}
    if saving and (batch := done(request, change, **what)):
        return redirect("change_batch", agency.code, batch.pk)
    context["closed"] = closed.reached(agency, form.decree.effective_on)
    context |= _effect(changing_of(chosen.workers, value), context["found"]) | {"changed_since": saving}
    return render(request, "enrolment/changes/many_check.html", context)


def _effect(changing: QuerySet[Worker], found: int) -> dict[str, Any]:
    count = changing.count()
    return {
        "count": count,
        "same": found - count,
        "seen": actions.seen_of(changing),
        "names": list(changing.order_by("name", "pk")[:NAMES]),
        "more": max(0, count - NAMES),
    }
