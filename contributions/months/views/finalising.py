"""Making many months final at once: those that are over and are drafts still."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Agency
from agencies.pages.figures import number
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, address
from contributions.billing.due import month_of
from contributions.months import actions
from contributions.months.forms import ManyFinalForm
from contributions.months.reading import drafts_before


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.ASSESS)
def agency_contributions_final(request: HttpRequest, agency: Agency) -> HttpResponse:
    """What it means, and each month with its sum; the chosen ones never change afterwards."""
    drafts = drafts_before(agency, month_of(timezone.localdate()))
    if not drafts:
        messages.info(request, _("No month that is over is a draft."))
        return redirect("agency_contributions", agency.code)
    form = ManyFinalForm(request.POST if request.method == "POST" else None, drafts=drafts)
    if request.method == "POST" and form.is_valid() and _made_final(request, form):
        return redirect("agency_contributions", agency.code)
    above = Link(_("Contributions"), address("agency_contributions", agency.code))
    nav = agency_frame(request, agency, "agency_contributions", above, Link(_("Make final")))
    context = {"agency": agency, "form": form, "nav": nav}
    context["cancel_url"] = reverse("agency_contributions", args=[agency.code])
    return render(request, "contributions/months/final_many.html", context)


def _made_final(request: HttpRequest, form: ManyFinalForm) -> bool:
    """Whether it was done; else the form says why not."""
    accepted = bool(form.cleaned_data.get("accept_missing"))
    try:
        count = actions.finalise_many(assessments=form.chosen, by=request.user, accept_missing=accepted)
    except ValidationError as refused:
        form.add_error("accept_missing" if getattr(refused, "code", "") == "without_base" else None, refused)
        return False
    text = ngettext("%(n)s month is final.", "%(n)s months are final.", count)
    messages.success(request, text % {"n": number(count)})
    return True
