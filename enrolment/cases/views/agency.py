"""An agency's own cases: its rows, what it may know, its note to those who decide."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link, address
from agencies.pages.tables import paged
from enrolment.cases import queries, wording
from enrolment.cases.forms import NoteForm
from enrolment.cases.tables import OwnCaseTable, own_worker_id
from enrolment.models import ListingCase, Worker
from enrolment.workers.frame import nav_of


@access.agency_view(access.P.SEE_PEOPLE)
@require_safe
def agency_cases(request: HttpRequest, agency: Agency) -> HttpResponse:
    cases = queries.of_agency(agency).select_related("agency", "other_agency")
    table = paged(request, OwnCaseTable(cases, agency=agency))
    own = {own_worker_id(row.record, agency) for row in table.paginated_rows}
    table.people = Worker.objects.for_agency(agency).in_bulk(own - {None})
    context = {
        "nav": nav_of(request, agency, Link(_("On another list too"))),
        "agency": agency,
        "table": table,
        "none": not table.paginator.count,
        "wrong": _wrong(agency),
    }
    return render(request, "enrolment/cases/agency_list.html", context)


def _wrong(agency: Agency) -> list[tuple[ListingCase, Worker | None]]:
    """Whose NIK has to be corrected here, with the row."""
    cases = list(queries.wrong_niks(agency))
    workers = Worker.objects.for_agency(agency).in_bulk({own_worker_id(c, agency) for c in cases} - {None})
    return [(case, workers.get(own_worker_id(case, agency))) for case in cases]


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.SEE_PEOPLE)
def agency_case(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """The agency's row of one case; who keeps the list may add a note while it is open."""
    cases = queries.of_agency(agency).select_related("agency", "other_agency")
    case = get_object_or_404(cases, pk=pk)
    field = NoteForm.field_of(case, agency)
    may_note = access.may(request.user, access.P.EDIT_ROSTER, agency) and case.decided_at is None
    form = NoteForm(request.POST if may_note and request.method == "POST" else None,
                    initial={"note": getattr(case, field)})  # fmt: skip
    if form.is_bound and form.is_valid():
        setattr(case, field, form.cleaned_data["note"])
        case.save(update_fields=[field])
        messages.success(request, _("The note is saved."))
        return redirect("agency_case", agency.code, pk)
    context = _context(agency, case) | {"form": form if may_note else None, "note": getattr(case, field)}
    above = Link(_("On another list too"), address("agency_cases", agency.code))
    context["nav"] = nav_of(request, agency, above, Link(_("Case")))
    return render(request, "enrolment/cases/agency_case.html", context)


def _context(agency: Agency, case: ListingCase) -> dict:
    """What this agency may know of the case."""
    worker = Worker.objects.for_agency(agency).filter(pk=own_worker_id(case, agency)).first()
    corrects = case.wrong_agency_id == agency.pk and worker is not None and worker.nik == case.nik
    return {
        "agency": agency,
        "worker": worker,
        "since": case.opened_at,
        "decided": case.decided_at,
        "where": wording.whereabouts(case, agency),
        "decider": wording.decider(case),
        "outcome": wording.outcome_for(case, agency) if case.decided_at else "",
        "corrects": corrects,
    }
