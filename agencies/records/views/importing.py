"""Stated figures from a workbook: the template, the check, taking over, taking back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.members.workbook import BadWorkbook, Sheet, read, seal, unseal
from agencies.models import Region
from agencies.offices.forms import AgencyWorkbookForm
from agencies.pages.downloads import file_name
from agencies.pages.exports import book_response
from agencies.pages.navigation import Nav
from agencies.records import importing, template
from agencies.records.views.frames import LIST, below_figures

KEY = "imported_figures"


@access.region_view(access.P.MANAGE_RECORDS)
def figures_import(request: HttpRequest, region: Region) -> HttpResponse:
    form = AgencyWorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = read(form.cleaned_data["file"], importing.FIELDS, importing.NEEDED)
            if len(sheet.rows) > importing.MAX_ROWS:
                raise BadWorkbook(_("The sheet has more than 500 rows. Split it."))
        except BadWorkbook as bad:
            form.add_error("file", str(bad))
        else:
            lines = importing.try_out(sheet=sheet, region=region)
            return _preview(request, region, lines, seal(sheet, _salt(request, region)))
    context = {"nav": _nav(request, region), "region": region, "form": form}
    return render(request, "agencies/records/figures_import.html", context)


@access.region_view(access.P.MANAGE_RECORDS)
@require_safe
def figures_template(request: HttpRequest, region: Region) -> HttpResponse:
    return book_response(template.book_of(region), file_name(_("form for figures by source"), region.name))


@access.region_view(access.P.MANAGE_RECORDS)
@require_POST
def figures_take_over(request: HttpRequest, region: Region) -> HttpResponse:
    sealed = request.POST.get("sheet", "")
    try:
        sheet: Sheet = unseal(sealed, _salt(request, region))[0]
    except BadWorkbook as bad:
        messages.error(request, str(bad))
        return redirect("stated_figures_import", region.code)
    added, lines = importing.take_over(sheet=sheet, region=region, by=request.user)
    if any(line.problems for line in lines):
        return _preview(request, region, lines, sealed)
    request.session[KEY] = {"region": region.code, "figures": [figure.pk for figure in added]}
    words = ngettext("%(count)s figure saved.", "%(count)s figures saved.", len(added))
    messages.success(request, words % {"count": len(added)})
    return redirect(LIST, region.code)


@access.region_view(access.P.MANAGE_RECORDS)
@require_POST
def figures_take_back(request: HttpRequest, region: Region) -> HttpResponse:
    """Undo the last workbook that this user took over here."""
    waiting = imported(request, region)
    if not waiting:
        messages.warning(request, _("There is nothing left to take back."))
        return redirect(LIST, region.code)
    deleted, kept = importing.take_back(figures=waiting, region=region)
    del request.session[KEY]
    words = ngettext("%(count)s figure taken back.", "%(count)s figures taken back.", deleted)
    messages.success(request, words % {"count": deleted})
    if kept:
        words = ngettext(
            "%(count)s figure was changed since and stays.",
            "%(count)s figures were changed since and stay.",
            kept,
        )
        messages.warning(request, words % {"count": kept})
    return redirect(LIST, region.code)


def imported(request: HttpRequest, region: Region) -> list[int]:
    """What this user's last workbook added here (ids), if it can still be taken back."""
    kept: dict[str, Any] = request.session.get(KEY) or {}
    return kept["figures"] if kept.get("region") == region.code else []


def _preview(request: HttpRequest, region: Region, lines: list[importing.Line], sealed: str) -> HttpResponse:
    counts = {sign: sum(line.sign == sign for line in lines) for sign in ("new", "unchanged", "needs_fix")}
    context = {
        "nav": _nav(request, region),
        "region": region,
        "lines": lines,
        "counts": counts,
        "tiles": [
            (_("new"), counts["new"], "listed"),
            (_("there already"), counts["unchanged"], "none"),
            (_("needs fixing"), counts["needs_fix"], "bad" if counts["needs_fix"] else "none"),
        ],
        "sheet": sealed,
    }
    return render(request, "agencies/records/figures_preview.html", context)


def _nav(request: HttpRequest, region: Region) -> Nav:
    return below_figures(request, region, _("From a workbook"))


def _salt(request: HttpRequest, region: Region) -> str:
    return f"figures:{region.code}:{request.user.pk}"
