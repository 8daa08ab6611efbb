"""Cards of an agency's people: the list, receiving and handing over many, taking that back, printing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import DOCX, PDF, attachment, file_name
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from enrolment.cards import actions, handover, printing, queries
from enrolment.cards.filters import CardFilter, chosen_of
from enrolment.cards.forms import HandedOverForm, ReceivedForm
from enrolment.cards.frame import nav_of
from enrolment.cards.tables import CardTable
from enrolment.models import Worker
from enrolment.seen import ShownAnew
from enrolment.workers.frame import allowed

NAMES = 200  # on a preview; the rest is a number
PRINTED = 1500  # people on one list to sign: some 60 pages, and a few seconds to set them
_HAVE_IT = gettext_lazy("the card is noted already.")
_NOT_HERE = gettext_lazy("no card is noted as received, or it was handed over before.")
TONES = {queries.NONE: "waiting", queries.RECEIVED: "listed", queries.HANDED: "registered"}


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_cards(request: HttpRequest, agency: Agency) -> HttpResponse:
    chosen = CardFilter(request.GET, agency=agency)
    counts = queries.counts(agency)
    may = allowed(request, agency)
    people = chosen.qs.order_by("name", "pk")
    context = {
        "agency": agency,
        "nav": nav_of(request, agency),
        "filter": chosen,
        "anybody": any(counts.values()),
        "tiles": _tiles(agency, counts, request.GET.get("state", "")),
        "table": paged(request, CardTable(people, agency=agency, may_edit=may["may_edit"])),
        **may,
    }
    return render(request, "enrolment/cards/list.html", context)


def _tiles(agency: Agency, counts: Any, state: str) -> list[dict[str, Any]]:
    here = reverse("agency_cards", args=[agency.code])
    return [
        {
            "label": label,
            "value": counts[key],
            "url": f"{here}?state={key}",
            "tone": TONES[key],
            "current": key == state,
        }
        for key, label in queries.STATES
    ]


@access.agency_view(access.P.EDIT_ROSTER)
def agency_cards_receive(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Cards of many came: for whom and when, then done."""
    return _noting(request, agency, ReceivedForm, actions.to_receive, _receive, _("Cards received"), _HAVE_IT)


@access.agency_view(access.P.EDIT_ROSTER)
def agency_cards_hand_over(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Cards of many were handed over: to whom, when, by whom, then done."""
    title = _("Cards handed over")
    return _noting(request, agency, HandedOverForm, actions.to_hand_over, _hand_over, title, _NOT_HERE)


def _receive(data: dict[str, Any], **what: Any) -> UUID:
    return actions.receive(day=data["day"], **what)


def _hand_over(data: dict[str, Any], **what: Any) -> UUID:
    return actions.hand_over(day=data["day"], by_whom=data["by_whom"], **what)


def _noting(
    request: HttpRequest,
    agency: Agency,
    form_class: type,
    concerned: Callable[[QuerySet[Worker]], QuerySet[Worker]],
    note: Callable[..., UUID],
    title: str,
    why_not: Any,
) -> HttpResponse:
    """The page with names and day; with `step` the deed, on those that the page showed and nobody else."""
    if request.method != "POST":
        return redirect("agency_cards", agency.code)
    workers, fields = chosen_of(request.POST, agency)
    saving = request.POST.get("step") == "save"
    form = form_class(
        request.POST if saving else None, initial={"day": timezone.localdate(), "by_whom": str(request.user)}
    )
    if saving and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            batch = note(form.cleaned_data, agency=agency, workers=workers, by=request.user, seen=seen)
            return redirect("agency_card_batch", agency.code, batch)
        except ShownAnew:
            messages.warning(request, _("The list changed meanwhile. Look at the effect once more."))
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"agency": agency, "title": title, "form": form, "fields": fields, "why_not": why_not}
    context |= _shown(workers, concerned(workers)) | {"nav": nav_of(request, agency, Link(title))}
    return render(request, "enrolment/cards/note.html", context)


def _shown(workers: QuerySet[Worker], concerned: QuerySet[Worker]) -> dict[str, Any]:
    count = concerned.count()
    return {
        "count": count,
        "others": workers.count() - count,
        "names": list(concerned.order_by("name", "pk")[:NAMES]),
        "more": max(0, count - NAMES),
        "seen": actions.seen_of(concerned),
    }


@require_safe
@access.agency_view(access.P.SEE_PEOPLE)
def agency_card_batch(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """What one step noted, and taking it back."""
    batch = actions.batch_of(agency, pk)
    if batch is None:
        raise Http404
    cards = batch.cards.select_related("worker", "noted_by").order_by("worker__name", "pk")
    free = batch.free.count()
    context = {
        "agency": agency,
        "batch": batch,
        "pk": pk,
        "cards": list(cards[:NAMES]),
        "count": (count := batch.cards.count()),
        "more": max(0, count - NAMES),
        "free": free,
        "kept": count - free,
        "nav": nav_of(request, agency, Link(_("What was noted"))),
        **allowed(request, agency),
    }
    return render(request, "enrolment/cards/batch.html", context)


@require_POST
@access.agency_view(access.P.EDIT_ROSTER)
def agency_card_batch_undo(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    undone = actions.take_back(agency=agency, pk=pk)
    said = ngettext("Taken back for %(n)s card.", "Taken back for %(n)s cards.", undone)
    messages.success(request, said % {"n": number(undone)})
    return redirect("agency_cards", agency.code)


@require_safe
@access.agency_view(access.P.EXPORT_PEOPLE)
def agency_cards_pdf(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The hand-over list of those shown, to be signed."""
    return _printed(request, agency, printing.handover_pdf, "pdf", PDF)


@require_safe
@access.agency_view(access.P.EXPORT_PEOPLE)
def agency_cards_word(request: HttpRequest, agency: Agency) -> HttpResponse:
    return _printed(request, agency, printing.handover_word, "docx", DOCX)


def _to_sign(people: QuerySet[Worker], state: str) -> QuerySet[Worker]:
    """Those of the state that was chosen. Else those whose card lies here; where none is noted as received,
    all who have none yet."""
    if state in queries.STATE_KEYS:
        return people
    here = people.filter(card_state=queries.RECEIVED)
    return here if here.exists() else people.filter(card_state=queries.NONE)


def _printed(
    request: HttpRequest, agency: Agency, make: Callable[..., bytes], extension: str, kind: str
) -> HttpResponse:
    people = _to_sign(CardFilter(request.GET, agency=agency).qs, request.GET.get("state", ""))
    people = people.order_by("unit", "name", "pk")
    if people.count() > PRINTED:
        too_long = _("The list is too long to be printed at once. Choose a work unit first.")
        messages.warning(request, too_long)
        return redirect("agency_cards", agency.code)
    name = file_name("serah terima kartu", agency.slug, timezone.localdate().isoformat(), extension=extension)
    return attachment(make(handover.list_of(agency, people)), name, kind)
