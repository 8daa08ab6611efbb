"""The terms of a whole city: shown, and set for many agencies at once."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import ContributionGroup, Region
from agencies.pages.downloads import file_name
from agencies.pages.exports import workbook_response
from agencies.pages.figures import number
from agencies.pages.navigation import Link, address
from agencies.pages.tables import paged
from contributions.billing.due import month_of
from contributions.models import GroupTerms
from contributions.terms import actions, asking
from contributions.terms.effects import effect_of
from contributions.terms.forms import TermsForm, documents_for
from contributions.terms.frame import nav_of_region
from contributions.terms.region_queries import batches_of, groups_in, rows_of
from contributions.terms.region_tables import HEADERS, RegionFilter, RegionTermsTable, sheet_rows
from enrolment.workers.changes.choosing import ids_of

SHOWN = 200  # groups on the check page; the rest is a number


def _month() -> Any:
    return month_of(timezone.localdate())


@access.region_view(access.P.SEE_FIGURES)
@require_safe
def region_terms(request: HttpRequest, region: Region) -> HttpResponse:
    """Every group of the region's agencies, those without terms first."""
    rows = rows_of(groups_in(region, request.user, access.P.SEE_FIGURES), _month())
    chosen = RegionFilter(request.GET or None, initial={})
    may_set = access.may(request.user, access.P.SET_TERMS, region)
    context = {
        "nav": nav_of_region(request, region),
        "region": region,
        "filter": chosen,
        "table": paged(request, RegionTermsTable(_fitting(chosen, rows), may_set=may_set)),
        "missing": sum(row.terms is None for row in rows),
        "count": len(rows),
        "may_set": may_set,
        "batches": batches_of(region) if may_set else [],
    }
    return render(request, "contributions/terms/region.html", context)


def _fitting(chosen: RegionFilter, rows: list[Any]) -> list[Any]:
    return chosen.chosen(rows) if chosen.is_bound else rows


@access.region_view(access.P.SEE_FIGURES)
@require_safe
def region_terms_export(request: HttpRequest, region: Region) -> HttpResponse:
    """The filtered table; no person is in it."""
    rows = rows_of(groups_in(region, request.user, access.P.SEE_FIGURES), _month())
    sheet = (HEADERS, sheet_rows(_fitting(RegionFilter(request.GET or None), rows)))
    name = file_name(_("contribution terms"), region.code, timezone.localdate().isoformat())
    return workbook_response({str(_("Terms")): sheet}, name)


def _asked(request: HttpRequest, region: Region) -> list[ContributionGroup]:
    """The groups that were ticked, or all that fit the filter that the list carried."""
    mine = groups_in(region, request.user, access.P.SET_TERMS)
    if request.POST.get("which") == "all" and "step" not in request.POST:
        fitting = RegionFilter(QueryDict(request.POST.get("filter", ""))).chosen(rows_of(mine, _month()))
        return [row.group for row in fitting]
    return list(mine.filter(pk__in=ids_of(request, "group")))


@access.region_view(access.P.SET_TERMS)
def region_terms_new(request: HttpRequest, region: Region) -> HttpResponse:
    """The same terms for many groups: the form, what it would do, doing it."""
    groups = _asked(request, region) if request.method == "POST" else []
    if not groups:
        if request.method == "POST":
            messages.warning(request, _("Choose at least one contribution group."))
        return redirect("region_terms", region.code)
    segments = [group.segment for group in groups]
    make = partial(TermsForm, documents=documents_for(region), segments=segments)
    form = asking.form_of(request, make, instance=GroupTerms(group=groups[0]), initial={"since": _month()})
    context = _context(request, region, groups) | {"form": form}
    if form.is_bound and form.is_valid():
        return _answered(request, region, form, groups, context)
    return render(request, "contributions/terms/form.html", context)


