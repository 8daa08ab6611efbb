"""Long papers of a month: made by the worker, followed on their own page, downloaded once they are there."""

import datetime as dt
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import stored_file
from agencies.pages.navigation import Link, address
from contributions.treasury import long_papers
from contributions.treasury.frame import month_frame
from contributions.treasury.long_papers import DEDUCTIONS, PACKET, Wanted
from enrolment.letters import made
from enrolment.letters.ordering import Standing


class Pages(NamedTuple):
    """A kind of paper: its title, and the addresses (names) of the page that it belongs to with that page's
    title, of its own page and of its download."""

    title: Promise
    parent: str
    parent_title: Promise
    making: str
    download: str


PAGES = {
    DEDUCTIONS: Pages(
        _("List of deductions as PDF"),
        "agency_deductions",
        _("Deductions"),
        "agency_deductions_making",
        "agency_deductions_pdf",
    ),
    PACKET: Pages(
        _("Packet of account papers"),
        "agency_account_papers",
        _("Account papers"),
        "agency_account_papers_making",
        "agency_account_papers_zip",
    ),
}


@access.agency_view(access.P.ASSESS)
@require_http_methods(["GET", "HEAD", "POST"])
def agency_deductions_making(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    return _page(request, Wanted(DEDUCTIONS, agency, month))


@access.agency_view(access.P.ASSESS)
@require_http_methods(["GET", "HEAD", "POST"])
def agency_account_papers_making(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    return _page(request, Wanted(PACKET, agency, month))


def _page(request: HttpRequest, wanted: Wanted) -> HttpResponse:
    """POST asks for the paper; the page says how far it is. 404 where the month has nobody on it."""
    lines, pages = wanted.lines, PAGES[wanted.kind]
    if not lines:
        raise Http404
    if request.method == "POST":
        long_papers.order(wanted=wanted, by=request.user)
        return redirect(_address(pages.making, wanted))
    paper = long_papers.standing(wanted)
    if paper.standing != Standing.MAKING and "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Refresh": "true"})
    parent = Link(pages.parent_title, _address(pages.parent, wanted))
    context = {
        "nav": month_frame(request, wanted.agency, wanted.month, parent, Link(pages.title)),
        "month": wanted.month,
        "title": pages.title,
        "paper": paper,
        "lines": lines,
        "download": _address(pages.download, wanted),
    }
    return render(request, "contributions/treasury/making.html", context)


def handed_out(wanted: Wanted, name: str, content_type: str) -> HttpResponse:
    """A long paper as a download once it is made; until then the page where it is asked for and followed."""
    paper = wanted.name
    if not made.is_made(paper):
        return redirect(_address(PAGES[wanted.kind].making, wanted))
    return stored_file(made.path_of(paper), name, content_type)


def _address(name: str, wanted: Wanted) -> str:
    return address(name, wanted.agency.code, f"{wanted.month:%Y-%m}")
