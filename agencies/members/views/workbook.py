"""Inviting many at once from a workbook: upload, preview, confirm. Nothing is stored in between."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import access
from agencies.members import importing, invitations
from agencies.members.forms import WorkbookForm
from agencies.members.houses import House
from agencies.members.workbook import BadWorkbook, Sheet, read, seal, unseal
from agencies.models import Region
from agencies.pages.exports import workbook_response
from agencies.pages.navigation import Link

SHOWN_AT_MOST = 200


@access.region_view(access.P.MANAGE_MEMBERS)
def members_workbook(request: HttpRequest, region: Region) -> HttpResponse:
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = read(form.cleaned_data["file"], importing.FIELDS, importing.NEEDED)
        except BadWorkbook as bad:
            form.add_error("file", str(bad))
        else:
            return _preview(request, region, sheet, form.cleaned_data["role"])
    context = {"nav": _nav(request, region), "region": region, "form": form}
    return render(request, "agencies/members/workbook.html", context)


def _nav(request: HttpRequest, region: Region) -> Any:
    return House(region).nav(request, Link(_("From a workbook")))


def _preview(request: HttpRequest, region: Region, sheet: Sheet, role: str) -> HttpResponse:
    plan = importing.plan(sheet=sheet, region=region, role=role)
    context = {
        "nav": _nav(request, region),
        "region": region,
        "people": plan.people,
        "shown": plan.people[:SHOWN_AT_MOST],
        "more": len(plan.people[SHOWN_AT_MOST:]),
        "problems": plan.problems,
        "bad_rows": len({problem.row for problem in plan.problems}),
        "sheet": seal(sheet, _salt(request, region), role=role),
    }
    return render(request, "agencies/members/workbook_preview.html", context)


def _salt(request: HttpRequest, region: Region) -> str:
    return f"members:{region.code}:{request.user.pk}"


@access.region_view(access.P.MANAGE_MEMBERS)
@require_POST
def members_confirm(request: HttpRequest, region: Region) -> HttpResponse:
    try:
        sheet, kept = unseal(request.POST.get("sheet", ""), _salt(request, region))
    except BadWorkbook as bad:
        messages.error(request, str(bad))
        return redirect("members_workbook", region.code)
    plan = importing.plan(sheet=sheet, region=region, role=kept["role"])
    try:
        made = invitations.invite(invitees=[one.invitee for one in plan.people], by=request.user)
    except invitations.Refused as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("open_invitations", region.code)
    messages.success(
        request, _("%(count)s people are invited. Send each of them their link.") % {"count": len(made)}
    )
    return redirect("open_invitations", region.code)


@access.region_view(access.P.MANAGE_MEMBERS)
def members_example(request: HttpRequest, region: Region) -> HttpResponse:
    headers = ["Unit", "Nama", "NIP", "No. HP", "E-mail"]
    rows = [["Dinas Perhubungan", "Siti Contoh", "198501012010012001", "081200000000", ""]]
    return workbook_response({"Operator": (headers, rows)}, "contoh-daftar-operator.xlsx")
