"""Deciding or sending many at once, for an agency's page and a branch's alike: form, preview, deed."""

import contextlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies import access
from agencies.pages.figures import number
from agencies.pages.navigation import Nav
from enrolment.models import Decision, Difference, DifferenceKind, ParticipantMatch, Pass
from enrolment.reconciliation.closing.wording import closed_words
from enrolment.reconciliation.deciding import actions, asking, effects, fitting, planning
from enrolment.reconciliation.deciding.choosing import Chosen, chosen_of
from enrolment.reconciliation.deciding.filters import DifferenceFilter
from enrolment.reconciliation.deciding.forms import DecisionForm, QuestionForm
from enrolment.reconciliation.months import MonthClosed
from enrolment.seen import ShownAnew

NAMES = 200  # on the preview; the rest is a number


@dataclass(frozen=True)
class Desk:
    """Where differences are decided: which, how they are filtered, the frame, and the list's address."""

    differences: QuerySet[Difference]
    filters: type[DifferenceFilter]
    nav: Callable[[str], Nav]
    url: str


def decide_many(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Three steps on one address; each carries the choice along."""
    chosen = chosen_of(request, desk.differences, desk.filters) if request.method == "POST" else None
    found = list(chosen.differences.select_related("month").order_by("kind", "name", "pk")) if chosen else []
    if chosen is None or not found:
        messages.warning(request, _("Choose differences that wait for a decision."))
        return redirect(desk.url)
    form = _form(request, found)
    context = {"nav": desk.nav(_("Decide many")), "fields": chosen.fields, "form": form, "back": desk.url}
    context |= {"found": len(found), "kinds": _by_kind(found)}
    if form.is_bound and form.is_valid():
        return _checked_or_done(request, desk, chosen, found, form, context)
    return render(request, "enrolment/reconciliation/decide.html", context)


def _form(request: HttpRequest, found: list[Difference]) -> DecisionForm:
    """Bound where there is something to look at; back from the preview it holds what was typed."""
    kinds = sorted({d.kind for d in found})
    choices = effects.choices_of(kinds, "name" if _is_any_unsure(found) else None)
    what: dict[str, Any] = {"choices": choices, "leaves": any(k in fitting.ENDS for k in kinds)}
    what["all_leave"] = all(k in fitting.ENDS for k in kinds)
    if request.POST.get("step") in ("check", "save"):
        return DecisionForm(request.POST, **what)
    return DecisionForm(initial=request.POST.dict(), **what)


def _is_any_unsure(found: list[Difference]) -> bool:
    """Whether any of them is about a pair that was not found by its NIK: only those may be two people."""
    pairs = [d for d in found if d.kind in fitting.FIELDS]
    matches = ParticipantMatch.objects.filter(month__in={d.month_id for d in pairs})
    unsure = set(matches.exclude(found_by=Pass.NIK).values_list("month", "worker"))
    return any((d.month_id, d.worker_id) in unsure for d in pairs)


def _by_kind(found: list[Difference]) -> list[tuple[Any, int]]:
    counts = Counter(difference.kind for difference in found)
    return [(kind.label, counts[kind]) for kind in DifferenceKind if kind in counts]


def _checked_or_done(
    request: HttpRequest,
    desk: Desk,
    chosen: Chosen,
    found: list[Difference],
    form: DecisionForm,
    context: dict[str, Any],
) -> HttpResponse:
    """Save only what the user saw: if others would be decided by now, they are shown anew."""
    if saving := request.POST.get("step") == "save":
        with contextlib.suppress(ShownAnew):
            if carried_out(request, chosen.differences, form, len(found)):
                return redirect(desk.url)
            saving = False
    with access.acting(access.SYSTEM):  # the rows of a list may be another agency's
        planned = planning.plan(found, form.asked)
    done = [change.difference for change in planned.changes]
    context |= {
        "decision": Decision(form.asked.decision).label,
        "effects": _effects(done, form.asked.decision),
        "refused": planning.tally(planned.refused),
        "names": [d.name for d in done[:NAMES]],
        "more": max(0, len(done) - NAMES),
        "count": len(done),
        "seen": actions.seen_of(found),
        "changed_since": saving,
    }
    return render(request, "enrolment/reconciliation/decide_check.html", context)


def _effects(done: list[Difference], decision: str) -> list[tuple[str, int, str]]:
    counts = Counter(difference.kind for difference in done)
    return [
        (str(kind.label), counts[kind], effects.effect(kind, decision))
        for kind in DifferenceKind
        if kind in counts
    ]


def carried_out(
    request: HttpRequest, differences: QuerySet[Difference], form: DecisionForm, shown: int
) -> bool:
    """Decide, and say what was done; False, with the reason said, where it is refused."""
    asked = form.asked
    what: dict[str, Any] = {"decision": asked.decision, "reason": asked.reason, "note": asked.note}
    what |= {"ended_on": asked.ended_on, "seen": form.cleaned_data["seen"] or "-"}
    try:
        batches = actions.decide(differences=differences, by=request.user, **what)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return False
    except MonthClosed as closed:
        messages.error(request, closed_words(closed))
        return False
    done = sum(batch.count for batch in batches)
    said = ngettext("%(n)s difference is decided.", "%(n)s differences are decided.", done)
    messages.success(request, said % {"n": number(done)})
    if done < shown:
        left = ngettext("%(n)s could not be decided so.", "%(n)s could not be decided so.", shown - done)
        messages.warning(request, left % {"n": number(shown - done)})
    return True


def send_many(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The question and the day, then sending to those who were shown."""
    chosen = chosen_of(request, desk.differences, desk.filters) if request.method == "POST" else None
    found = chosen.differences.count() if chosen else 0
    if chosen is None or not found:
        messages.warning(request, _("Choose differences that wait for a decision."))
        return redirect(desk.url)
    form = QuestionForm(request.POST if request.POST.get("step") == "save" else None)
    changed_since = False
    if form.is_bound and form.is_valid():
        try:
            _sent(request, chosen, form)
            return redirect(desk.url)
        except ShownAnew:
            changed_since = True
    names = chosen.differences.order_by("name", "pk").values_list("name", flat=True)
    context = {"nav": desk.nav(_("Ask the agency")), "fields": chosen.fields, "form": form, "found": found}
    context |= {"names": list(names[:NAMES]), "more": max(0, found - NAMES), "back": desk.url}
    context |= {"seen": asking.seen_of(chosen.differences), "changed_since": changed_since}
    return render(request, "enrolment/reconciliation/send.html", context)


def _sent(request: HttpRequest, chosen: Chosen, form: QuestionForm) -> None:
    try:
        done = asking.send(
            differences=chosen.differences,
            by=request.user,
            seen=request.POST.get("seen", ""),
            **form.cleaned_data,
        )
        said = ngettext("%(n)s difference is sent.", "%(n)s differences are sent.", done)
        messages.success(request, said % {"n": number(done)})
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except MonthClosed as closed:
        messages.error(request, closed_words(closed))
