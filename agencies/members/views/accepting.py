"""Coming in by a one-use link, and what to do without one. Open to everybody."""

from uuid import UUID

from allauth.account.utils import perform_login
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from agencies import access
from agencies.members import links, wording
from agencies.models import AccessLink, Membership

GONE = 410


@access.public_view
@never_cache
@sensitive_post_parameters()
def link_open(request: HttpRequest, pk: UUID, signature: str) -> HttpResponse:
    with access.acting(access.SYSTEM):
        found = links.find(pk, signature, lock=request.method == "POST")
        if not isinstance(found, AccessLink):
            return _refused(request, found)
        form = SetPasswordForm(found.user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            form.save()
            found.used_at = timezone.now()
            found.save(update_fields=["used_at"])
        else:
            return _welcome(request, found, form)
    # Not Django's own login: somebody with a second factor is asked for it here too.
    return perform_login(request, found.user, email_verification="none")


def _welcome(request: HttpRequest, link: AccessLink, form: SetPasswordForm) -> HttpResponse:
    held = Membership.objects.filter(user=link.user).exclude(valid_to__lt=timezone.localdate())
    context = {
        "link": link,
        "form": form,
        "roles": list(held.select_related("agency__region", "region", "branch")),
        "is_invitation": link.purpose == links.INVITATION,
    }
    return render(request, "agencies/members/link_open.html", context)


def _refused(request: HttpRequest, fault: links.Fault) -> HttpResponse:
    status = 404 if fault == links.Fault.FORGED else GONE
    return render(request, "agencies/members/link_refused.html", wording.fault(fault), status=status)


@access.public_view
def forgotten(request: HttpRequest) -> HttpResponse:
    return render(request, "agencies/members/forgotten.html")
