"""Branches of BPJS Ketenagakerjaan and the regions they serve, kept by whoever runs the installation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import Branch
from agencies.offices import actions
from agencies.offices.forms import BranchForm
from agencies.offices.tables import BranchTable
from agencies.pages.frame import country_frame
from agencies.pages.navigation import Link, address
from agencies.pages.tables import paged

LIST = "branch_list"


@access.installation_view(access.P.ADMINISTER)
def branch_list(request: HttpRequest) -> HttpResponse:
    table = BranchTable(Branch.objects.prefetch_related("regions"))
    context = {"nav": country_frame(request, LIST), "table": paged(request, table)}
    return render(request, "agencies/offices/branch_list.html", context)


@access.installation_view(access.P.ADMINISTER)
def branch_new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Branch(), _("New branch"))


@access.installation_view(access.P.ADMINISTER)
def branch_edit(request: HttpRequest, code: str) -> HttpResponse:
    branch = get_object_or_404(Branch, code=code)
    return _edit(request, branch, branch.name)


def _edit(request: HttpRequest, branch: Branch, title: str) -> HttpResponse:
    form = BranchForm(request.POST or None, instance=branch)
    if request.method == "POST" and form.is_valid():
        served = form.cleaned_data["served"]
        actions.save_branch(branch=form.save(commit=False), regions=served, by=request.user)
        messages.success(request, _("Saved: %(record)s") % {"record": branch})
        return redirect(LIST)
    nav = country_frame(request, LIST, Link(_("Branches"), address(LIST)), Link(title))
    return render(request, "agencies/offices/branch_form.html", {"nav": nav, "form": form, "title": title})
