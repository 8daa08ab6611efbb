"""The list of deductions of a month: on screen, as a workbook, on paper."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages import figures
from agencies.pages.downloads import PDF, attachment, file_name
from agencies.pages.exports import book_response
from agencies.pages.navigation import Link, address
from agencies.pages.tables import paged
from contributions.treasury import deduction_book, deduction_papers
from contributions.treasury.deduction_papers import roundings, sources_in_words, unit_name
from contributions.treasury.deductions import DeductionList, Sums, deductions_of
from contributions.treasury.frame import month_address, month_frame
from contributions.treasury.long_papers import DEDUCTIONS, Wanted
from contributions.treasury.tables import DeductionTable, UnitTable
from contributions.treasury.terbilang import sentence
from contributions.treasury.views.making import handed_out

NO_UNIT = "-"


@access.agency_view(access.P.SEE_PEOPLE)
@require_safe
def agency_deductions(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """What is cut from pay, by unit and by worker; `?unit=` shows one unit's people."""
    found = deductions_of(agency, month)
    units = _units(request, found)
    chosen = next((unit for unit in units if unit["chosen"]), None)
    people = chosen["people"] if chosen else found.people
    table = DeductionTable(people, is_whole=found.is_whole, one_unit=bool(chosen) or len(units) < 2)
    context = {
        "nav": month_frame(request, agency, month, Link(_("Deductions"))),
        "agency": agency,
        "month": month,
        "month_url": month_address(agency, month),
        "terms_url": address("agency_terms", agency.code),
        **_words(found),
        "units": UnitTable(units, sums=_sums(found)) if len(units) > 1 else None,
        "chosen": chosen,
        "table": paged(request, table),
        "may_print": access.may(request.user, access.P.ASSESS, agency) and bool(found.people),
    }
    return render(request, "contributions/treasury/deductions.html", context)


def _words(found: DeductionList) -> dict[str, Any]:
    said = {"sources": sources_in_words(found), "roundings": roundings(found)}
    return {"found": found, **said, "in_words": sentence(found.cut)}


def _units(request: HttpRequest, found: DeductionList) -> list[dict[str, Any]]:
    wanted = request.GET.get("unit")
    rows = []
    for unit in found.units:
        key = unit.name or NO_UNIT
        row: dict[str, Any] = {
            "name": unit_name(unit.name),
            "url": f"?{urlencode({'unit': key})}",
            "people": unit.people,
        }
        row |= {"count": len(unit.people), "contribution": unit.contribution, "cut": unit.cut}
        rows.append(row | {"rest": unit.exact - unit.cut, "chosen": wanted == key})
    return rows


def _sums(found: Sums) -> list[str]:
    amounts = (found.contribution, found.cut, found.exact - found.cut)
    return [figures.number(len(found.people)), *map(figures.rupiah, amounts)]


def _name(agency: Agency, month: dt.date, extension: str) -> str:
    return file_name("daftar potongan iuran", agency.slug, f"{month:%Y-%m}", extension=extension)


@access.agency_view(access.P.ASSESS)
@require_safe
def agency_deductions_xlsx(request: HttpRequest, agency: Agency, month: dt.date) -> FileResponse:
    book = deduction_book.book_of(deductions_of(agency, month))
    return book_response(book, _name(agency, month, "xlsx"))


@access.agency_view(access.P.ASSESS)
@require_safe
def agency_deductions_pdf(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """With few people at once; with many once the worker has made it."""
    name, wanted = _name(agency, month, "pdf"), Wanted(DEDUCTIONS, agency, month)
    if wanted.is_long:
        return handed_out(wanted, name, PDF)
    return attachment(deduction_papers.as_pdf(deductions_of(agency, month)), name, PDF)
