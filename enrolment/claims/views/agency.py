"""An agency's claims, a new one, and one claim."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import PDF, attachment, file_name
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav
from agencies.pages.tables import paged
from enrolment.claims import exports, opening, pages, printing, queries
from enrolment.claims.filters import ClaimFilter
from enrolment.claims.forms import EventForm
from enrolment.claims.letter import summary_of
from enrolment.claims.tables import ClaimTable
from enrolment.models import BenefitClaim, ClaimKind, Worker
from enrolment.workers.frame import nav_of_worker


def frame(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    above = Link(_("Enrolment"), reverse("agency_enrolment", args=[agency.code]))
    here = Link(_("Claims"), reverse("agency_claims", args=[agency.code]) if deeper else "")
    return agency_frame(request, agency, "agency_enrolment", above, here, *deeper)


def one(agency: Agency, pk: int) -> BenefitClaim:
    """The agency's claim, or 404."""
    claims = BenefitClaim.objects.for_agency(agency).select_related("worker", "agency__region", "opened_by")
    return get_object_or_404(claims, pk=pk)


def _chosen(request: HttpRequest, agency: Agency) -> ClaimFilter:
    claims = BenefitClaim.objects.for_agency(agency).select_related("worker", "agency")
    return ClaimFilter(request.GET, claims, one_agency=True)


@access.agency_view(access.P.SEE_PEOPLE)
@require_safe
def agency_claims(request: HttpRequest, agency: Agency) -> HttpResponse:
    chosen = _chosen(request, agency)
    context = {
        "nav": frame(request, agency),
        "place": agency,
        "filter": chosen,
        "table": paged(request, ClaimTable(chosen.qs, one_agency=True)),
        "tiles": queries.tiles_of(chosen.queryset, request.GET.get("state", "")),
        "may_export": access.may(request.user, access.P.EXPORT_PEOPLE, agency),
        "export_url": reverse("agency_claims_export", args=[agency.code]),
        "workers_url": reverse("agency_workers", args=[agency.code]),
    }
    return render(request, "enrolment/claims/list.html", context)


@access.agency_view(access.P.EXPORT_PEOPLE)
@require_safe
def agency_claims_export(request: HttpRequest, agency: Agency) -> FileResponse:
    return exports.people(_chosen(request, agency).qs, agency.slug)


@access.agency_view(access.P.MANAGE_CLAIMS)
@require_http_methods(["GET", "HEAD", "POST"])
def claim_new(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """An accident or a death is reported from the worker's page."""
    worker = get_object_or_404(Worker.objects.for_agency(agency).select_related("agency"), pk=pk)
    today = timezone.localdate()
    initial = {"kind": ClaimKind.ACCIDENT, "happened_on": today, "known_on": today}
    form = EventForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            claim = opening.open_claim(worker=worker, event=form.event, by=request.user)
            messages.success(request, _("Reported. Collect the papers, and file the claim with BPJS."))
            return redirect("claim_detail", agency.code, claim.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    nav = nav_of_worker(request, agency, worker, Link(_("Report an accident or a death")))
    context = {"nav": nav, "agency": agency, "worker": worker, "form": form}
    return render(request, "enrolment/claims/new.html", context, status=400 if form.errors else 200)


@access.agency_view(access.P.SEE_PEOPLE)
@require_safe
def claim_detail(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    claim = one(agency, pk)
    context = pages.detail_context(request, agency, claim)
    context["nav"] = frame(request, agency, Link(claim.worker.name))
    return render(request, "enrolment/claims/detail.html", context)


@access.agency_view(access.P.MANAGE_CLAIMS)
@require_safe
def claim_summary(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """For the handing over: a PDF without a word of health."""
    claim = one(agency, pk)
    name = file_name("klaim", agency.slug, claim.happened_on.isoformat(), claim.pk, extension="pdf")
    return attachment(printing.pdf(summary_of(claim)), name, PDF)
