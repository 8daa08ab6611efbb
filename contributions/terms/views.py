"""The terms of an agency's contribution groups: shown, set from a month on, changed, ended, taken away."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import access
from agencies.models import Agency
from contributions.billing.due import after, month_of
from contributions.models import GroupTerms
from contributions.terms import actions, asking
from contributions.terms.forms import AgencyTermsForm, LastMonthForm, TermsForm, documents_for
from contributions.terms.frame import nav_of
from contributions.terms.history import history_of
from contributions.terms.queries import pages_of


@access.agency_view(access.P.SEE_FIGURES)
@require_safe
def agency_terms(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Each group: what is in force now, what was before, what comes."""
    pages = pages_of(agency, month_of(timezone.localdate()))
    context = {
        "nav": nav_of(request, agency),
        "agency": agency,
        "pages": pages,
        "month": month_of(timezone.localdate()),
        "entries": history_of(page.group for page in pages),
        "may_set": access.may(request.user, access.P.SET_TERMS, agency),
    }
    return render(request, "contributions/terms/list.html", context)


def own_terms(agency: Agency, pk: int) -> GroupTerms:
    """Of a group that the agency owns, or 404."""
    found = GroupTerms.objects.filter(group__agency=agency).select_related("group", "document")
    return get_object_or_404(found, pk=pk)


@access.agency_view(access.P.SET_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def agency_terms_new(request: HttpRequest, agency: Agency) -> HttpResponse:
    """New terms from a month on; the form begins with those that are in force."""
    groups = agency.owned_groups.order_by("-is_default", "name")
    form = asking.form_of(
        request,
        partial(AgencyTermsForm, groups=groups, documents=documents_for(agency.region, agency)),
        initial=asking.proposed(request, groups),
    )
    context = asking.context_of(request, agency, form, _("New terms"))
    if form.is_bound and form.is_valid():
        terms = form.terms(form.cleaned_data["group"])
        act = partial(actions.set_terms, terms=[terms], by=request.user)
        return asking.answered(request, agency, form, terms, act, context)
    return render(request, "contributions/terms/form.html", context)


@access.agency_view(access.P.SET_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def agency_terms_edit(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Only where no final or closed month was computed with them."""
    terms = own_terms(agency, pk)
    if actions.of_fixed_months([terms]):
        messages.warning(request, actions.USED)
        return redirect("agency_terms", agency.code)
    documents, segments = documents_for(agency.region, agency), [terms.group.segment]
    form = asking.form_of(request, partial(TermsForm, instance=terms, documents=documents, segments=segments))
    context = asking.context_of(request, agency, form, _("Change these terms"), terms.group)
    if form.is_bound and form.is_valid():
        act = partial(actions.edit_terms, terms=terms, by=request.user)
        return asking.answered(request, agency, form, terms, act, context)
    return render(request, "contributions/terms/form.html", context)


@access.agency_view(access.P.SET_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def agency_terms_end(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Until when terms are in force: what that does to drafts is said before it is done."""
    terms = own_terms(agency, pk)
    last = after(terms.period.upper, -1) if terms.period.upper else None
    if request.POST.get("step") == "form":
        form = LastMonthForm(initial={"last": request.POST.get("last", "")})
    else:
        form = LastMonthForm(request.POST if request.method == "POST" else None, initial={"last": last})
    context = asking.context_of(request, agency, form, _("Until which month"), terms.group)
    if form.is_bound and form.is_valid() and (answer := asking.ended(request, form, terms, context)):
        return answer
    return render(request, "contributions/terms/end.html", context | {"terms": own_terms(agency, pk)})


@access.agency_view(access.P.SET_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def agency_terms_delete(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    """Says what goes on in their place before anything is lost."""
    terms = own_terms(agency, pk)
    act = partial(actions.delete_terms, terms=[terms], by=request.user)
    if request.method == "POST":
        try:
            act()
            messages.success(request, _("The terms are deleted."))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("agency_terms", agency.code)
    context: dict[str, Any] = {"terms": terms, "former": actions.formers_of([terms]).get(terms.pk)}
    context |= asking.effect_or_refusal(act, [terms.group_id], terms.period.lower)
    return render(
        request, "contributions/terms/delete.html",
        asking.context_of(request, agency, None, _("Delete these terms"), terms.group) | context,
    )  # fmt: skip
