"""Certificates of one worker: made in one click, printed again, revoked."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import PDF, attachment, file_name
from agencies.pages.navigation import Link
from enrolment.cards import certificates, printing
from enrolment.cards.forms import SignerForm, first_place, remembered_signer
from enrolment.models import Certificate, Worker
from enrolment.workers.frame import allowed, nav_of_worker


@access.agency_view(access.P.SEE_PEOPLE)
def worker_certificate(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """A worker's certificates, and making one with another signer. Whoever asked for one before anybody
    signed lands here."""
    worker = get_object_or_404(Worker.objects.for_agency(agency).with_enrolment(), pk=pk)
    return _page(
        request, agency, worker, SignerForm(initial=remembered_signer(agency) or first_place(agency))
    )


def _page(request: HttpRequest, agency: Agency, worker: Worker, form: SignerForm) -> HttpResponse:
    known = Certificate.objects.filter(worker=worker, agency=agency)
    context = {
        "agency": agency,
        "worker": worker,
        "form": form,
        "certificates": known.select_related("issued_by", "revoked_by"),
        "nav": nav_of_worker(request, agency, worker, Link(_("Certificate of enrolment"))),
        **allowed(request, agency),
    }
    return render(request, "enrolment/cards/certificates.html", context, status=400 if form.errors else 200)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def worker_certificate_make(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """One click: with the signer who is remembered; the form says another one."""
    worker = get_object_or_404(Worker.objects.for_agency(agency).with_enrolment(), pk=pk)
    signer = None if "signer_name" in request.POST else remembered_signer(agency)
    form = SignerForm(signer or request.POST or {})
    if not form.is_valid():
        if "signer_name" in request.POST:
            return _page(request, agency, worker, form)
        messages.info(request, _("Say once who signs; the next certificates are made in one click."))
        return redirect("worker_certificate", agency.code, pk)
    address = request.build_absolute_uri(reverse("certificate_check"))
    try:
        made = certificates.issue(
            worker=worker, signer=form.cleaned_data, check_address=address, by=request.user
        )
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect("worker_certificate", agency.code, pk)
    if not access.may(request.user, access.P.EXPORT_PEOPLE, agency):
        return redirect("worker_certificate", agency.code, pk)
    return redirect("certificate_pdf", agency.code, made.pk)


@require_safe
@access.agency_view(access.P.EXPORT_PEOPLE)
def certificate_pdf(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """The paper, as often as wanted and always the same; none any more once it is revoked."""
    certificate = get_object_or_404(Certificate, agency=agency, pk=pk)
    if certificate.revoked_at:
        messages.warning(
            request, _("This certificate is revoked and is not printed any more. Make a new one.")
        )
        return redirect("worker_certificate", agency.code, certificate.worker_id)
    name = file_name("sertifikat", agency.slug, certificate.issued_on.isoformat(), pk, extension="pdf")
    return attachment(printing.certificate_pdf(certificate), name, PDF)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def certificate_revoke(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    certificate = get_object_or_404(Certificate, agency=agency, pk=pk)
    if certificates.revoke(certificate=certificate, by=request.user):
        messages.success(request, _("The certificate is revoked; its check code says so."))
    return redirect("worker_certificate", agency.code, certificate.worker_id)
