"""What one does with lists: give them a group, put them in force, withdraw them, take one as the first."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import stored_file
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from enrolment.models import ListState, ParticipantList
from enrolment.reconciliation.lists import answering, exports, first, force, pages, working
from enrolment.reconciliation.lists.filters import ListFilter, RowFilter
from enrolment.reconciliation.lists.forms import PlaceForm
from enrolment.reconciliation.lists.pages import Desk
from enrolment.reconciliation.lists.wording import HINDRANCES
from enrolment.rosters import storage
from enrolment.seen import ShownAnew


def place(desk: Desk, pk: UUID) -> HttpResponse:
    """Give a list its contribution group: asked on its own page."""
    found, request = desk.own(pk), desk.request
    form = PlaceForm(request.POST, found=found, user=request.user)
    if not form.is_valid():
        return pages.one(desk, pk, form)
    said = form.cleaned_data
    try:
        placed = answering.answer(
            found=found,
            group=said["group"],
            month=said.get("month"),
            keep_npp=said.get("keep_npp", False)
            and access.may(request.user, access.P.MANAGE_GROUPS, said["group"].agency),
            by=request.user,
        )
    except answering.NotAsked:
        messages.warning(request, _("Somebody has already answered for this list."))
        return redirect(desk.house.address("one", pk))
    words = ngettext(
        "%(n)s list has its group now.", "%(n)s lists with the same header have their group now.", len(placed)
    )
    messages.success(request, words % {"n": number(len(placed))})
    return redirect(desk.house.address("one", pk))


def force_batch(desk: Desk, pk: UUID) -> HttpResponse:
    """Put all lists of a batch in force that are ready: first shown, then done."""
    ready = desk.house.owned(desk.batch(pk)).filter(state=ListState.READY)
    back = desk.house.address("batch", pk)
    above = Link(_("Files handed in together"), back)
    return _force(desk, ready, pk, back, above)


def force_one(desk: Desk, pk: UUID) -> HttpResponse:
    """The same for one list, also one that was in force before."""
    found = desk.own(pk)
    back = desk.house.address("one", pk)
    return _force(
        desk, desk.house.lists().filter(pk=pk), found.batch or uuid4(), back, Link(str(found), back)
    )


def _force(desk: Desk, lists: QuerySet[ParticipantList], batch: UUID, back: str, above: Link) -> HttpResponse:
    request = desk.request
    planned = force.plan(lists, request.user)
    if request.method != "POST":
        return pages.force_preview(desk, planned, back, above)
    if not planned.going or request.POST.get("seen", "") != planned.seen:
        return pages.force_preview(desk, planned, back, above, anew=True)
    try:
        outcome = working.put_in_force_now_or_later(planned=planned, batch=batch, by=request.user)
    except ShownAnew:
        planned = force.plan(lists, request.user)
        return pages.force_preview(desk, planned, back, above, anew=True)
    pages.say_put(request, outcome)
    return redirect(back)


def withdraw(desk: Desk, pk: UUID) -> HttpResponse:
    """Shown first: what a withdrawn list no longer does."""
    found, request = desk.own(pk), desk.request
    back = desk.house.address("one", pk)
    if request.method != "POST":
        context = {"found": found, "back": back, "in_force": found.state == "in_force"}
        return desk.show(
            "enrolment/lists/withdraw.html", context, Link(str(found), back), Link(_("Withdraw"))
        )
    try:
        force.withdraw(found=found, by=request.user)
        messages.success(request, _("The list was withdrawn. It can be put in force again from here."))
    except force.NotPossible as why:
        messages.warning(request, capfirst(f"{HINDRANCES[why.code]}."))
    return redirect(back)


def take_first(desk: Desk, pk: UUID) -> HttpResponse:
    """The agency's first list: an upload to be looked at and saved like any other."""
    agency = desk.house.owner
    assert isinstance(agency, Agency)
    try:
        upload = first.take(found=desk.one(pk), agency=agency, by=desk.request.user)
    except first.NotFirst:
        messages.warning(
            desk.request, _("The agency has a list by now: this one is compared with it instead.")
        )
        return redirect(desk.house.address("one", pk))
    return redirect("upload_detail", agency.code, upload.pk)


def file(desk: Desk, pk: UUID) -> FileResponse:
    """The file as it came, as a download only: never shown inside the site."""
    found = desk.one(pk)
    return stored_file(storage.path_of(found), str(found).rsplit("/", 1)[-1])


def export(desk: Desk) -> FileResponse:
    """The lists that the filters show, one row per file."""
    shown = ListFilter(desk.request.GET, queryset=desk.house.lists().defer("summary")).qs
    return exports.lists_workbook(shown, f"data bpjs {desk.house.owner.code}")


def export_batch(desk: Desk, pk: UUID) -> FileResponse:
    """What came of each file that was handed in together."""
    shown = desk.batch(pk).defer("summary").order_by("file_name", "inside")
    return exports.lists_workbook(shown, f"data bpjs {desk.house.owner.code}")


def export_people(desk: Desk, pk: UUID) -> FileResponse:
    """The people of one list."""
    found = desk.one(pk)
    rows = RowFilter(desk.request.GET, queryset=found.people.all()).qs
    return exports.rows_workbook(rows, f"data bpjs {found.npp} {found.month or ''}")
