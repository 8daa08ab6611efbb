"""The pages of lists, the same for a branch and for an agency: what differs is the house."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies import access
from agencies.models import Agency, Branch
from agencies.pages.figures import number
from agencies.pages.frame import agency_frame, branch_frame
from agencies.pages.navigation import Link, Nav
from agencies.pages.tables import paged
from enrolment.models import ListState, ParticipantList
from enrolment.reconciliation.lists import first, force, working
from enrolment.reconciliation.lists.filters import ListFilter, RowFilter
from enrolment.reconciliation.lists.forms import HandInForm, PlaceForm
from enrolment.reconciliation.lists.houses import House
from enrolment.reconciliation.lists.money import is_unchecked, sums_of
from enrolment.reconciliation.lists.receiving import read_now_or_later, receive
from enrolment.reconciliation.lists.tables import ForceTable, ListTable, RowTable
from enrolment.reconciliation.lists.wording import HINDRANCES, month_name, sign_of, told_of


@dataclass(frozen=True)
class Desk:
    """A house as somebody stands before it."""

    request: HttpRequest
    house: House

    @property
    def may_act(self) -> bool:
        return self.may(access.P.RECONCILE)

    def may(self, permission: access.Permission) -> bool:
        return access.may(self.request.user, permission, self.house.owner)

    def nav(self, *deeper: Link) -> Nav:
        owner = self.house.owner
        here = Link(_("BPJS's lists"), self.house.address("all") if deeper else "")
        if isinstance(owner, Branch):
            return branch_frame(self.request, owner, "branch_differences_now", here, *deeper)
        return agency_frame(self.request, owner, "agency_enrolment", here, *deeper)

    def one(self, pk: UUID) -> ParticipantList:
        return get_object_or_404(self.house.lists(), pk=pk)

    def own(self, pk: UUID) -> ParticipantList:
        """A list on which this house decides; of others it is not told apart from none."""
        found = self.one(pk)
        if not self.house.owns(found):
            raise Http404
        return found

    def batch(self, batch: UUID) -> QuerySet[ParticipantList]:
        lists = self.house.batch(batch)
        if not lists.exists():
            raise Http404
        return lists

    def show(self, template: str, context: dict[str, Any], *deeper: Link, status: int = 200) -> HttpResponse:
        base = {"desk": self, "owner": self.house.owner, "nav": self.nav(*deeper), "may_act": self.may_act}
        return render(self.request, template, base | context, status=status)


def lists(desk: Desk) -> HttpResponse:
    found = desk.house.lists().defer("summary")
    filtered = ListFilter(desk.request.GET, queryset=found)
    context = {
        "none_yet": not found.exists(),
        "filter": filtered,
        "table": paged(desk.request, ListTable(filtered.qs, house=desk.house)),
        "new_url": desk.house.address("new"),
        "export_url": desk.house.address("export"),
    }
    return desk.show("enrolment/lists/list.html", context)


def hand_in(desk: Desk) -> HttpResponse:
    request = desk.request
    form = HandInForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = [(file.name or "", file.chunks()) for file in form.cleaned_data["lists"]]
        month = form.cleaned_data["month"]
        batch = receive(house=desk.house, files=files, month=month, by=request.user)
        read_now_or_later(house=desk.house, batch=batch, by=request.user)
        made = list(desk.house.batch(batch)[:2])
        if len(made) == 1:
            return redirect(desk.house.address("one", made[0].pk))
        return redirect(desk.house.address("batch", batch))
    return desk.show(
        "enrolment/lists/new.html",
        {"form": form},
        Link(_("Hand in lists")),
        status=400 if form.errors else 200,
    )


def batch(desk: Desk, pk: UUID) -> HttpResponse:
    """What came of each file, and what is to be done; while files are still read, how far it is."""
    found = desk.batch(pk).defer("summary")
    counts = dict(found.order_by().values_list("state").annotate(lists=Count("pk")))
    total, reading = sum(counts.values()), counts.get(ListState.RECEIVED, 0)
    show = desk.request.GET.get("show")
    chosen = found.filter(state=show) if show in counts else found
    ready = desk.house.owned(found).filter(state=ListState.READY).count()
    put = working.last_put(pk)
    context = {
        "batch": pk,
        "total": total,
        "done": total - reading,
        "reading": reading,
        "being_put": put in ("todo", "doing"),
        "put_failed": put == "failed" and bool(ready),
        "tiles": _tiles(counts, show),
        "ready": ready,
        "table": paged(desk.request, ListTable(chosen.order_by("file_name", "inside"), house=desk.house)),
        "here": desk.house.address("batch", pk),
        "force_url": desk.house.address("batch_force", pk),
        "export_url": desk.house.address("batch_export", pk),
        "months": _months(desk, found),
    }
    response = desk.show("enrolment/lists/batch.html", context, Link(_("Files handed in together")))
    if reading or context["being_put"]:
        response["Refresh"] = "5"
    return response


_TONES = {
    ListState.READY: "waiting",
    ListState.UNMATCHED: "waiting",
    ListState.UNPLACED: "waiting",
    ListState.REFUSED: "bad",
    ListState.IN_FORCE: "active",
}


def _tiles(counts: dict[str, int], show: str | None) -> list[dict[str, Any]]:
    return [
        {
            "state": state.value,
            "label": state.label,
            "value": counts[state],
            "tone": _TONES.get(state, "plain"),
            "current": state == show,
        }
        for state in ListState
        if state in counts
    ]


def one(desk: Desk, pk: UUID, form: PlaceForm | None = None) -> HttpResponse:
    found = desk.one(pk)
    owns = desk.may_act and desk.house.owns(found)
    rows = RowFilter(desk.request.GET, queryset=found.people.all())
    waiting = _waiting(found)
    context = {
        "found": found,
        **waiting,
        "sign": sign_of(found),
        "told": told_of(found),
        "month": month_name(found.month),
        "sums": sums_of(found),
        "unchecked": is_unchecked(found),
        "owns": owns,
        "filter": rows,
        "table": paged(desk.request, RowTable(rows.qs)),
        "place_form": form or _place_form(desk, found) if owns else None,
        "can_force": owns
        and not waiting["being_put"]
        and found.state in force.AGAIN
        and found.group_id is not None,
        "can_withdraw": owns and found.state in force.OPEN,
        "first_url": _first_url(desk, found),
        "may_export": desk.may(access.P.EXPORT_PEOPLE),
        "months": _months(desk, ParticipantList.objects.filter(pk=found.pk)),
        **_addresses(desk, found),
    }
    status = 400 if form and form.errors else 200
    response = desk.show("enrolment/lists/one.html", context, Link(str(found)), status=status)
    if waiting["reading"] or waiting["being_put"]:
        response["Refresh"] = "3"
    return response


def _waiting(found: ParticipantList) -> dict[str, bool]:
    """What the worker is still to do with a list, or could not do."""
    put = working.last_put(found.batch) if found.batch and found.state in force.AGAIN else ""
    return {
        "reading": found.state == ListState.RECEIVED,
        "being_put": put in ("todo", "doing"),
        "put_failed": put == "failed",
    }


def _months(desk: Desk, lists: QuerySet[ParticipantList]) -> list[tuple[str, str]]:
    """Where one goes on once lists are in force: each of their months by name, with its page."""
    held = lists.filter(state=ListState.IN_FORCE, month__isnull=False).order_by("month")
    name = "branch_month" if desk.house.is_branch else "agency_month"
    return [
        (month_name(month), reverse(name, args=[desk.house.owner.code, month]))
        for month in held.values_list("month", flat=True).distinct()
    ]


def _addresses(desk: Desk, found: ParticipantList) -> dict[str, str]:
    names = ("place", "columns", "force", "withdraw", "file", "people")
    addresses = {f"{name}_url": desk.house.address(name, found.pk) for name in names}
    return addresses | {"batch_url": desk.house.address("batch", found.batch) if found.batch else ""}


def _first_url(desk: Desk, found: ParticipantList) -> str:
    owner = desk.house.owner
    if not isinstance(owner, Agency) or not desk.may(access.P.EDIT_ROSTER):
        return ""
    return desk.house.address("first", found.pk) if first.can_be_first(found, owner) else ""


def _place_form(desk: Desk, found: ParticipantList) -> PlaceForm | None:
    if found.state != ListState.UNPLACED:
        return None
    return PlaceForm(found=found, user=desk.request.user)


def say_put(request: HttpRequest, outcome: dict[str, Any] | None) -> None:
    """What putting lists in force came to."""
    if outcome is None:
        messages.info(request, _("The lists are being put in force; this page shows when it is done."))
        return
    done = outcome["in_force"]
    words = ngettext(
        "%(n)s list is in force and compared with its roster.",
        "%(n)s lists are in force and compared with their rosters.",
        done,
    )
    messages.success(request, words % {"n": number(done)})
    for hindrance, held in outcome["held"].items():
        kept = ngettext("%(n)s list is not: %(why)s.", "%(n)s lists are not: %(why)s.", held)
        messages.warning(request, kept % {"n": number(held), "why": HINDRANCES[hindrance]})


def force_preview(
    desk: Desk, planned: force.Plan, back: str, *deeper: Link, anew: bool = False
) -> HttpResponse:
    context = {
        "planned": planned,
        "table": paged(desk.request, ForceTable(planned.lines)),
        "back": back,
        "anew": anew,
    }
    return desk.show(
        "enrolment/lists/force.html", context, *deeper, Link(_("Put in force")), status=409 if anew else 200
    )
