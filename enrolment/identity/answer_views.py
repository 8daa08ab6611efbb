"""An answer of the civil registry: handed in, looked at, its words explained, taken over, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from enrolment.identity import actions
from enrolment.identity.answers import Outcome, outcome_of, rows_of
from enrolment.identity.forms import AnswerFileForm, TakeOverForm, WordsForm
from enrolment.identity.frame import nav_of
from enrolment.identity.wording import refused, tiles_of
from enrolment.models import IdentityAnswer, IdentityCheck, IdentityResult
from enrolment.seen import ShownAnew
from enrolment.spreadsheets.refusals import Unreadable

SHOWN = 200  # rows and names per list; the rest is a number


@access.agency_view(access.P.EDIT_ROSTER)
def agency_identity_answer_new(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = AnswerFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            answer = actions.receive(
                agency=agency, chunks=file.chunks(), file_name=file.name, by=request.user
            )
            return redirect("agency_identity_answer", agency.code, answer.pk)
        except Unreadable as error:
            form.add_error("file", refused(error))
    context = {"agency": agency, "form": form}
    context["nav"] = nav_of(request, agency, Link(_("The registry's answer")))
    return render(request, "enrolment/identity/answer_new.html", context, status=400 if form.errors else 200)


@access.agency_view(access.P.EDIT_ROSTER)
def agency_identity_answer(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """While it waits: what it says, its unknown words, taking it over. Afterwards: what it said."""
    answer = get_object_or_404(IdentityAnswer.objects.select_related("agency"), agency=agency, pk=pk)
    context = {"agency": agency, "answer": answer}
    context["nav"] = nav_of(request, agency, Link(answer.file_name))
    if answer.applied_at:
        return render(request, "enrolment/identity/answer_done.html", context | _done(answer))
    outcome = outcome_of(agency, rows_of(answer), answer.words)
    step = request.POST.get("step", "")
    words = WordsForm(
        request.POST if step == "words" else None, words=outcome.words, meanings=outcome.meanings
    )
    if words.is_bound and words.is_valid():
        return _explained(request, answer, words)
    form = TakeOverForm(
        request.POST if step == "save" else None, initial={"checked_on": timezone.localdate()}
    )
    if form.is_bound and form.is_valid() and _taken_over(request, answer, form):
        return redirect("agency_identity_answer", agency.code, pk)
    context |= {"words": words, "form": form, **_shown(outcome)}
    return render(request, "enrolment/identity/answer.html", context)


def _explained(request: HttpRequest, answer: IdentityAnswer, words: WordsForm) -> HttpResponse:
    try:
        actions.explain(answer=answer, meanings=words.said)
    except actions.Settled:
        messages.warning(request, _("This answer was taken over meanwhile."))
    return redirect("agency_identity_answer", answer.agency.code, answer.pk)


def _taken_over(request: HttpRequest, answer: IdentityAnswer, form: TakeOverForm) -> bool:
    """Whether the page is to be opened anew; else it shows what changed meanwhile."""
    seen, day = request.POST.get("seen", ""), form.cleaned_data["checked_on"]
    try:
        noted = actions.take_over(answer=answer, checked_on=day, by=request.user, seen=seen)
        said = ngettext("%(n)s identity check is noted.", "%(n)s identity checks are noted.", noted)
        messages.success(request, said % {"n": number(noted)})
    except ShownAnew:
        messages.warning(request, _("The list changed meanwhile. Look at the effect once more."))
        return False
    except actions.Settled:
        messages.warning(request, _("This answer was taken over meanwhile."))
    except ValidationError as wrong:
        form.add_error(None, wrong)
        return False
    return True


def _shown(outcome: Outcome) -> dict[str, Any]:
    """Figures, the people who would be found not to match, and rows that are not taken over."""
    aside = (
        (_("Contradict each other"), outcome.contradicting),
        (_("Not on your list"), outcome.strangers),
        (_("NIK not readable"), outcome.unreadable),
    )
    wrong = outcome.of(IdentityResult.NOT_MATCHED)
    return {
        "tiles": tiles_of(outcome),
        "outcome": outcome,
        "count": len(outcome.verdicts),
        "open_words": outcome.open_words,
        "seen": actions.seen_of(outcome.shown),
        "wrong": wrong[:SHOWN],
        "wrong_more": max(0, len(wrong) - SHOWN),
        "aside": [(title, rows[:SHOWN], max(0, len(rows) - SHOWN)) for title, rows in aside if rows],
    }


def _done(answer: IdentityAnswer) -> dict[str, Any]:
    """What the answer said of whom it found not to match; nothing once it is taken back."""
    checks = IdentityCheck.objects.filter(batch=answer.pk, agency=answer.agency_id)
    wrong = checks.filter(result=IdentityResult.NOT_MATCHED).select_related("worker").order_by("worker__name")
    return {"wrong": list(wrong[:SHOWN]), "wrong_more": max(0, wrong.count() - SHOWN)}


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def agency_identity_answer_undo(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    answer = get_object_or_404(IdentityAnswer, agency=agency, pk=pk)
    try:
        gone = actions.take_back(answer=answer, by=request.user)
        said = ngettext("%(n)s identity check is taken back.", "%(n)s identity checks are taken back.", gone)
        messages.success(request, said % {"n": number(gone)})
    except actions.Settled:
        messages.warning(request, _("There is nothing to take back."))
    return redirect("agency_identity_answer", agency.code, pk)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def agency_identity_answer_discard(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    answer = get_object_or_404(IdentityAnswer, agency=agency, pk=pk)
    try:
        actions.put_aside(answer=answer)
        messages.success(request, _("The file is thrown away; nothing was noted."))
    except actions.Settled:
        messages.warning(request, _("This answer was taken over meanwhile."))
        return redirect("agency_identity_answer", agency.code, pk)
    return redirect("agency_identity", agency.code)
