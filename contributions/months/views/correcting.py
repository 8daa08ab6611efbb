"""What changed in final months, taken over into a draft, and out of it again."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from contributions.billing import corrections
from contributions.months import corrected
from contributions.months.changes_table import ChangeTable
from contributions.months.corrected import MonthChanges, sum_of
from contributions.months.forms import CorrectionForm
from contributions.months.frame import nav_of_month
from contributions.months.reading import GroupMonth, month_of_agency
from contributions.months.views.changing import count_words


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.ASSESS)
def agency_contribution_corrections(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """Who would be more or less in which final month today; chosen months become lines of this draft."""
    drafts = drafts_of(agency, month)
    found = corrected.changes_for(drafts, month)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None, changes=found, several=len(drafts) > 1
    )
    if request.method == "POST" and drafts and form.is_valid() and taken_over(request, drafts, form):
        return redirect("agency_contribution_month", agency.code, month)
    context = {"agency": agency, "month": month, "form": form, "drafts": drafts, "found": found}
    context |= changes_shown(request, agency, found)
    context["there"] = corrections.standing_in([one.assessment for one in drafts if one.assessment])
    context["nav"] = nav_of_month(request, agency, month, Link(_("Corrections of earlier months")))
    return render(request, "contributions/months/corrections.html", context)


def changes_shown(request: HttpRequest, agency: Agency, found: list[MonthChanges]) -> dict[str, Any]:
    """The agency's own people by name; of those of others that its groups serve only the sum."""
    changes = [change for one in found for change in one.changes]
    own = [change for change in changes if change.agency == agency.pk]
    others = [change for change in changes if change.agency != agency.pk]
    return {
        "table": paged(request, ChangeTable(own, agency=agency)) if own else None,
        "total": sum_of(changes),
        "others": len({change.worker for change in others}),
        "others_total": sum_of(others),
    }


def taken_over(request: HttpRequest, drafts: list[GroupMonth], form: CorrectionForm) -> bool:
    """Whether it was done; else the form says why not."""
    try:
        count = corrected.take_over(
            drafts=drafts, chosen=form.chosen, note=form.cleaned_data["note"], by=request.user
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("Taken over into this month: %(lines)s.") % {"lines": count_words(count)})
    return True


@require_POST
@access.agency_view(access.P.ASSESS)
def agency_contribution_corrections_drop(
    request: HttpRequest, agency: Agency, month: dt.date
) -> HttpResponse:
    try:
        count = corrected.drop(drafts=drafts_of(agency, month), by=request.user)
        messages.success(request, _("Taken out of this month: %(lines)s.") % {"lines": count_words(count)})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("agency_contribution_corrections", agency.code, month)


def drafts_of(agency: Agency, month: dt.date) -> list[GroupMonth]:
    """The drafts that corrections can go into."""
    return [one for one in month_of_agency(agency, month).owned if one.is_draft and not one.is_closed]
