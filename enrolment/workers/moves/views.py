"""Pages that move many workers at once: choose, look at the effect, do it, take it back."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from enrolment.models import EndReason, Worker
from enrolment.seen import ShownAnew
from enrolment.workers import closed
from enrolment.workers.frame import nav_of
from enrolment.workers.moves import actions
from enrolment.workers.moves.forms import EndManyForm, SubmitForm, TakeBackForm
from enrolment.workers.moves.planning import END, REFUSALS, SUBMIT, TAKE_BACK, plan
from enrolment.workers.registering_forms import Selection, selection_of

NAMES = 200  # on the preview; the rest is a number


@dataclass(frozen=True)
class Move:
    """One kind of move: its words, its form, its action, and which answer of the form is its day."""

    kind: str
    title: str | Promise
    form: type[forms.Form]
    action: Callable[..., actions.Done]
    day: str = ""


MOVES = {
    SUBMIT: Move(SUBMIT, gettext_lazy("Submitted to BPJS"), SubmitForm, actions.submit, "submitted_on"),
    TAKE_BACK: Move(TAKE_BACK, gettext_lazy("Take the submission back"), TakeBackForm, actions.take_back),
    END: Move(END, gettext_lazy("Take off the list"), EndManyForm, actions.end_many, "ended_on"),
}


@access.agency_view(access.P.SUBMIT)
def workers_submit(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Listed → submitted."""
    return _three_steps(request, agency, MOVES[SUBMIT])


@access.agency_view(access.P.SUBMIT)
def workers_take_back(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Submitted → listed."""
    return _three_steps(request, agency, MOVES[TAKE_BACK])


@access.agency_view(access.P.EDIT_ROSTER)
def workers_end(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Off the list, whatever the state."""
    return _three_steps(request, agency, MOVES[END])


def _three_steps(request: HttpRequest, agency: Agency, move: Move) -> HttpResponse:
    """The form, what it would do, doing it: one address. Each step carries the choice along."""
    if request.method != "POST":
        return redirect("agency_workers", agency.code)
    chosen = selection_of(request, agency)
    found = chosen.enrolments.count()
    if not found:
        messages.warning(request, _("Choose somebody who is on the list now."))
        return redirect("agency_workers", agency.code)
    asked = request.POST.get("step") in ("check", "save")
    form = move.form(request.POST) if asked else move.form(initial=request.POST.dict())
    context = {"agency": agency, "form": form, "fields": chosen.fields, "found": found, "move": move}
    context["nav"] = nav_of(request, agency, Link(move.title))
    if asked and form.is_valid():
        return _checked_or_done(request, agency, move, chosen, context)
    return render(request, "enrolment/moves/form.html", context)


def _checked_or_done(
    request: HttpRequest, agency: Agency, move: Move, chosen: Selection, context: dict[str, Any]
) -> HttpResponse:
    """Save only what the user saw: if others would move by now, they are shown anew."""
    answers = context["form"].cleaned_data
    if saving := request.POST["step"] == "save":
        what = {"agency": agency, "enrolments": chosen.enrolments, "seen": request.POST.get("seen", "")}
        try:
            done = move.action(**what, **answers, by=request.user)
            return redirect("workers_moved", agency.code, done.batch)
        except ShownAnew:
            pass
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
    planned = plan(chosen.enrolments, move.kind, answers.get(move.day))
    count = len(planned.ids)
    workers = Worker.objects.for_agency(agency).filter(enrolments__in=planned.ids).order_by("name", "pk")
    context |= {
        "count": count,
        "registered": planned.registered,
        "refused": [(REFUSALS[reason], n) for reason, n in planned.refused.items()],
        "seen": planned.seen,
        "closed": closed.reached(agency, planned.since) if count else "",
        "changed_since": saving,
        "names": list(workers[:NAMES]),
        "more": max(0, count - NAMES),
    }
    return render(request, "enrolment/moves/check.html", context)


@access.agency_view(access.P.SEE_PEOPLE)
@require_http_methods(["GET", "HEAD"])
def workers_moved(request: HttpRequest, agency: Agency, batch: uuid.UUID) -> HttpResponse:
    """What a move did, and the button that takes it back."""
    found = actions.find_batch(agency, batch)
    context = {
        "nav": nav_of(request, agency, Link(MOVES[found.kind].title)),
        "agency": agency,
        "batch": found,
        "move": MOVES[found.kind],
        "reason": EndReason(found.end_reason).label if found.end_reason else "",
        "may_undo": access.may(request.user, access.P.EDIT_ROSTER, agency),
    }
    return render(request, "enrolment/moves/moved.html", context)


@access.agency_view(access.P.EDIT_ROSTER)
@require_POST
def workers_moved_undo(request: HttpRequest, agency: Agency, batch: uuid.UUID) -> HttpResponse:
    result = actions.undo(agency=agency, batch=batch, by=request.user)
    said = ngettext("Taken back for %(n)s worker.", "Taken back for %(n)s workers.", result["reversed"])
    messages.success(request, said % {"n": number(result["reversed"])})
    if result["kept"]:
        kept = ngettext(
            "%(n)s worker was changed since and stays.",
            "%(n)s workers were changed since and stay.",
            result["kept"],
        )
        messages.warning(request, kept % {"n": number(result["kept"])})
    return redirect("agency_workers", agency.code)
