"""Making a city's month final for many agencies at once."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Region
from agencies.pages.figures import number, rupiah
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link
from contributions.billing.due import month_of
from contributions.models import Assessment, AssessmentState
from contributions.months.actions import finalise_many
from contributions.months.forms import ManyFinalForm
from enrolment.models import AgencyMonth
from enrolment.workers.wording import month_name


class CityFinalForm(ManyFinalForm):
    """`drafts` of one month, a box for each agency's group."""

    month = forms.MultipleChoiceField(
        label=gettext_lazy("Agencies"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one agency.")},
    )

    @staticmethod
    def _label(one: Assessment, several: bool) -> str:
        count = ngettext("%(n)s worker", "%(n)s workers", one.workers) % {"n": number(one.workers)}
        name = one.agency.name if one.group.is_default else f"{one.agency.name}, {one.group.name}"
        words = f"{name}: {count}, {rupiah(one.total)}"
        if one.without_base:
            words += " · " + _("%(n)s without a wage") % {"n": number(one.without_base)}
        return words


def drafts_of(user: object, region: Region, month: dt.date) -> QuerySet[Assessment]:
    """The drafts of a month that is over, of the agencies for which the user may make it final."""
    closed = AgencyMonth.objects.filter(agency=OuterRef("agency"), month=month, closed_at__isnull=False)
    agencies = access.visible_agencies(user, access.P.ASSESS).filter(region=region)
    drafts = Assessment.objects.filter(agency__in=agencies, month=month, state=AssessmentState.DRAFT)
    if month >= month_of(timezone.localdate()):
        return drafts.none()
    return drafts.exclude(Exists(closed)).select_related("agency", "group").order_by("agency__code", "group")


@require_http_methods(["GET", "HEAD", "POST"])
@access.region_view(access.P.ASSESS)
def region_contribution_final(request: HttpRequest, region: Region, month: dt.date) -> HttpResponse:
    """Each agency's draft with its sum; the chosen ones never change afterwards."""
    drafts = list(drafts_of(request.user, region, month))
    if not drafts:
        messages.info(request, _("No agency's month that is over is a draft."))
        return redirect("region_contribution_month", region.code, month)
    form = CityFinalForm(request.POST if request.method == "POST" else None, drafts=drafts)
    if request.method == "POST" and form.is_valid() and _made_final(request, form):
        return redirect("region_contribution_month", region.code, month)
    above = Link(month_name(month), reverse("region_contribution_month", args=[region.code, month]))
    nav = region_frame(request, region, "region_contributions", above, Link(_("Make final")))
    context = {"region": region, "month": month, "form": form, "nav": nav, "cancel_url": above.url}
    return render(request, "contributions/overview/final.html", context)


def _made_final(request: HttpRequest, form: CityFinalForm) -> bool:
    """Whether it was done; else the form says why not."""
    chosen, accepted = form.chosen, bool(form.cleaned_data.get("accept_missing"))
    try:
        finalise_many(assessments=chosen, by=request.user, accept_missing=accepted)
    except ValidationError as refused:
        form.add_error("accept_missing" if getattr(refused, "code", "") == "without_base" else None, refused)
        return False
    count = len({one.agency_id for one in chosen})
    text = ngettext("Final for %(n)s agency.", "Final for %(n)s agencies.", count)
    messages.success(request, text % {"n": number(count)})
    return True
