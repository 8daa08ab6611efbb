"""The pages of matching, for the file of an agency or a city: columns, values, and what is kept of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agencies.pages.navigation import Link
from enrolment.models import Upload, UploadState
from enrolment.problems import refusal_sentence
from enrolment.rosters.applying import NotApplicable
from enrolment.rosters.matching import actions, drafts, pages, profiles
from enrolment.rosters.matching.forms import ValuesForm
from enrolment.rosters.matching.places import Place, address, links
from enrolment.spreadsheets.refusals import Unreadable


def columns(request: HttpRequest, place: Place, upload: Upload) -> HttpResponse:
    """The first rows of a sheet with a choice for each column; POST keeps the choices, or reads the file."""
    page = address(place.owner, "page", upload.pk)
    if not actions.is_matchable(upload):
        messages.warning(request, _("The columns of this upload can no longer be matched."))
        return redirect(page)
    if request.method == "POST":
        return _answered(request, place, upload)
    try:
        seen = drafts.look(upload, pages.number(request.GET, "sheet"), pages.number(request.GET, "from"))
    except Unreadable as refusal:
        messages.error(request, capfirst(refusal_sentence(refusal.code, refusal.params)))
        return redirect(page)
    if seen["shown"] is None:
        raise Http404
    context = pages.columns_context(place.owner, upload, seen)
    context["nav"] = place.nav(request, place.owner, Link(upload.file_name, page), Link(_("Match columns")))
    return render(request, "enrolment/matching/columns.html", context)


def _answered(request: HttpRequest, place: Place, upload: Upload) -> HttpResponse:
    """Keep what was said of the sheet; then look at it, another sheet or further rows, or read the file."""
    act = request.POST.get("act", "look")
    given = None if act == "reset" else drafts.answers(request.POST)
    drafts.keep(upload=upload, sheet=request.POST.get("name", ""), given=given)
    here = address(place.owner, "columns", upload.pk)
    sheet, start = pages.number(request.POST, "number") or 1, pages.number(request.POST, "from")
    if act == "save":
        read = _read(request, upload, given or {})
        return redirect(address(place.owner, "page", upload.pk) if read else f"{here}?sheet={sheet}")
    if act.startswith("sheet-"):
        sheet, start = pages.number({"to": act[6:]}, "to") or 1, None
    if act.startswith("from-"):
        start = pages.number({"to": act[5:]}, "to")
    return redirect(f"{here}?sheet={sheet}" + (f"&from={start}" if start else ""))


def _read(request: HttpRequest, upload: Upload, given: drafts.Answers) -> bool:
    """Read the file as it is matched; False where something is still to be looked at on this page."""
    if "columns" not in given and "rows" in given:
        messages.info(request, _("Look at the columns under the header that you chose, then save."))
        return False
    kept = drafts.of_upload(upload).values()
    if any(drafts.hindrances(one["columns"]) for one in kept if "columns" in one):
        messages.error(request, _("Not read yet: the columns do not make a list of people."))
        return False
    try:
        actions.use_draft(upload=upload, by=request.user)
    except NotApplicable:
        messages.warning(request, _("The columns of this upload can no longer be matched."))
    except (actions.NothingRead, Unreadable):
        messages.error(request, _("Matched like this, no person is found in the file."))
        return False
    else:
        messages.success(
            request, _("The file was read as you matched it. The next file like it is read so too.")
        )
    return True


def values(request: HttpRequest, place: Place, upload: Upload) -> HttpResponse:
    """What the texts of a checked upload mean, asked once."""
    page = address(place.owner, "page", upload.pk)
    if upload.state != UploadState.CHECKED:
        messages.warning(request, _("This upload can no longer be changed."))
        return redirect(page)
    posted = request.POST if request.method == "POST" else None
    everything = posted is not None or "all" in request.GET
    form = ValuesForm(posted, upload=upload, owner=place.owner, everything=everything)
    if posted is not None and form.is_valid():
        actions.answer(upload=upload, given=form.answers(), by=request.user)
        messages.success(request, _("Kept. The next file with these texts needs no answer."))
        return redirect(page)
    deeper = Link(upload.file_name, page), Link(form.title)
    context = {"upload": upload, "here": links(place.owner, upload), "form": form}
    context["nav"] = place.nav(request, place.owner, *deeper)
    return render(request, "enrolment/matching/values.html", context, status=400 if form.errors else 200)


def kept(request: HttpRequest, place: Place) -> HttpResponse:
    """The profiles that read the owner's next file."""
    entries = [pages.entry(profile, place.owner) for profile in profiles.of_owner(place.owner)]
    nav = place.nav(request, place.owner, Link(_("Column matchings")))
    context = {"owner": place.owner, "entries": entries, "nav": nav}
    return render(request, "enrolment/matching/profiles.html", context)


def forget(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Confirm, and let a profile go."""
    profile = get_object_or_404(profiles.of_owner(place.owner), pk=pk)
    back = address(place.owner, "kept")
    if request.method == "POST":
        profiles.forget(profile=profile)
        messages.success(request, _("The column matching is forgotten."))
        return redirect(back)
    nav = place.nav(request, place.owner, Link(_("Column matchings"), back), Link(_("Forget")))
    context = {"entry": pages.entry(profile, place.owner), "back": back, "nav": nav}
    return render(request, "enrolment/matching/forget.html", context)
