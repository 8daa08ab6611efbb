"""The steps of a page that sets terms: the form, the base worked out, what it would do, doing it."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency, ContributionGroup
from agencies.models.groups import Segment
from agencies.pages import figures
from agencies.pages.navigation import Link, address
from contributions.billing.due import after, month_of
from contributions.models import STATE_SOURCES, GroupTerms, Source
from contributions.terms.actions import end_terms
from contributions.terms.charges import base_for, line_for
from contributions.terms.effects import effect_of, shares_of
from contributions.terms.forms import LastMonthForm, TermsForm
from contributions.terms.frame import nav_of
from contributions.terms.rates_of_law import rates_by_law
from contributions.terms.wording import period_words

BOUND = ("check", "save")
NOT_PROPOSED = ("id", "period", "agency", "created_by", "document", "document_text")


def form_of(request: HttpRequest, make: Callable[..., TermsForm], **kwargs: Any) -> TermsForm:
    """Bound where there is something to look at; with the base worked out where that was asked; back from the
    preview it holds what was typed."""
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step in BOUND:
        return make(request.POST, **kwargs)
    form = make(**kwargs)
    if step:
        typed = {name: request.POST.get(name, "") for name in form.fields}
        form.initial = form.initial | typed
        if step == "base":
            work_out(form, make(request.POST, **kwargs))
    return form


def work_out(form: TermsForm, typed: TermsForm) -> None:
    """Put the base of the wanted contribution into the form, and say how it comes about: `form.told`."""
    typed.is_valid()
    wanted, since = typed.cleaned_data.get("wanted"), typed.cleaned_data.get("since")
    group = typed.cleaned_data.get("group") or getattr(typed.instance, "group", None)
    if wanted is None or group is None:
        form.told = _("Write the contribution in figures, for example 8.500.")
        return
    rates = rates_by_law(group, since or month_of(timezone.localdate()))
    base = base_for(rates, wanted) if rates else None
    if base is None:
        form.told = _("No base gives this contribution by the rates of that month.")
        return
    form.initial |= {"base_kind": "agreed", "amount": base}
    form.told = told_of(rates, base, wanted)


def told_of(rates: Sequence[dict[str, Any]], base: Decimal, wanted: Decimal) -> str:
    total = line_for(rates, base).total
    said = {"wanted": figures.rupiah(wanted), "base": figures.rupiah(base), "total": figures.rupiah(total)}
    if total != wanted:
        return _("No base in whole rupiah gives %(wanted)s. The nearest is %(base)s: %(total)s.") % said
    shares = [Decimal(rate[of]) for rate in rates if rate["amount"] is None for of in ("employer", "worker")]
    said["percent"] = figures.number(sum(shares).normalize())
    if any(rate["amount"] for rate in rates):
        return _("A contribution of %(wanted)s comes from a base of %(base)s.") % said
    return _("A contribution of %(wanted)s comes from a base of %(base)s at %(percent)s %%.") % said


def proposed(request: HttpRequest, groups: QuerySet[ContributionGroup]) -> dict[str, Any]:
    """What new terms begin with: those in force of the group asked for, from this month on; but for the
    document: that one says nothing of the new ones."""
    month = month_of(timezone.localdate())
    owned = {str(group.pk): group for group in groups}
    group = owned.get(request.GET.get("group", "")) or next(iter(owned.values()), None)
    running = GroupTerms.objects.filter(group=group).order_by("-period").first() if group else None
    initial = model_to_dict(running, exclude=NOT_PROPOSED) if running else {}
    since = after(running.period.lower) if running and running.period.lower >= month else month
    return initial | {"group": group.pk if group else None, "since": since}


def context_of(
    request: HttpRequest, agency: Agency, form: Any, title: str, group: ContributionGroup | None = None
) -> dict[str, Any]:
    nav = nav_of(request, agency, Link(title))
    back = address("agency_terms", agency.code)
    return {"nav": nav, "agency": agency, "form": form, "title": title, "group": group, "back": back}


def answered(
    request: HttpRequest,
    agency: Agency,
    form: TermsForm,
    terms: GroupTerms,
    act: Callable[[], Any],
    context: dict[str, Any],
) -> HttpResponse:
    """Save, or show what saving would do."""
    try:
        if request.POST.get("step") == "save":
            act()
            messages.success(request, _("Terms saved: %(period)s.") % {"period": period_words(terms)})
            return redirect("agency_terms", agency.code)
        wanted_until = terms.period.upper
        effect = effect_of(act, [terms.group_id], terms.period.lower)
    except ValidationError as refused:
        form.add_error(None, refused)
        return render(request, "contributions/terms/form.html", context)
    context |= {"terms": terms, "effect": effect, "notes": notes_for(terms), "wanted_until": wanted_until}
    context["shares"] = shares_of(terms, effect.charge.total) if effect.charge else []
    return render(request, "contributions/terms/check.html", context)


def ended(
    request: HttpRequest, form: LastMonthForm, terms: GroupTerms, context: dict[str, Any]
) -> HttpResponse | None:
    """Save until when the terms run, or show what saving would do; None where the form says why not."""
    last = form.cleaned_data["last"]
    act = partial(end_terms, terms=terms, until=after(last) if last else None, by=request.user)
    try:
        if request.POST.get("step") == "save":
            act()
            messages.success(request, _("Terms saved: %(period)s.") % {"period": period_words(terms)})
            return redirect("agency_terms", context["agency"].code)
        effect = effect_of(act, [terms.group_id], terms.period.lower)
    except ValidationError as refused:
        form.add_error(None, refused)
        return None
    # Final months keep these terms (where they would not, it is refused), whose new end the page says first.
    effect.fixed = effect.ended = []
    return render(request, "contributions/terms/end_check.html", context | {"terms": terms, "effect": effect})


def effect_or_refusal(act: Callable[[], Any], groups: Sequence[int], since: dt.date) -> dict[str, Any]:
    """The effect, or why it cannot be done."""
    try:
        return {"effect": effect_of(act, groups, since), "refused": ""}
    except ValidationError as refused:
        return {"effect": None, "refused": " ".join(refused.messages)}


def notes_for(terms: GroupTerms) -> list[str]:
    """What the law says about such terms (PP 44/2015; PP 50/2025; domain.md §2)."""
    paying, segment = set(terms.shares), terms.group.segment
    found = []
    if segment == Segment.PU and paying & {Source.DEDUCTION, Source.SELF}:
        found.append(
            _(
                "For wage recipients the law puts JKK and JKM on the employer (PP 44/2015)."
                " That they are cut from pay is kept here as a fact; it is no advice."
            )
        )
    if segment == Segment.BPU and paying & set(STATE_SOURCES):
        found.append(_("Part of it is paid by the state: the relief of PP 50/2025 does not count."))
    return found