def _context(request: HttpRequest, region: Region, groups: list[ContributionGroup]) -> dict[str, Any]:
    title = ngettext(
        "The same terms for %(count)s contribution group",
        "The same terms for %(count)s contribution groups",
        len(groups),
    ) % {"count": number(len(groups))}
    return {
        "nav": nav_of_region(request, region, Link(title)),
        "region": region,
        "title": title,
        "carried": [("group", str(group.pk)) for group in groups],
        "back": address("region_terms", region.code),
    }


def _answered(
    request: HttpRequest,
    region: Region,
    form: TermsForm,
    groups: list[ContributionGroup],
    context: dict[str, Any],
) -> HttpResponse:
    """Save, or show what saving would do. Groups whose terms begin with this very month keep them."""
    since, batch = form.cleaned_data["since"], uuid.uuid4()
    same = GroupTerms.objects.filter(group__in=[group.pk for group in groups], period__startswith=since)
    taken = set(same.values_list("group", flat=True))
    free = [group for group in groups if group.pk not in taken]
    terms = [form.terms(group) for group in free]
    act = partial(actions.set_terms, terms=terms, by=request.user, batch=batch)
    try:
        if terms and request.POST.get("step") == "save":
            act()
            done = ngettext("Terms set for %(count)s group.", "Terms set for %(count)s groups.", len(terms))
            messages.success(request, done % {"count": number(len(terms))})
            return redirect("region_terms_batch", region.code, batch)
        context["effect"] = effect_of(act, [group.pk for group in free], since) if terms else None
    except ValidationError as refused:
        form.add_error(None, refused)
        return render(request, "contributions/terms/form.html", context)
    context |= {"since": since, "kept": [group for group in groups if group.pk in taken]}
    return render(request, "contributions/terms/region_check.html", context | _checked(terms, context))


def _checked(terms: list[GroupTerms], context: dict[str, Any]) -> dict[str, Any]:
    charges = context["effect"].charges if context["effect"] else {}
    return {
        "terms": terms[0] if terms else None,
        "notes": sorted({note for one in terms for note in asking.notes_for(one)}),
        "rows": [(one.group, charges.get(one.group_id)) for one in terms[:SHOWN]],
    }


@access.region_view(access.P.SET_TERMS)
@require_safe
def region_terms_batch(request: HttpRequest, region: Region, batch: uuid.UUID) -> HttpResponse:
    """What was set at once, and whether it can be taken back."""
    terms = _of_batch(request, region, batch)
    fixed = actions.of_fixed_months(terms)
    for one in terms:
        one.is_fixed = one.pk in fixed
    context = {
        "nav": nav_of_region(request, region, Link(_("Set at once"))),
        "region": region,
        "batch": batch,
        "terms": terms,
        "undoable": len(terms) - len(fixed),
    }
    return render(request, "contributions/terms/region_batch.html", context)


def _of_batch(request: HttpRequest, region: Region, batch: uuid.UUID) -> list[GroupTerms]:
    """Those of the batch that are still there, or 404 where there never was one."""
    mine = groups_in(region, request.user, access.P.SET_TERMS).order_by()
    found = actions.of_batch(batch).filter(group__in=mine).select_related("group__agency")
    if not found and not any(one.key == batch for one in batches_of(region)):
        raise Http404
    return list(found.order_by("group__agency__name", "group__name"))


@access.region_view(access.P.SET_TERMS)
@require_POST
def region_terms_undo(request: HttpRequest, region: Region, batch: uuid.UUID) -> HttpResponse:
    """Terms of final or closed months stay; the former ones of the others go on."""
    terms = _of_batch(request, region, batch)
    fixed = actions.of_fixed_months(terms)
    free = [one for one in terms if one.pk not in fixed]
    try:
        if free:
            actions.delete_terms(terms=free, by=request.user)
        said = {"count": number(len(free)), "kept": number(len(terms) - len(free))}
        done = ngettext(
            "Taken back for %(count)s group; %(kept)s stay.",
            "Taken back for %(count)s groups; %(kept)s stay.",
            len(free),
        )
        messages.success(request, done % said)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("region_terms", region.code)
