"""One difference: both sides, the decision, the question and the agency's answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import Difference, DifferenceState, ParticipantMatch
from enrolment.reconciliation.closing.wording import closed_words
from enrolment.reconciliation.deciding import actions, asking, effects, fitting
from enrolment.reconciliation.deciding.files import ANSWERS
from enrolment.reconciliation.deciding.filters import FINISHED
from enrolment.reconciliation.deciding.forms import AnswerForm, DecisionForm, QuestionForm
from enrolment.reconciliation.deciding.frame import allowed, nav_of_month
from enrolment.reconciliation.deciding.history import steps_of
from enrolment.reconciliation.deciding.views.many import carried_out
from enrolment.reconciliation.months import MonthClosed
from enrolment.seen import ShownAnew


def one(agency: Agency, pk: int) -> Difference:
    """The agency's difference, or 404."""
    rows = Difference.objects.for_agency(agency).select_related(
        "agency", "month__closed_by", "batch__made_by", "carried_from__month", "sent_by", "answered_by"
    )
    return get_object_or_404(rows, pk=pk)


def _match(difference: Difference) -> ParticipantMatch | None:
    if difference.row_id is None or difference.worker_id is None:
        return None
    pairs = ParticipantMatch.objects.filter(month=difference.month_id, worker=difference.worker_id)
    return pairs.filter(row=difference.row_id).select_related("decided_by").first()


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.SEE_PEOPLE)
def agency_difference(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Both sides, and the decision where it is open and the user may; POST decides."""
    difference = one(agency, pk)
    may = allowed(request, agency, difference.month)
    match = _match(difference)
    if request.method == "POST" and not may["may_decide"]:
        return _refused(request, agency, difference)
    form = None
    if may["may_decide"] and difference.state != DifferenceState.DECIDED:
        form = _form(request, difference, match)
    elif request.method == "POST":
        messages.warning(request, _("This is decided already; your decision was not kept."))
    if form and form.is_bound and form.is_valid() and _decided(request, difference, form):
        return redirect(_next_url(difference) or _month_url(difference))
    return _shown(request, difference, match, may, form=form)


def _shown(
    request: HttpRequest, difference: Difference, match: ParticipantMatch | None, may: Any, **forms: Any
) -> HttpResponse:
    """The page, with forms that were sent and not accepted as they were filled in."""
    context = _context(request, difference.agency, difference, match, may) | forms
    status = 400 if any(form and form.errors for form in forms.values()) else 200
    return render(request, "enrolment/reconciliation/difference.html", context, status=status)


def _again(request: HttpRequest, difference: Difference, **forms: Any) -> HttpResponse:
    """The page with a question or an answer that was not accepted: what was written stays."""
    may = allowed(request, difference.agency, difference.month)
    if difference.month.closed_at or difference.state in FINISHED:
        return redirect("agency_difference", difference.agency.code, difference.pk)
    match = _match(difference)
    undecided = may["may_decide"] and difference.state != DifferenceState.DECIDED
    unbound = _form(request, difference, match, sent=False) if undecided else None
    return _shown(request, difference, match, may, form=unbound, **forms)


def _refused(request: HttpRequest, agency: Agency, difference: Difference) -> HttpResponse:
    """A closed month says who can reopen it; a right that is missing is a 403."""
    if not access.may(request.user, access.P.RECONCILE, agency):
        raise PermissionDenied
    messages.error(request, closed_words(MonthClosed([agency], difference.month.month)))
    return redirect("agency_difference", agency.code, difference.pk)


def _form(
    request: HttpRequest, difference: Difference, match: ParticipantMatch | None, *, sent: bool = True
) -> DecisionForm:
    found_by = match.found_by if match and not match.is_refused else None
    return DecisionForm(
        request.POST if sent and request.method == "POST" else None,
        choices=effects.choices_of([difference.kind], found_by),
        leaves=difference.kind in fitting.ENDS,
        all_leave=difference.kind in fitting.ENDS,
        initial={"seen": actions.seen_of([difference])},
    )


def _decided(request: HttpRequest, difference: Difference, form: DecisionForm) -> bool:
    mine = Difference.objects.for_agency(difference.agency).filter(pk=difference.pk)
    try:
        return carried_out(request, mine, form, 1)
    except ShownAnew:
        form.add_error(None, _("This difference changed meanwhile. Look at it again."))
        return False


def _context(
    request: HttpRequest,
    agency: Agency,
    difference: Difference,
    match: ParticipantMatch | None,
    may: dict[str, Any],
) -> dict[str, Any]:
    month = difference.month.month
    open_still = difference.state not in FINISHED
    return {
        "agency": agency,
        "difference": difference,
        "nav": nav_of_month(request, agency, month, Link(difference.get_kind_display())),
        "rows": effects.rows_of(difference, full=may["may_decide"]),
        "reasons": effects.reasons_of(match),
        "match": match,
        "steps": steps_of(difference, match),
        "outcome": effects.outcome(difference.batch) if difference.batch else "",
        "elsewhere": difference.theirs.get("elsewhere"),
        "list_url": _month_url(difference),
        "previous_url": _neighbour(difference, later=False),
        "next_url": _next_url(difference),
        "question_form": QuestionForm() if may["may_ask"] and open_still else None,
        "answer_form": AnswerForm(difference=difference) if may["may_answer"] and open_still else None,
        **may,
    }


def _month_url(difference: Difference) -> str:
    return reverse("agency_month", args=[difference.agency.code, difference.month.month])


def _next_url(difference: Difference) -> str:
    return _neighbour(difference, later=True)


def _neighbour(difference: Difference, *, later: bool) -> str:
    """The undecided one of the month before or after this one, in the order of the list; empty for none."""
    d = difference
    sign = "gt" if later else "lt"
    beyond = (
        Q(**{f"kind__{sign}": d.kind})
        | Q(kind=d.kind, **{f"name__{sign}": d.name})
        | Q(kind=d.kind, name=d.name, **{f"pk__{sign}": d.pk})
    )
    order = ("kind", "name", "pk") if later else ("-kind", "-name", "-pk")
    waiting = Difference.objects.for_agency(d.agency).filter(beyond, month=d.month_id).undecided()
    pk = waiting.order_by(*order).values_list("pk", flat=True).first()
    return reverse("agency_difference", args=[d.agency.code, pk]) if pk else ""


@require_POST
@access.agency_view(access.P.CLOSE_MONTH)
def agency_difference_send(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Ask the agency about this one."""
    difference = one(agency, pk)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _again(request, difference, question_form=form)
    mine = Difference.objects.for_agency(agency).filter(pk=difference.pk)
    _tried(request, _("Sent to the agency."), asking.send, differences=mine, **form.cleaned_data)
    return redirect("agency_difference", agency.code, pk)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def agency_difference_answer(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """The agency's answer, perhaps with a file."""
    difference = one(agency, pk)
    form = AnswerForm(request.POST, request.FILES, difference=difference)
    if not form.is_valid():
        return _again(request, difference, answer_form=form)
    file = form.cleaned_data["file"]
    attached = asking.Attached(file.name, file.read()) if file else None
    text = form.cleaned_data["answer"]
    _tried(
        request, _("The answer is sent."), asking.answer, difference=difference, text=text, attached=attached
    )
    return redirect("agency_difference", agency.code, pk)


def _tried(request: HttpRequest, done: str, action: Any, **what: Any) -> None:
    """Do it and say so, or say why not."""
    try:
        action(by=request.user, **what)
        messages.success(request, done)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except MonthClosed as closed:
        messages.error(request, closed_words(closed))


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_difference_file(request: HttpRequest, agency: Agency, pk: int) -> FileResponse:
    """The file beside the answer, as a download only: never shown inside the site."""
    difference = one(agency, pk)
    words = ("jawaban", agency.slug, f"{difference.month.month:%Y-%m}", pk)
    return ANSWERS.sent(difference.answer_stored_name, *words)
