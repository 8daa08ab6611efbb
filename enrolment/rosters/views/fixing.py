"""One bad row, mended on the page."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from enrolment.models import DropReason, StagedRow, Upload
from enrolment.rosters import fixing
from enrolment.rosters.applying import NotApplicable
from enrolment.rosters.row_form import RowForm
from enrolment.rosters.views.frame import address, nav, one_list
from enrolment.rosters.waiting.forms import DropForm
from enrolment.rosters.waiting.twins import twin_of
from enrolment.rosters.wording import problems_with_places


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.EDIT_ROSTER)
def upload_row(request: HttpRequest, agency: Agency, pk: UUID, ordinal: int) -> HttpResponse:
    upload = one_list(agency, pk)
    rows = StagedRow.objects.waiting().filter(upload=upload).select_related("upload")
    row = get_object_or_404(rows, ordinal=ordinal)
    form = RowForm(request.POST if request.method == "POST" else None, row=row)
    if request.method == "POST" and form.is_valid():
        return _keep(request, agency, upload, row, form)
    deeper = [Link(upload.file_name, address(upload, agency)), Link(_("Fix a row"))]
    twin = twin_of(row, upload)
    context = {
        "agency": agency,
        "upload": upload,
        "row": row,
        "form": form,
        "problems": problems_with_places(row),
        "twin": twin,
        "drop_form": DropForm(initial={"reason": DropReason.DUPLICATE} if twin else None, auto_id="drop_%s"),
        "nav": nav(request, agency, *deeper),
    }
    return render(request, "enrolment/rosters/upload_row.html", context, status=400 if form.errors else 200)


def _keep(
    request: HttpRequest, agency: Agency, upload: Upload, row: StagedRow, form: RowForm
) -> HttpResponse:
    """Keep the row and go on to the next bad one, or back to the comparison when it was the last."""
    try:
        fixing.fix(row=row, reading=form.reading, by=request.user)
    except NotApplicable:
        messages.warning(request, _("This upload can no longer be changed."))
        return redirect(address(upload, agency))
    except fixing.Overtaken:
        messages.warning(request, _("Somebody changed this worker meanwhile. Look at it again."))
        return redirect(address(upload, agency))
    messages.success(request, _("Row %(row)s is fixed.") % {"row": row.row_number})
    waiting = StagedRow.objects.waiting().filter(upload=upload)
    cause = {"cause": request.GET["cause"]} if request.GET.get("cause") else {}
    following = waiting.filter(problems__contains=[{"code": cause["cause"]}]) if cause else waiting
    after = following.filter(ordinal__gt=row.ordinal).first() or following.first()
    if after is None or "back" in request.POST:
        return redirect(f"{address(upload, agency)}{'?show=needs_fix' if waiting.exists() else ''}")
    onward = reverse("upload_row", args=[agency.code, upload.pk, after.ordinal])
    return redirect(f"{onward}?{urlencode(cause)}" if cause else onward)
