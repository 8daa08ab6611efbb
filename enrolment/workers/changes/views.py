"""Pages that change many workers by an SK: choose, look at the effect, do it, take it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.figures import number
from agencies.pages.navigation import Link, address
from agencies.pages.tables import paged
from enrolment.models import ChangeBatch
from enrolment.seen import ShownAnew
from enrolment.workers import closed
from enrolment.workers.changes import actions
from enrolment.workers.changes.choosing import Chosen, chosen_of
from enrolment.workers.changes.forms import CategoryForm
from enrolment.workers.changes.tables import BatchTable, batches_of
from enrolment.workers.frame import nav_of

NAMES = 200  # on the preview; the rest is a number


def form_of(request: HttpRequest, form: type, **kwargs: Any) -> Any:
    """Bound where there is something to look at; back from the preview it holds what was typed."""
    if request.POST.get("step") in ("check", "save"):
        return form(request.POST, **kwargs)
    return form(initial=request.POST.dict(), **kwargs)


@access.agency_view(access.P.EDIT_ROSTER)
def workers_category(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Three steps on one address: the form, what it would do, doing it. Each carries the choice along."""
    if request.method != "POST":
        return redirect("agency_workers", agency.code)
    chosen = chosen_of(request, agency)
    found = chosen.workers.count()
    if not found:
        messages.warning(request, _("Choose somebody who is on the list now."))
        return redirect("agency_workers", agency.code)
    form = form_of(request, CategoryForm)
    context = {"agency": agency, "form": form, "fields": chosen.fields, "found": found}
    context["nav"] = nav_of(request, agency, Link(_("Change of category")))
    if form.is_bound and form.is_valid():
        return _category_checked(request, agency, form, chosen, context)
    return render(request, "enrolment/changes/category.html", context)


def _category_checked(
    request: HttpRequest, agency: Agency, form: CategoryForm, chosen: Chosen, context: dict[str, Any]
) -> HttpResponse:
    """Save only what the user saw: if others would change by now, they are shown anew."""
    category = form.cleaned_data["category"]
    if saving := request.POST["step"] == "save":
        what = {"workers": chosen.workers, "category": category, "decree": form.decree}
        if batch := done(request, actions.change_category, agency=agency, **what):
            return redirect("change_batch", agency.code, batch.pk)
    changing = actions.category_changes(chosen.workers, category)
    count = changing.count()
    context |= {"count": count, "same": context["found"] - count, "changed_since": saving}
    context["seen"] = actions.seen_of(changing)
    context["closed"] = closed.reached(agency, form.decree.effective_on)
    context |= {"names": list(changing.order_by("name", "pk")[:NAMES]), "more": max(0, count - NAMES)}
    return render(request, "enrolment/changes/category_check.html", context)


def done(request: HttpRequest, change: Callable[..., ChangeBatch], **what: Any) -> ChangeBatch | None:
    """The change carried out on those whom the user saw; None where it has to be shown anew."""
    try:
        return change(**what, by=request.user, seen=request.POST.get("seen", ""))
    except ShownAnew:
        return None
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return None


@access.agency_view(access.P.SEE_PEOPLE)
@require_safe
def agency_changes(request: HttpRequest, agency: Agency) -> HttpResponse:
    """All changes of many, newest first."""
    context = {
        "agency": agency,
        "nav": nav_of(request, agency, Link(_("Changes by SK"))),
        "table": paged(request, BatchTable(batches_of(agency), agency=agency)),
        "may_edit": access.may(request.user, access.P.EDIT_ROSTER, agency),
    }
    return render(request, "enrolment/changes/list.html", context)


@require_http_methods(["GET", "HEAD"])
@access.agency_view(access.P.SEE_PEOPLE)
def change_batch(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """What one change did, and whether it can be taken back."""
    batch = get_object_or_404(batches_of(agency), pk=pk)
    kept = actions.changed_since(batch)
    above = Link(_("Changes by SK"), address("agency_changes", agency.code))
    context = {
        "agency": agency,
        "batch": batch,
        "kept": list(kept[:NAMES]),
        "kept_count": kept.count(),
        "nav": nav_of(request, agency, above, Link(batch.sk_number or batch.get_kind_display())),
        "may_edit": access.may(request.user, access.P.EDIT_ROSTER, agency),
    }
    return render(request, "enrolment/changes/batch.html", context)


@access.agency_view(access.P.EDIT_ROSTER)
@require_POST
def change_batch_undo(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    batch = get_object_or_404(ChangeBatch, agency=agency, pk=pk)
    try:
        moved = actions.undo(batch=batch, by=request.user)["reversed"]
        said = ngettext("Taken back for %(n)s worker.", "Taken back for %(n)s workers.", moved)
        messages.success(request, said % {"n": number(moved)})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("change_batch", agency.code, pk)
