"""Computing months, making one final, and saying why one is not paid yet."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies import access
from agencies.models import Agency
from agencies.pages.figures import number, rupiah
from agencies.pages.navigation import Link
from contributions.billing.standing import ZERO
from contributions.models import Assessment
from contributions.months import actions, waiting
from contributions.months.forms import DelayForm, FinalForm
from contributions.months.frame import can_be_computed, nav_of_month
from contributions.months.reading import MonthOfAgency, month_of_agency
from contributions.months.steps import months_of
from contributions.months.telling import told
from enrolment.reconciliation.closing.wording import reopeners


@require_POST
@access.agency_view(access.P.ASSESS)
def agency_contributions_compute(request: HttpRequest, agency: Agency) -> HttpResponse:
    """All months that wait; what takes longer than a second is left to the worker."""
    owned = list(agency.owned_groups.values_list("pk", flat=True))
    months = months_of(waiting.not_computed(groups=owned))
    _compute(request, agency, months)
    return redirect("agency_contributions", agency.code)


@require_POST
@access.agency_view(access.P.ASSESS)
def agency_contribution_compute(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """The month, computed from the lists as they are now; a draft is computed anew."""
    if can_be_computed(month):
        _compute(request, agency, [month])
    else:
        messages.error(request, _("This month has not begun yet, or lies before BPJS Ketenagakerjaan."))
    return redirect("agency_contribution_month", agency.code, month)


def _compute(request: HttpRequest, agency: Agency, months: list[dt.date]) -> None:
    told(request, actions.compute(agency=agency, months=months, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.ASSESS)
def agency_contribution_final(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """What it means, with the sums; then it never changes."""
    found = month_of_agency(agency, month)
    drafts = [one for one in found.owned if one.is_draft and not one.is_closed]
    if not drafts or not can_be_computed(month):
        messages.warning(request, _("There is no draft of this month that could be made final."))
        return redirect("agency_contribution_month", agency.code, month)
    form = FinalForm(request.POST if request.method == "POST" else None, drafts=drafts)
    if request.method == "POST" and form.is_valid() and _made_final(request, form):
        return redirect("agency_contribution_month", agency.code, month)
    context = {"agency": agency, "month": month, "form": form, "drafts": drafts, "sums": found.sums()}
    context["moved"] = any(one.moved for one in drafts)
    context["nav"] = nav_of_month(request, agency, month, Link(_("Make final")))
    return render(request, "contributions/months/final.html", context)


def _made_final(request: HttpRequest, form: FinalForm) -> bool:
    """Whether it was done; else the form says why not."""
    accepted = bool(form.cleaned_data.get("accept_missing"))
    chosen = [one.assessment for one in form.chosen if one.assessment]
    try:
        actions.finalise_many(assessments=chosen, by=request.user, accept_missing=accepted)
    except ValidationError as refused:
        form.add_error("accept_missing" if _asks_for_wages(form, refused) else None, refused)
        return False
    total = sum((one.total for one in chosen), ZERO)
    messages.success(request, _("The month is final: %(total)s.") % {"total": rupiah(total)})
    return True


def _asks_for_wages(form: FinalForm, refused: ValidationError) -> bool:
    return "accept_missing" in form.fields and getattr(refused, "code", "") == "without_base"


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_contribution_delay(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    """Why the month is not paid yet, and by when it will be."""
    found = month_of_agency(agency, month)
    unpaid = _unpaid(found)
    if not unpaid:
        messages.warning(request, nothing_unpaid(found))
        return redirect("agency_contribution_month", agency.code, month)
    known = {name: getattr(unpaid[0], name) for name in ("delay_reason", "delay_note", "promised_on")}
    form = DelayForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        _explain(request, unpaid, form)
        return redirect("agency_contribution_month", agency.code, month)
    context = {"agency": agency, "month": month, "form": form}
    context["cancel_url"] = reverse("agency_contribution_month", args=[agency.code, month])
    context["nav"] = nav_of_month(request, agency, month, Link(_("Reason for the delay")))
    return render(request, "contributions/months/delay.html", context)


def _explain(request: HttpRequest, unpaid: list[Assessment], form: DelayForm) -> None:
    values = {name.removeprefix("delay_"): value for name, value in form.cleaned_data.items()}
    try:
        actions.explain_delay(assessments=unpaid, by=request.user, **values)
        messages.success(request, _("The reason is noted."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))


@require_POST
@access.agency_view(access.P.PAY)
def agency_contribution_delay_clear(request: HttpRequest, agency: Agency, month: dt.date) -> HttpResponse:
    try:
        if actions.clear_delay(assessments=month_of_agency(agency, month).assessments, by=request.user):
            messages.success(request, _("The reason is taken back."))
    except ValidationError as refused:
        messages.error(request, f"{' '.join(refused.messages)} {who_opens()}")
    return redirect("agency_contribution_month", agency.code, month)


def _unpaid(found: MonthOfAgency) -> list[Assessment]:
    known = [one.assessment for one in found.owned if one.assessment and not one.is_closed]
    return [one for one in known if one.paid < one.owed]


def nothing_unpaid(found: MonthOfAgency) -> str:
    if found.is_closed:
        return f"{_('This month is closed.')} {who_opens()}"
    return _("Nothing of this month is unpaid.")


def who_opens() -> str:
    """Who can open a closed month again, as a sentence."""
    return _("It can be opened again, with a reason, by: %(who)s.") % {"who": reopeners()}


def count_words(count: int) -> str:
    """`3 lines`."""
    return ngettext("%(n)s line", "%(n)s lines", count) % {"n": number(count)}
