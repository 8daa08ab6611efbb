"""The pages of lists of payments, the same for a branch and for an agency: what differs is the house."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.pages.downloads import stored_file
from agencies.pages.figures import number
from agencies.pages.navigation import Link
from agencies.pages.tables import paged
from contributions.models import ListState
from contributions.payments.lists import placing, saving, showing
from contributions.payments.lists.desk import Desk
from contributions.payments.lists.files import path_of
from contributions.payments.lists.forms import AnswersForm, HandInForm
from contributions.payments.lists.receiving import discard, read_now_or_later, receive
from contributions.payments.lists.tables import ListTable
from enrolment.seen import ShownAnew


def lists(desk: Desk) -> HttpResponse:
    """All lists that were handed in here, newest first."""
    found = desk.house.lists()
    context = {
        "none_yet": not found.exists(),
        "table": paged(desk.request, ListTable(found, house=desk.house)),
        "new_url": desk.house.address("new"),
    }
    return desk.show("contributions/payments/lists/list.html", context)


def hand_in(desk: Desk) -> HttpResponse:
    request = desk.request
    form = HandInForm(request.POST, request.FILES) if request.method == "POST" else HandInForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        found = receive(house=desk.house, name=file.name or "", chunks=file.chunks(), by=request.user)
        read_now_or_later(found=found, by=request.user)
        return redirect(desk.house.address("one", found.pk))
    deeper = Link(_("Hand in a list"))
    return desk.show(
        "contributions/payments/lists/new.html", {"form": form}, deeper, status=400 if form.errors else 200
    )


def one(desk: Desk, pk: UUID, status: int = 200) -> HttpResponse:
    """What a list would bring, or brought; while it is still read, that it is."""
    found = desk.one(pk)
    if found.state == ListState.READY and desk.may_act:
        saving.refresh(found)
        found.refresh_from_db(fields=["counts"])
    context = showing.of_list(desk, found)
    response = desk.show(
        "contributions/payments/lists/one.html", context, Link(found.file_name), status=status
    )
    if found.state == ListState.RECEIVED:
        response["Refresh"] = "3"
    return response


def answer(desk: Desk, pk: UUID) -> HttpResponse:
    """Whose payments are that nobody knew."""
    found = desk.one(pk)
    if found.state != ListState.READY:
        messages.warning(desk.request, str(saving.NOT_OPEN))
        return redirect(desk.house.address("one", pk))
    known = placing.known_of(found, desk.house, placing.said_of(found))
    asked, _all = placing.questions(found, known)
    form = AnswersForm(desk.request.POST, questions=asked, groups=known.groups)
    if form.is_valid() and (answers := form.answers()):
        _try(desk, lambda: saving.answer(found=found, answers=answers, by=desk.request.user))
    return redirect(desk.house.address("one", pk))


def forget(desk: Desk, pk: UUID) -> HttpResponse:
    """Take the answers given for this list back: everything is asked anew."""
    found = desk.one(pk)
    given = dict.fromkeys(found.matching.get("answers", {}), "")
    _try(desk, lambda: saving.answer(found=found, answers=given, by=desk.request.user))
    return redirect(desk.house.address("one", pk))


def save(desk: Desk, pk: UUID) -> HttpResponse:
    """Save what was shown; where other rows would be saved by now, show them first."""
    found, request = desk.one(pk), desk.request
    try:
        made = saving.save(found=found, seen=request.POST.get("seen", ""), by=request.user)
    except ShownAnew:
        messages.warning(request, _("Meanwhile something changed. Look at it once more, then save."))
        return one(desk, pk, status=409)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(desk.house.address("one", pk))
    messages.success(request, " ".join(showing.outcome(made)))
    return redirect(desk.house.address("one", pk))


def undo(desk: Desk, pk: UUID) -> HttpResponse:
    """Shown first: which payments stop to pay, and what stands in the way."""
    found, request = desk.one(pk), desk.request
    back = desk.house.address("one", pk)
    if found.state != ListState.SAVED:
        messages.warning(request, str(saving.NOT_SAVED))
        return redirect(back)
    refused: list[str] = []
    if request.method == "POST":
        try:
            count = saving.undo(found=found, by=request.user)
        except ValidationError as error:
            refused = error.messages
        else:
            words = ngettext("%(n)s payment was taken back.", "%(n)s payments were taken back.", count)
            messages.success(request, words % {"n": number(count)})
            return redirect(back)
    context = showing.of_undoing(found) | {"back": back, "refused": refused}
    deeper = (Link(found.file_name, back), Link(_("Take the list back")))
    return desk.show(
        "contributions/payments/lists/undo.html", context, *deeper, status=409 if refused else 200
    )


def throw_away(desk: Desk, pk: UUID) -> HttpResponse:
    """Forget a list of which nothing was saved; it can be handed in again."""
    found = desk.one(pk)
    if not discard(found=found, by=desk.request.user):
        messages.warning(desk.request, str(saving.NOT_OPEN))
        return redirect(desk.house.address("one", pk))
    words = _("The list “%(file)s” was thrown away; nothing of it had been saved.")
    messages.success(desk.request, words % {"file": found.file_name})
    return redirect(desk.house.address("all"))


def file(desk: Desk, pk: UUID) -> FileResponse:
    """The file as it came, as a download only: never shown inside the site."""
    found = desk.one(pk)
    return stored_file(path_of(found), found.file_name)


def _try(desk: Desk, action: Any) -> None:
    try:
        action()
    except ValidationError as refused:
        messages.warning(desk.request, " ".join(refused.messages))
