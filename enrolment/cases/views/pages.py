"""What the pages of those who decide have in common: the list, one case, its decision, the figures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.navigation import Nav
from agencies.pages.tables import paged
from enrolment.cases import deciding, effects, queries
from enrolment.cases.filters import CaseFilter
from enrolment.cases.forms import DecisionForm
from enrolment.cases.tables import CaseTable
from enrolment.models import ListingCase


@dataclass(frozen=True)
class Desk:
    """Where cases are decided: its cases, its addresses (`url("case", pk)`), and which of them it decides."""

    name: str
    cases: QuerySet[ListingCase]
    url: Callable[..., str]
    decides: Callable[[ListingCase], bool]


def case_list(request: HttpRequest, desk: Desk, nav: Nav, **more: Any) -> HttpResponse:
    """The cases that fit the filter; by itself those that wait."""
    chosen = CaseFilter(request.GET, desk.cases.select_related("agency", "other_agency", "wrong_agency"))
    table = paged(request, CaseTable(chosen.qs, address=lambda case: desk.url("case", case.pk)))
    table.people = queries.people_of([row.record for row in table.paginated_rows])
    context = {
        "nav": nav,
        "desk": desk.name,
        "filter": chosen,
        "table": table,
        "none_yet": not desk.cases.exists(),
        "export_url": desk.url("cases_export"),
        **more,
    }
    return render(request, "enrolment/cases/list.html", context)


def case_page(request: HttpRequest, desk: Desk, nav: Nav, case: ListingCase) -> HttpResponse:
    """Both sides, and the decision where it is this desk's."""
    sides = queries.sides_of(case)
    may_decide = desk.decides(case) and case.decided_at is None
    choices = effects.choices_of(case, *sides)
    posted = request.POST if request.method == "POST" and may_decide else None
    initial = {"seen": deciding.seen_of(sides), "moved_on": case.moved_on}
    form = DecisionForm(posted, case=case, choices=choices, initial=initial)
    if form.is_bound and form.is_valid() and _decided(request, case, form):
        return redirect(desk.url("case", case.pk))
    context = {
        "nav": nav,
        "case": case,
        "sides": sides,
        "rows": effects.compared(*sides),
        "form": form if may_decide else None,
        "outcome": effects.outcome(case),
        "can_take_back": desk.decides(case) and deciding.can_take_back(case),
        "undo_url": desk.url("case_undo", case.pk),
        "list_url": desk.url("cases"),
        **_neighbours(desk, case),
    }
    return render(request, "enrolment/cases/case.html", context, status=400 if form.errors else 200)


def _decided(request: HttpRequest, case: ListingCase, form: DecisionForm) -> bool:
    """Carry the decision out; what refuses it stands on the form."""
    try:
        done = deciding.decide(case=case, made=form.made, seen=form.cleaned_data["seen"], by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, effects.outcome(done) + ".")
    return True


def _neighbours(desk: Desk, case: ListingCase) -> dict[str, str]:
    """The waiting cases before and after this one that the same people decide, in the order of the list."""
    waiting = desk.cases.open().filter(region=case.region_id).exclude(pk=case.pk)
    later = Q(opened_at__gt=case.opened_at) | Q(opened_at=case.opened_at, pk__gt=case.pk)
    after = waiting.filter(later).values_list("pk", flat=True).first()
    before = waiting.exclude(later).values_list("pk", flat=True).last()
    return {
        "previous_url": desk.url("case", before) if before else "",
        "next_url": desk.url("case", after) if after else "",
    }


def take_back(request: HttpRequest, desk: Desk, case: ListingCase) -> HttpResponse:
    """Takes the decision back where it is this desk's."""
    try:
        deciding.take_back(case=case, by=request.user)
        messages.success(request, _("The decision is taken back: both lists are as before."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(desk.url("case", case.pk))


def export(request: HttpRequest, desk: Desk) -> FileResponse:
    """The filtered cases as figures: agencies, days and decisions, without anybody's name or number."""
    chosen = CaseFilter(request.GET, desk.cases.select_related("agency", "other_agency", "wrong_agency"))
    head = [
        _("Kind"), _("Had the person first"), _("Lists the person too"), _("Since"), _("Days open"),
        _("State"), _("Decided on"),
    ]  # fmt: skip
    name = file_name(_("cases"), desk.name, timezone.localdate().isoformat())
    return workbook_response({str(_("Cases")): (head, map(_line, chosen.qs))}, name)


def _line(case: ListingCase) -> list[Any]:
    opened = timezone.localdate(case.opened_at)
    closed = timezone.localdate(case.decided_at) if case.decided_at else None
    days = ((closed or timezone.localdate()) - opened).days
    said = effects.outcome(case) or _("waiting for a decision")
    return [
        case.get_kind_display(), str(case.agency), str(case.other_agency), opened, days, said, closed,
    ]  # fmt: skip
