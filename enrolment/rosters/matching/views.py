"""The page on which the columns of a file are matched, and the profiles that came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import Upload, UploadState
from enrolment.problems import refusal_sentence
from enrolment.rosters.applying import NotApplicable
from enrolment.rosters.matching import actions, drafts, pages, profiles
from enrolment.rosters.matching.forms import ValuesForm
from enrolment.rosters.views.frame import address, nav, one
from enrolment.spreadsheets.refusals import Unreadable


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_columns(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    upload = one(agency, pk, lock=request.method == "POST")
    if not actions.is_matchable(upload):
        messages.warning(request, _("The columns of this upload can no longer be matched."))
        return redirect(address(upload, agency))
    if request.method == "POST":
        return _answered(request, agency, upload)
    try:
        seen = drafts.look(upload, pages.number(request.GET, "sheet"), pages.number(request.GET, "from"))
    except Unreadable as refusal:
        messages.error(request, capfirst(refusal_sentence(refusal.code, refusal.params)))
        return redirect(address(upload, agency))
    if seen["shown"] is None:
        raise Http404
    context = pages.columns_context(agency, upload, seen)
    context["nav"] = nav(
        request, agency, Link(upload.file_name, address(upload, agency)), Link(_("Match columns"))
    )
    return render(request, "enrolment/matching/columns.html", context)


def _answered(request: HttpRequest, agency: Agency, upload: Upload) -> HttpResponse:
    """Keep what was said of the sheet; then look at it, another sheet or further rows, or read the file."""
    act = request.POST.get("act", "look")
    given = None if act == "reset" else drafts.answers(request.POST)
    drafts.keep(upload=upload, sheet=request.POST.get("name", ""), given=given)
    here = reverse("upload_columns", args=[agency.code, upload.pk])
    if act == "save":
        return _used(request, agency, upload, given or {}, here)
    sheet, start = pages.number(request.POST, "number") or 1, pages.number(request.POST, "from")
    if act.startswith("sheet-"):
        sheet, start = pages.number({"to": act[6:]}, "to") or 1, None
    if act.startswith("from-"):
        start = pages.number({"to": act[5:]}, "to")
    return redirect(f"{here}?sheet={sheet}" + (f"&from={start}" if start else ""))


def _used(
    request: HttpRequest, agency: Agency, upload: Upload, given: drafts.Answers, here: str
) -> HttpResponse:
    back = f"{here}?sheet={pages.number(request.POST, 'number') or 1}"
    if "columns" not in given and "rows" in given:
        messages.info(request, _("Look at the columns under the header that you chose, then save."))
        return redirect(back)
    if any(
        drafts.hindrances(kept["columns"]) for kept in drafts.of_upload(upload).values() if "columns" in kept
    ):
        messages.error(request, _("Not read yet: the columns do not make a list of people."))
        return redirect(back)
    try:
        actions.use_draft(upload=upload, by=request.user)
    except NotApplicable:
        messages.warning(request, _("The columns of this upload can no longer be matched."))
    except (actions.NothingRead, Unreadable):
        messages.error(request, _("Matched like this, no person is found in the file."))
        return redirect(back)
    else:
        messages.success(
            request, _("The file was read as you matched it. The next file like it is read so too.")
        )
    return redirect(address(upload, agency))


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_values(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    upload = one(agency, pk, lock=request.method == "POST")
    if upload.state != UploadState.CHECKED:
        messages.warning(request, _("This upload can no longer be changed."))
        return redirect(address(upload, agency))
    posted = request.POST if request.method == "POST" else None
    form = ValuesForm(
        posted, upload=upload, agency=agency, everything=posted is not None or "all" in request.GET
    )
    if posted is not None and form.is_valid():
        actions.answer(upload=upload, given=form.answers(), by=request.user)
        messages.success(request, _("Kept. The next file with these texts needs no answer."))
        return redirect(address(upload, agency))
    links = Link(upload.file_name, address(upload, agency)), Link(_("Match statuses, positions and units"))
    context = {"agency": agency, "upload": upload, "form": form, "nav": nav(request, agency, *links)}
    return render(request, "enrolment/matching/values.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def matching_forget(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    profile = get_object_or_404(profiles.of_agency(agency), pk=pk)
    if request.method == "POST":
        profiles.forget(profile=profile)
        messages.success(request, _("The column matching is forgotten."))
        return redirect("agency_matchings", agency.code)
    context = {
        "agency": agency,
        "entry": pages.entry(profile),
        "nav": nav(
            request,
            agency,
            Link(_("Column matchings"), reverse("agency_matchings", args=[agency.code])),
            Link(_("Forget")),
        ),
    }
    return render(request, "enrolment/matching/forget.html", context)


@require_safe
@access.agency_view(access.P.EDIT_ROSTER)
def agency_matchings(request: HttpRequest, agency: Agency) -> HttpResponse:
    context = {
        "agency": agency,
        "entries": [pages.entry(profile) for profile in profiles.of_agency(agency)],
        "nav": nav(request, agency, Link(_("Column matchings"))),
    }
    return render(request, "enrolment/matching/profiles.html", context)
