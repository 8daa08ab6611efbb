"""A wrong payment put right: where to, what that changes, then the move itself; its undoing; the letter."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import access
from agencies.models import Agency
from agencies.pages.downloads import DOCX, PDF, attachment, file_name
from agencies.pages.navigation import Link
from contributions.models import MoveKind, Payment, PaymentMove
from contributions.payments import moving, printing
from contributions.payments.forms import GroupMoveForm, MonthMoveForm, MoveForm
from contributions.payments.frame import one_move, one_payment, payment_nav
from contributions.payments.letter import LetterForm, letter_of, remembered
from contributions.payments.outcome import rehearsed
from contributions.payments.pages import move_words

FORMS: dict[str, type[MoveForm]] = {
    MoveKind.MONTH: MonthMoveForm,
    MoveKind.GROUP: GroupMoveForm,
    MoveKind.REFUND: MoveForm,
}


def _act(payment: Payment, kind: str, values: dict[str, Any], by: object) -> PaymentMove:
    given: dict[str, Any] = {"amount": values["amount"], "reason": values["reason"], "by": by}
    if kind == MoveKind.MONTH:
        return moving.move_to_month(payment=payment, month=values["month"].month, **given)
    if kind == MoveKind.GROUP:
        return moving.move_to_group(payment=payment, group=values["group"], **given)
    return moving.refund(payment=payment, **given)


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_payment_move(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """`kind` in the query says where to; the first POST shows what it changes, `step=save` does it."""
    payment = one_payment(agency, pk)
    kind = request.GET.get("kind", "")
    kind = kind if kind in FORMS else MoveKind.MONTH
    free = moving.movable(payment)
    data = request.POST if request.method == "POST" else None
    form = FORMS[kind](data, payment=payment, movable=free, user=request.user)
    here = reverse("agency_payment", args=[agency.code, pk])
    context: dict[str, Any] = {"agency": agency, "payment": payment, "form": form, "kind": kind}
    context |= {"movable": free, "kinds": MoveKind.choices, "back": here}
    context["nav"] = payment_nav(request, agency, payment, Link(_("Move")))
    if form.is_bound and form.is_valid():
        if request.POST.get("step") == "save" and _moved(request, payment, kind, form):
            return redirect(here)
        context |= _rehearsed(payment, kind, form)
    status = 400 if form.errors else 200
    return render(request, "contributions/payments/move.html", context, status=status)


def _moved(request: HttpRequest, payment: Payment, kind: str, form: MoveForm) -> bool:
    try:
        made = _act(payment, kind, form.cleaned_data, request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("Done: %(words)s.") % {"words": move_words(made)})
    return True


def _rehearsed(payment: Payment, kind: str, form: MoveForm) -> dict[str, Any]:
    """What it will change; what refuses it stands on the form."""
    if form.errors:
        return {}
    group = form.cleaned_data.get("group")
    try:
        effects = rehearsed(
            lambda: _act(payment, kind, form.cleaned_data, None),
            [payment.group_id, getattr(group, "pk", None)],
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return {}
    return {"checked": True, "effects": effects, "to": form.cleaned_data.get("month") or group}


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_move_undo(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    move = one_move(agency, pk)
    here = reverse("agency_payment", args=[agency.code, move.payment_id])
    if move.to_agency and not access.may(request.user, access.P.PAY, move.to_agency):
        messages.error(
            request, _("The other side has this money now. The city or the BPJS branch can undo it.")
        )
        return redirect(here)
    if request.method == "POST":
        _say(request, lambda: moving.undo_move(move=move, by=request.user), _("The move is taken back."))
        return redirect(here)
    nav = payment_nav(request, agency, move.payment, Link(_("Undo the move")))
    context = {"agency": agency, "move": move, "words": move_words(move), "nav": nav, "back": here}
    try:
        groups = [move.payment.group_id, move.to_group_id]
        context["effects"] = rehearsed(lambda: moving.undo_move(move=move, by=None), groups)
    except ValidationError as refused:
        context["refused"] = " ".join(refused.messages)
    return render(request, "contributions/payments/undo.html", context)


def _say(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    try:
        act()
        messages.success(request, done)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))


@require_http_methods(["GET", "HEAD", "POST"])
@access.agency_view(access.P.PAY)
def agency_payment_letter(request: HttpRequest, agency: Agency, pk: UUID) -> HttpResponse:
    """Asks who signs; POST gives the letter for a move, as `format` says."""
    move = one_move(agency, pk)
    form = LetterForm(request.POST if request.method == "POST" else None, initial=remembered(agency))
    if form.is_bound and form.is_valid():
        return _letter(move, form, is_word=request.POST.get("format") == "word")
    context = {"agency": agency, "move": move, "words": move_words(move), "form": form}
    context["nav"] = payment_nav(request, agency, move.payment, Link(_("Letter")))
    context["back"] = reverse("agency_payment", args=[agency.code, move.payment_id])
    status = 400 if form.errors else 200
    return render(request, "contributions/payments/letter.html", context, status=status)


def _letter(move: PaymentMove, form: LetterForm, *, is_word: bool) -> HttpResponse:
    letter = letter_of(move, form.cleaned_data)
    extension, kind = ("docx", DOCX) if is_word else ("pdf", PDF)
    content = printing.word(letter) if is_word else printing.pdf(letter)
    words = (_("letter"), move.get_kind_display(), move.agency.slug, move.payment.paid_on.isoformat())
    return attachment(content, file_name(*words, extension=extension), kind)
