"""The names in a city's file that nobody knows: asked once, on one page."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Region
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from enrolment.models import Upload
from enrolment.rosters.city import placing
from enrolment.rosters.city.forms import NameForm
from enrolment.rosters.city.views.frame import address, nav, usable

PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@access.region_view(access.P.COMPARE_LISTS)
def region_upload_names(request: HttpRequest, region: Region, pk: UUID) -> HttpResponse:
    upload = usable(request, region, pk)
    if not placing.is_open(upload):
        return redirect(address(upload))
    forms, page = _forms(request, upload)
    if request.method == "POST" and all(form.is_valid() for form in forms):
        return _take(request, upload, forms)
    context = {
        "region": region,
        "upload": upload,
        "nav": nav(request, region, Link(upload.file_name, address(upload)), Link(_("Whose rows?"))),
        "forms": forms,
        "page": page,
    }
    bad = any(form.errors for form in forms)
    return render(request, "enrolment/city/names.html", context, status=400 if bad else 200)


def _forms(request: HttpRequest, upload: Upload) -> tuple[list[NameForm], Page]:
    """One form per name of the page, those that nobody knows first, then those that were answered; on a POST
    one for each that was shown. A name is known by its key, its form by its place on the page."""
    directory = placing.directory_of(upload)
    known = [*placing.questions(upload, directory), *placing.answers_in(upload, directory)]
    asked = {question.key: question for question in known}
    page = Paginator(list(asked), PER_PAGE).get_page(request.GET.get("page"))
    keys = request.POST.getlist("key") if request.method == "POST" else page.object_list
    may_manage = access.may(request.user, access.P.MANAGE_AGENCIES, upload.region)
    data = request.POST if request.method == "POST" else None
    forms = [
        NameForm(data, prefix=f"n{place}", question=asked[key], directory=directory, may_manage=may_manage)
        for place, key in enumerate(keys)
        if key in asked
    ]
    return forms, page


def _take(request: HttpRequest, upload: Upload, forms: list[NameForm]) -> HttpResponse:
    answers = {form.question.key: given for form in forms if (given := form.answer())}
    may_manage = access.may(request.user, access.P.MANAGE_AGENCIES, upload.region)
    try:
        upload = placing.answer(upload=upload, answers=answers, by=request.user, may_manage=may_manage)
    except placing.NotOpen:
        messages.warning(request, _("This file can no longer be changed."))
        return redirect(address(upload))
    if answers:
        words = ngettext("%(n)s name is settled.", "%(n)s names are settled.", len(answers))
        messages.success(request, words % {"n": number(len(answers))})
    waits = upload.counts["unplaced"] and answers
    return (
        redirect("region_upload_names", upload.region.code, upload.pk) if waits else redirect(address(upload))
    )
