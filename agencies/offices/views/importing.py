"""Agencies from a workbook: upload, preview, take over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import access
from agencies.members.workbook import BadWorkbook, Sheet, read, seal, unseal
from agencies.models import Region
from agencies.offices import importing
from agencies.offices.forms import AgencyWorkbookForm
from agencies.offices.resources import FIELDS, NEEDED
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link, Nav

AGENCIES = "region_agencies"


@access.region_view(access.P.MANAGE_AGENCIES)
def agencies_import(request: HttpRequest, region: Region) -> HttpResponse:
    form = AgencyWorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = read(form.cleaned_data["file"], FIELDS, NEEDED)
        except BadWorkbook as bad:
            form.add_error("file", str(bad))
        else:
            return _preview(request, region, sheet)
    context = {"nav": _nav(request, region), "region": region, "form": form}
    return render(request, "agencies/offices/import.html", context)


def _nav(request: HttpRequest, region: Region) -> Nav:
    return region_frame(request, region, AGENCIES, Link(_("From a workbook")))


def _salt(request: HttpRequest, region: Region) -> str:
    return f"agencies:{region.code}:{request.user.pk}"


def _preview(request: HttpRequest, region: Region, sheet: Sheet) -> HttpResponse:
    lines = importing.try_out(sheet=sheet, region=region, by=request.user)
    counts = {sign: sum(line.sign == sign for line in lines) for sign in importing.WORDS}
    context = {
        "nav": _nav(request, region),
        "region": region,
        "lines": lines,
        "tiles": [(word, counts[sign]) for sign, word in importing.WORDS.items()],
        "to_save": counts["new"] + counts["changed"],
        "sheet": seal(sheet, _salt(request, region)),
    }
    return render(request, "agencies/offices/import_preview.html", context)


@access.region_view(access.P.MANAGE_AGENCIES)
@require_POST
def agencies_take_over(request: HttpRequest, region: Region) -> HttpResponse:
    try:
        sheet, _more = unseal(request.POST.get("sheet", ""), _salt(request, region))
    except BadWorkbook as bad:
        messages.error(request, str(bad))
        return redirect("agencies_import", region.code)
    lines = importing.take_over(sheet=sheet, region=region, by=request.user)
    saved = sum(line.sign in ("new", "changed") for line in lines)
    messages.success(request, _("%(count)s agencies saved.") % {"count": saved})
    return redirect(AGENCIES, region.code)
