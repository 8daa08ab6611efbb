"""Who was not in a whole list: decided one by one or together, with reason and day, and taken back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from enrolment.claims.opening import ONE_BY_ONE
from enrolment.models import ProposedExit, Worker
from enrolment.rosters import exits
from enrolment.rosters.exit_forms import OTHERS, BulkForm, LeavingForm, places_of
from enrolment.rosters.exit_tables import DecidedTable
from enrolment.rosters.views.exit_page import page_of, sizes
from enrolment.rosters.views.frame import nav
from enrolment.seen import mark
from enrolment.workers import searching
from enrolment.workers.changes.choosing import ids_of

NAMES = 200  # on the confirmation; the rest is a number


def _found(request: HttpRequest, agency: Agency, key: str) -> tuple[QuerySet[ProposedExit], str]:
    """The proposals that fit the words kept under a key of the session, and the words."""
    words = searching.recall(request, key)
    proposals = exits.waiting(agency)
    if words is None:
        return proposals, ""
    people = Worker.objects.for_agency(agency).with_enrolment().filter(searching.matches(words))
    return proposals.filter(Exists(people.order_by().filter(pk=OuterRef("worker")))), words


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def exit_list(request: HttpRequest, agency: Agency) -> HttpResponse:
    """A page of proposals, each with its form; the words of a search come by POST."""
    here = reverse("agency_exits", args=[agency.code])
    if request.method == "POST" and request.POST.get("step") == "search":
        key = searching.remember(request, request.POST.get("q", ""))
        return redirect(f"{here}?search={key}" if key else here)
    proposals, words = _found(request, agency, request.GET.get("search", ""))
    page = page_of(request, proposals)
    places = places_of(agency)
    entries = [(proposal, _form(request, proposal, places)) for proposal in page]
    if request.method == "POST" and all(form.is_valid() for _proposal, form in entries):
        deaths = _decide(request, agency, entries)
        return _to_claim(request, agency, deaths) if deaths else redirect(request.get_full_path())
    context = {
        "agency": agency,
        "nav": nav(request, agency, Link(_("Proposed exits"))),
        "entries": entries,
        "page": page,
        "sizes": sizes(),
        "words": searching.shown(words),
        "search": request.GET.get("search", ""),
        "places": places,
        "places_id": OTHERS,
        "bulk": BulkForm(agency=agency),
    }
    return render(request, "enrolment/rosters/exit_list.html", context, status=400 if request.POST else 200)


def _form(request: HttpRequest, proposal: ProposedExit, places: dict[str, Agency]) -> LeavingForm:
    """A proposal that came in after the page was opened is not in what was sent: it stays undecided."""
    earliest = exits.earliest_end(proposal)
    return LeavingForm(
        request.POST if request.method == "POST" else None,
        prefix=str(proposal.pk),
        listed_on=earliest,
        places=places,
        initial={"ended_on": max(proposal.proposed_on, earliest)},
    )


def _decide(
    request: HttpRequest, agency: Agency, entries: list[tuple[ProposedExit, LeavingForm]]
) -> list[tuple[ProposedExit, exits.Leaving]]:
    """Carries out all but deaths: those it returns."""
    leaving = {p.pk: form.leaving for p, form in entries if form.leaving}
    staying = {p.pk for p, form in entries if form.cleaned_data.get("decision") == LeavingForm.STAYS}
    deaths = [(p, leaving[p.pk]) for p, _form in entries if p.pk in leaving and leaving[p.pk].is_death]
    for proposal, _leaving in deaths:
        del leaving[proposal.pk]
    if leaving or staying or not deaths:
        _carry_out(request, agency, leaving, staying)
    return deaths


def _to_claim(
    request: HttpRequest, agency: Agency, deaths: list[tuple[ProposedExit, exits.Leaving]]
) -> HttpResponse:
    """To the claim of the first: who died leaves the list with it, one by one."""
    (proposal, leaving), *others = deaths
    if others:
        names = ", ".join(other.worker.name for other, _leaving in others)
        messages.warning(request, f"{ONE_BY_ONE} " + _("Still waiting: %(names)s.") % {"names": names})
    address = reverse("worker_end", args=[agency.code, proposal.worker_id])
    told = urlencode({"reason": leaving.reason, "ended_on": leaving.ended_on.isoformat()})
    return redirect(f"{address}?{told}")


def _carry_out(
    request: HttpRequest, agency: Agency, leaving: dict[int, exits.Leaving], staying: set[int]
) -> None:
    try:
        done = exits.decide(agency=agency, leaving=leaving, staying=staying, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return
    messages.success(request, _said(done))


def _said(done: dict[str, int]) -> str:
    left = ngettext("%(n)s worker left the list", "%(n)s workers left the list", done["ended"])
    stayed = ngettext("%(n)s stays", "%(n)s stay", done["stayed"])
    said = [left % {"n": number(done["ended"])}, stayed % {"n": number(done["stayed"])}]
    if done["handed"]:
        handed = ngettext("%(n)s waits for the city", "%(n)s wait for the city", done["handed"])
        said.append(handed % {"n": number(done["handed"])})
    return ", ".join(said) + "."


@access.agency_view(access.P.EDIT_ROSTER)
@require_POST
def exit_bulk(request: HttpRequest, agency: Agency) -> HttpResponse:
    """One answer for the ticked, or for all that the search found: first what it will do, then doing it."""
    key = request.POST.get("search", "")
    proposals, _words = _found(request, agency, key)
    everybody = request.POST.get("which") == "all"
    if not everybody:
        proposals = proposals.filter(pk__in=ids_of(request, "proposal"))
    chosen = list(proposals)
    if not chosen:
        messages.warning(request, _("Tick somebody first."))
        return redirect("agency_exits", agency.code)
    form = BulkForm(request.POST, agency=agency, count=len(chosen))
    context = {"agency": agency, "form": form, "found": len(chosen), "search": key, "everybody": everybody}
    context["nav"] = nav(request, agency, Link(_("Proposed exits")))
    if not form.is_valid():
        context |= {
            "names": [p.worker for p in chosen[:NAMES]],
            "ids": [] if everybody else [p.pk for p in chosen],
        }
        return render(request, "enrolment/rosters/exit_bulk.html", context)
    if not form.stay and form.leaving.is_death:
        return _to_claim(request, agency, [(chosen[0], form.leaving)])
    return _bulk_checked(request, agency, form, chosen, context)


def _bulk_checked(
    request: HttpRequest,
    agency: Agency,
    form: BulkForm,
    chosen: list[ProposedExit],
    context: dict[str, Any],
) -> HttpResponse:
    """Decide on those whom the page showed; if others wait by now, they are shown anew."""
    possible, too_early = (chosen, []) if form.stay else exits.fitting(chosen, form.leaving.ended_on)
    seen = mark(proposal.pk for proposal in possible)
    saving = request.POST.get("step") == "save"
    if saving and request.POST.get("seen") == seen:
        ids = {p.pk for p in possible}
        leaving = {} if form.stay else dict.fromkeys(ids, form.leaving)
        _carry_out(request, agency, leaving, ids if form.stay else set())
        return redirect("agency_exits", agency.code)
    context |= {
        "ids": [] if context["everybody"] else [p.pk for p in possible],
        "changed_since": saving,
        "seen": seen,
        "count": len(possible),
        "names": [p.worker for p in possible[:NAMES]],
        "more": max(0, len(possible) - NAMES),
        "too_early": [p.worker for p in too_early],
    }
    return render(request, "enrolment/rosters/exit_bulk_check.html", context)


@access.agency_view(access.P.SEE_PEOPLE)
@require_safe
def exits_decided(request: HttpRequest, agency: Agency) -> HttpResponse:
    may_edit = access.may(request.user, access.P.EDIT_ROSTER, agency)
    context = {
        "agency": agency,
        "nav": nav(request, agency, Link(_("Decided exits"))),
        "table": paged(request, DecidedTable(exits.decided(agency), request=request, agency=agency,
                                             may_edit=may_edit)),
        "may_edit": may_edit,
    }  # fmt: skip
    return render(request, "enrolment/rosters/exits_decided.html", context)


@access.agency_view(access.P.EDIT_ROSTER)
@require_POST
def exit_back(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    proposal = get_object_or_404(exits.decided(agency), pk=pk)
    try:
        exits.take_back(proposal=proposal, by=request.user)
        name = proposal.worker.name
        messages.success(
            request, _("The decision on %(name)s is taken back; it waits again.") % {"name": name}
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("agency_exits_decided", agency.code)
