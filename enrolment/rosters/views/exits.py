"""Who was not in a whole list: decided one by one, with reason and day."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import EndReason, ProposedExit
from enrolment.rosters import exits
from enrolment.rosters.forms import LeavingForm
from enrolment.rosters.views.frame import nav

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def exit_list(request: HttpRequest, agency: Agency) -> HttpResponse:
    proposals = list(exits.waiting(agency)[:PER_PAGE])
    entries = [(proposal, _form(request, proposal)) for proposal in proposals]
    if request.method == "POST" and all(form.is_valid() for _proposal, form in entries):
        _decide(request, agency, entries)
        return redirect("agency_exits", agency.code)
    context = {
        "agency": agency,
        "nav": nav(request, agency, Link(_("Proposed exits"))),
        "entries": entries,
        "total": exits.waiting(agency).count(),
        "died": EndReason.DIED,
    }
    return render(request, "enrolment/rosters/exit_list.html", context, status=400 if request.POST else 200)


def _form(request: HttpRequest, proposal: ProposedExit) -> LeavingForm:
    """A proposal that came in after the page was opened is not in what was sent: it stays undecided."""
    earliest = exits.earliest_end(proposal)
    return LeavingForm(
        request.POST if request.method == "POST" else None,
        prefix=str(proposal.pk),
        listed_on=earliest,
        initial={"ended_on": max(proposal.proposed_on, earliest)},
    )


def _decide(request: HttpRequest, agency: Agency, entries: list[tuple[ProposedExit, LeavingForm]]) -> None:
    answers = {p.pk: form.cleaned_data for p, form in entries if form.cleaned_data.get("decision")}
    staying = {pk for pk, answer in answers.items() if answer["decision"] == LeavingForm.STAYS}
    leaving = {
        pk: exits.Leaving(answer["decision"], answer["ended_on"])
        for pk, answer in answers.items()
        if pk not in staying
    }
    try:
        done = exits.decide(agency=agency, leaving=leaving, staying=staying, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return
    messages.success(request, _said(done))
    if any(decision.reason == EndReason.DIED for decision in leaving.values()):
        messages.warning(
            request,
            _("Do not deactivate a person who died in BPJS's portal before the death benefit is claimed."),
        )


def _said(done: dict[str, int]) -> str:
    left = ngettext("%(n)s worker left the list", "%(n)s workers left the list", done["ended"])
    stayed = ngettext("%(n)s stays", "%(n)s stay", done["stayed"])
    return f"{left % {'n': done['ended']}}, {stayed % {'n': done['stayed']}}."
