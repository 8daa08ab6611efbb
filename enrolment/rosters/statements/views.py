"""Pages of statements: the list, a new one, one with its letter, its scan and what changed since."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import DOCX, PDF, attachment, file_name
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav
from agencies.pages.tables import paged
from enrolment.models import RosterStatement
from enrolment.rosters.staging import version_of
from enrolment.rosters.statements import actions, printing
from enrolment.rosters.statements.content import content_of, count_rows, sum_row
from enrolment.rosters.statements.forms import ScanForm, StatementForm, remembered
from enrolment.rosters.statements.letter import letter_of
from enrolment.rosters.statements.pages import detail_context
from enrolment.rosters.statements.scans import SCANS
from enrolment.rosters.statements.tables import StatementTable


def nav(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    above = Link(_("Statements"), reverse("agency_statements", args=[agency.code]))
    return agency_frame(request, agency, "agency_uploads", above, *deeper)


def one(agency: Agency, pk: UUID) -> RosterStatement:
    """The agency's statement, or 404."""
    statements = RosterStatement.objects.for_agency(agency).select_related(
        "agency__region", "made_by", "scanned_by"
    )
    return get_object_or_404(statements, pk=pk)


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def statement_list(request: HttpRequest, agency: Agency) -> HttpResponse:
    statements = RosterStatement.objects.for_agency(agency).select_related("agency")
    context = {
        "agency": agency,
        "nav": nav(request, agency),
        "table": paged(request, StatementTable(statements, version=version_of(agency.pk))),
        "may_state": access.may(request.user, access.P.STATE_ROSTER, agency),
    }
    return render(request, "enrolment/statements/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.STATE_ROSTER)
def statement_new(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = StatementForm(request.POST or None, initial=remembered(agency))
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["as_of"]
        try:
            made = actions.make_statement(agency=agency, as_of=day, signer=form.signer, by=request.user)
            return redirect("statement_detail", agency.code, made.pk)
        except actions.NobodyListed:
            messages.warning(request, _("Nobody is on the list yet: there is nothing to sign for."))
            return redirect("agency_statements", agency.code)
    counts = content_of(agency).counts
    context = {
        "agency": agency,
        "nav": nav(request, agency, Link(_("New statement"))),
        "form": form,
        "counts": [*count_rows(counts), sum_row(counts, _("Total"))],
        "nobody": not counts,
    }
    return render(request, "enrolment/statements/new.html", context, status=400 if form.errors else 200)


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def statement_detail(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    return _show(request, agency, one(agency, pk))


def _show(
    request: HttpRequest, agency: Agency, statement: RosterStatement, form: ScanForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = detail_context(request, agency, statement)
    context |= {"nav": nav(request, agency, Link(_("Version %(n)s") % {"n": statement.roster_version}))}
    context["form"] = form or ScanForm(statement=statement)
    return render(request, "enrolment/statements/detail.html", context, status=400 if form else 200)


@require_safe
@access.agency_view(access.P.STATE_ROSTER)
def statement_pdf(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    statement = one(agency, pk)
    return _download(printing.pdf(letter_of(statement)), statement, "pdf", PDF)


@require_safe
@access.agency_view(access.P.STATE_ROSTER)
def statement_word(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    statement = one(agency, pk)
    return _download(printing.word(letter_of(statement)), statement, "docx", DOCX)


def _download(content: bytes, statement: RosterStatement, extension: str, kind: str) -> HttpResponse:
    return attachment(content, _name(statement, extension), kind)


def _name(statement: RosterStatement, extension: str) -> str:
    return file_name(*_words(statement), extension=extension)


def _words(statement: RosterStatement) -> tuple[str, ...]:
    """What the names of its files are made of."""
    return "sptjm", statement.agency.slug, statement.as_of.isoformat(), statement.short_hash


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def statement_scan(request: HttpRequest, agency: Agency, pk: UUID) -> FileResponse:
    """The signed scan, as a download only: never shown inside the site."""
    statement = one(agency, pk)
    return SCANS.sent(statement.scan_stored_name, *_words(statement), "scan")


@require_POST
@access.agency_view(access.P.STATE_ROSTER)
def statement_scan_add(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    statement = one(agency, pk)
    form = ScanForm(request.POST, request.FILES, statement=statement)
    if not form.is_valid():
        return _show(request, agency, statement, form)
    file, replace = form.cleaned_data["file"], form.cleaned_data.get("replace", False)
    try:
        actions.add_scan(
            statement=statement, name=file.name, content=file.read(), replace=replace, by=request.user
        )
        messages.success(request, _("The signed scan is kept with this version of the list."))
    except actions.ScanThere:
        messages.warning(request, _("Somebody put a scan here meanwhile. Look at it before replacing it."))
    return redirect("statement_detail", agency.code, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.STATE_ROSTER)
def statement_scan_delete(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    statement = one(agency, pk)
    if request.method == "POST" or not statement.scan_stored_name:
        if request.method == "POST":
            actions.delete_scan(statement=statement)
            messages.success(request, _("The scan is deleted. The statement stays."))
        return redirect("statement_detail", agency.code, pk)
    here = reverse("statement_detail", args=[agency.code, pk])
    version = Link(_("Version %(n)s") % {"n": statement.roster_version}, here)
    context = {"agency": agency, "statement": statement, "back": here}
    context["nav"] = nav(request, agency, version, Link(_("Delete the scan")))
    return render(request, "enrolment/statements/scan_delete.html", context)
