"""The public page on which anybody who holds a certificate can see whether it holds."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies import access
from enrolment.cards.certificates import told_by
from enrolment.cards.codes import ALPHABET, LENGTH, grouped, plain_code
from enrolment.cards.forms import CodeForm

PER_MINUTE = 30  # look-ups from one address
_NOBODYS = ALPHABET[0] * LENGTH  # looked up where no code was given, so that every answer takes one look-up


@access.public_view
def certificate_check(request: HttpRequest) -> HttpResponse:
    """The form; a code that was typed leads to its own address."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        return redirect("certificate_checked", grouped(plain_code(typed) or "") or "-")
    return _answer(request, {"form": form}, 200)


@require_safe
@access.public_view
def certificate_checked(request: HttpRequest, asked: str) -> HttpResponse:
    """Initials, agency, day and whether it was revoked; the same page for every code that nobody bears."""
    if _too_often(request):
        return _answer(request, {"too_often": True, "form": CodeForm()}, 429)
    code = plain_code(asked)
    found = told_by(code or _NOBODYS)
    context = {"found": found, "asked": True, "code": grouped(code) if found and code else ""}
    return _answer(request, context | {"form": CodeForm()}, 200 if found else 404)


def _answer(request: HttpRequest, context: dict, status: int) -> HttpResponse:
    response = render(request, "enrolment/cards/check.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response


def _too_often(request: HttpRequest) -> bool:
    """Whether this address asked more often than a person does, within a minute by the clock."""
    caller = get_adapter().get_client_ip(request)
    minute = timezone.now().strftime("%Y%m%d%H%M")
    key = "certificate-check:" + hashlib.sha256(f"{caller} {minute}".encode()).hexdigest()[:32]
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) > PER_MINUTE
    except ValueError:  # it expired between the two
        return False
