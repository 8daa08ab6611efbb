"""Extending the SK: everybody of a list but the ticked, on one page however many they are."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import Category, Worker
from enrolment.workers import searching
from enrolment.workers.changes import actions
from enrolment.workers.changes.choosing import PER_PAGE, Scope, ids_of
from enrolment.workers.changes.forms import ContractForm
from enrolment.workers.changes.views import NAMES, done, form_of
from enrolment.workers.frame import nav_of


@access.agency_view(access.P.EDIT_ROSTER)
def workers_contracts(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The list with its ticks, what the extension would do, doing it: one address, all by POST once it has
    begun, so that ticks go along from page to page."""
    posted = request.method == "POST"
    scope = Scope.of(request.POST if posted else request.GET)
    in_scope = scope.workers(agency)
    spared = set(ids_of(request, "kept", "spare"))
    form = form_of(request, ContractForm)
    context = {
        "agency": agency,
        "nav": nav_of(request, agency, Link(_("Extend the SK"))),
        "form": form,
        "scope": scope,
        "categories": Category.choices,
        "found": in_scope.count(),
        "today": timezone.localdate(),
    }
    if form.is_bound and form.is_valid():
        return _checked(request, agency, form, in_scope, spared, context)
    return render(request, "enrolment/changes/contracts.html", context | _page(request, in_scope, spared))


def _page(request: HttpRequest, in_scope: QuerySet[Worker], spared: set[int]) -> dict[str, Any]:
    """One page of the list; ticks on other pages become hidden inputs. A search narrows what is shown, never
    whom the extension is about."""
    words = " ".join(request.POST.get("q", "").replace("\0", " ").split())[:200]
    shown = in_scope
    if words:
        known = Worker.objects.filter(agency__in=in_scope.values("agency")).with_enrolment()
        shown = in_scope.filter(pk__in=known.filter(searching.matches(words)).order_by().values("pk"))
    page = Paginator(shown, PER_PAGE).get_page(request.POST.get("page", 1))
    here = {worker.pk for worker in page}
    known_spared = set(in_scope.order_by().filter(pk__in=spared).values_list("pk", flat=True))
    return {"page": page, "words": words, "spared": known_spared, "kept": sorted(known_spared - here)}


def _checked(
    request: HttpRequest,
    agency: Agency,
    form: ContractForm,
    in_scope: QuerySet[Worker],
    spared: set[int],
    context: dict[str, Any],
) -> HttpResponse:
    """Save only what the user saw: if others would change by now, they are shown anew."""
    until = form.cleaned_data["until"]
    workers = in_scope.exclude(pk__in=spared)
    if saving := request.POST["step"] == "save":
        what = {"workers": workers, "until": until, "decree": form.decree}
        if batch := done(request, actions.extend_contracts, agency=agency, **what):
            return redirect("change_batch", agency.code, batch.pk)
    changing = actions.contract_changes(workers, until)
    count = changing.count()
    context |= _spared(in_scope, spared) | {
        "count": count,
        "later": workers.count() - count,
        "fields": [*context["scope"].fields, *(("kept", str(pk)) for pk in sorted(spared))],
        "seen": actions.seen_of(changing),
        "changed_since": saving,
    }
    return render(request, "enrolment/changes/contracts_check.html", context)


def _spared(in_scope: QuerySet[Worker], spared: set[int]) -> dict[str, Any]:
    """Who keeps the end that they have, by name."""
    found = in_scope.filter(pk__in=spared).order_by("name", "pk")
    return {"spared_count": found.count(), "names": list(found[:NAMES])}
