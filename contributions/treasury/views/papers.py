"""The packet of a month: what is there, what is missing, and all of it as one zip."""

import datetime as dt

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import PDF, ZIP, attachment, file_name
from agencies.pages.exports import book_response
from agencies.pages.navigation import Link
from contributions.treasury import account_book, account_papers
from contributions.treasury.account_papers import accounts_of, others_of
from contributions.treasury.checklist import checklist, title_of
from contributions.treasury.deductions import deductions_of
from contributions.treasury.frame import month_address, month_frame
from contributions.treasury.long_papers import PACKET, Wanted
from contributions.treasury.month_papers import MonthPapers, papers_of
from contributions.treasury.packet import packed
from contributions.treasury.terbilang import sentence
from contributions.treasury.views.making import handed_out


@access.agency_view(access.P.SEE_PEOPLE)
@require_safe
def agency_account_papers(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """The list of papers first, each missing one with where it is given; then the sums by account."""
    papers = papers_of(agency, month)
    checked = checklist(papers)
    context = {
        "nav": month_frame(request, agency, month, Link(_("Account papers"))),
        "agency": agency,
        "month": month,
        "month_url": month_address(agency, month),
        "papers": papers,
        "lists": [(title_of(papers, one), several) for one, several in checked],
        "open": sum(not wanted.is_there for _one, several in checked for wanted in several),
        "accounts": accounts_of(papers.groups),
        "others": others_of(papers.groups),
        "in_words": sentence(papers.budget),
        "cut": deductions_of(agency, month).cut if papers.groups or papers.served else 0,
        "may_print": access.may(request.user, access.P.ASSESS, agency),
        "held": access.scope_of(request.user).permissions_in_agency(agency),
    }
    return render(request, "contributions/treasury/papers.html", context)


def _found(agency: Agency, month: dt.date, *, owned: bool = True) -> MonthPapers:
    """404 where the month has nothing to account for: of groups that it owns, or of its people in others."""
    papers = papers_of(agency, month)
    if not papers.groups and (owned or not papers.served):
        raise Http404
    return papers


@access.agency_view(access.P.ASSESS)
@require_safe
def agency_account_papers_zip(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """With few people at once; with many once the worker has made it."""
    name = file_name("spj iuran", agency.slug, f"{month:%Y-%m}", extension="zip")
    wanted = Wanted(PACKET, agency, month)
    if wanted.is_long:
        return handed_out(wanted, name, ZIP)
    file = packed(_found(agency, month, owned=False))
    response = FileResponse(file, as_attachment=True, filename=name, content_type=ZIP)
    response["Cache-Control"] = "no-store"
    return response


@access.agency_view(access.P.ASSESS)
@require_safe
def agency_account_papers_pdf(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """The summary by account alone, for signing."""
    content = account_papers.summary_pdf(_found(agency, month))
    return attachment(content, _name(agency, month, "pdf"), PDF)


@access.agency_view(access.P.ASSESS)
@require_safe
def agency_account_papers_xlsx(request: HttpRequest, agency: Agency, month: dt.date) -> FileResponse:
    return book_response(account_book.summary_of(_found(agency, month)), _name(agency, month, "xlsx"))


def _name(agency: Agency, month: dt.date, extension: str) -> str:
    return file_name("rekap iuran per rekening", agency.slug, f"{month:%Y-%m}", extension=extension)
