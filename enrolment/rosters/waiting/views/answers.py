"""One answer for all rows of a cause: seen, confirmed, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from enrolment.models import AnswerKind, RowAnswer, RowKind, Upload
from enrolment.rosters.applying import NotApplicable
from enrolment.rosters.views.frame import address, nav, one_list
from enrolment.rosters.waiting import answering
from enrolment.rosters.waiting.cards import ANSWER_WORDS
from enrolment.rosters.waiting.forms import DaysForm
from enrolment.rosters.waiting.picking import Picked, picked
from enrolment.rosters.waiting.plans import ANSWERS, Plan, plan
from enrolment.rosters.waiting.wording import planned_line
from enrolment.rosters.wording import CAUSES
from enrolment.workers.changes.choosing import ids_of


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_answer(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    upload = one_list(agency, pk)
    asked = request.POST if request.method == "POST" else request.GET
    cause, kind = _asked(asked)
    days = DaysForm(asked) if "days" in asked else DaysForm()
    shown = plan(upload, cause, kind, days.cleaned_data["days"] if days.is_valid() else None)
    choice = picked(request, shown.rows)
    if choice.confirmed and (answered := _answer(request, agency, upload, shown, choice)):
        return answered
    context = {
        "agency": agency,
        "upload": upload,
        "nav": _nav(request, agency, upload, ANSWER_WORDS[kind]),
        "plan": shown,
        "picked": choice,
        "lines": [planned_line(kind, row, ticked) for row, ticked in choice.rows],
        "title": CAUSES[cause],
        "answer": ANSWER_WORDS[kind],
        "days": days if kind == AnswerKind.DAILY_WAGE else None,
    }
    return render(request, "enrolment/waiting/answer.html", context, status=409 if choice.confirmed else 200)


def _asked(asked: QueryDict) -> tuple[str, AnswerKind]:
    cause, kind = asked.get("cause", ""), asked.get("kind", "")
    if kind not in ANSWERS.get(cause, ()):
        raise Http404
    return cause, AnswerKind(kind)


def _nav(request: HttpRequest, agency: Agency, upload: Upload, title: object):
    return nav(request, agency, Link(upload.file_name, address(upload, agency)), Link(title))


def _answer(
    request: HttpRequest, agency: Agency, upload: Upload, shown: Plan, choice: Picked
) -> HttpResponse | None:
    """Give the answer and go back to the upload; None when the rows are no longer those of the page."""
    try:
        given = answering.answer(
            upload=upload,
            shown=shown,
            seen=request.POST.get("seen", ""),
            left_out=choice.left_out,
            by=request.user,
        )
    except answering.NotSeen:
        messages.warning(request, _("The rows have changed meanwhile. Look at them again."))
        return None
    except NotApplicable:
        messages.warning(request, _("This upload can no longer be changed."))
        return redirect(address(upload, agency))
    messages.success(request, _said(given))
    return redirect(f"{address(upload, agency)}?show={RowKind.NEEDS_FIX}")


def _said(given: answering.Given) -> str:
    ready = given.rows - given.waiting
    done = ngettext("%(n)s row is ready to be saved.", "%(n)s rows are ready to be saved.", ready)
    said = done % {"n": number(ready)}
    if not given.waiting:
        return said
    rest = ngettext(
        "%(n)s row still waits for something else.",
        "%(n)s rows still wait for something else.",
        given.waiting,
    )
    return f"{said} {rest % {'n': number(given.waiting)}}"


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def upload_answer_undo(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    upload = one_list(agency, pk)
    asked = ids_of(request, "answer")
    answer = get_object_or_404(RowAnswer, upload=upload, pk=asked[0] if asked else 0)
    try:
        back, kept = answering.take_back(answer=answer, by=request.user)
    except NotApplicable:
        messages.warning(request, _("This has been taken back already."))
        return redirect(address(upload, agency))
    done = ngettext("%(n)s row is as it was before.", "%(n)s rows are as they were before.", back)
    messages.success(request, done % {"n": number(back)})
    if kept:
        stay = ngettext(
            "%(n)s row was kept: it was saved or edited since.",
            "%(n)s rows were kept: they were saved or edited since.",
            kept,
        )
        messages.info(request, stay % {"n": number(kept)})
    return redirect(f"{address(upload, agency)}?show={RowKind.NEEDS_FIX}")
