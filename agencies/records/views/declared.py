"""What an agency itself says it has in workers, a declared zero included."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import access
from agencies.models import Agency, Metric, StatedFigure
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav
from agencies.records import actions, undo
from agencies.records.forms import DeclaredForm
from agencies.records.views import deleting
from agencies.records.wording import what_is_counted


@access.agency_view(access.P.SEE_RECORDS)
def agency_declared(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Everything declared so far, newest first, and for those who may the form for a new number."""
    may_declare = access.may(request.user, access.P.DECLARE_HEADCOUNT, agency)
    if request.method == "POST" and not may_declare:
        raise PermissionDenied
    first = {"as_of": timezone.localdate(), "source": _("Declared by the agency")}
    form = DeclaredForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.declare_headcount(agency=agency, by=request.user, **form.cleaned_data)
        messages.success(request, _("The declared number of workers is saved."))
        return redirect("agency_declared", agency.code)
    context = {
        "nav": _nav(request, agency),
        "agency": agency,
        "form": form if may_declare else None,
        "figures": _declared(request, agency),
        "others": _said_by_others(request, agency),
        "deleted": undo.waiting(request, agency),
    }
    return render(request, "agencies/records/declared.html", context)


@access.agency_view(access.P.DECLARE_HEADCOUNT)
def declared_delete(request: HttpRequest, agency: Agency, pk: int) -> HttpResponse:
    figure = get_object_or_404(_declared(request, agency), pk=pk)
    back = reverse("agency_declared", args=[agency.code])
    return deleting.confirm_delete(request, figure, agency, _nav(request, agency, Link(_("Delete"))), back)


@access.agency_view(access.P.DECLARE_HEADCOUNT)
@require_POST
def declared_restore(request: HttpRequest, agency: Agency) -> HttpResponse:
    deleting.restored(request, agency)
    return redirect("agency_declared", agency.code)


def _declared(request: HttpRequest, agency: Agency) -> QuerySet[StatedFigure]:
    return _about(request, agency).filter(metric=Metric.WORKERS_TOTAL)


def _said_by_others(request: HttpRequest, agency: Agency) -> list[tuple[str, StatedFigure]]:
    """What is counted and the figure, of all that is no declaration."""
    figures = _about(request, agency).exclude(metric=Metric.WORKERS_TOTAL)
    return [(what_is_counted(one), one) for one in figures]


def _about(request: HttpRequest, agency: Agency) -> QuerySet[StatedFigure]:
    visible = access.restrict_records(StatedFigure.objects.filter(agency=agency), request.user)
    return visible.select_related("region", "created_by").order_by("-as_of", "-pk")


def _nav(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    here = Link(_("Declared number of workers"), reverse("agency_declared", args=[agency.code]))
    return agency_frame(request, agency, "agency_home", here, *deeper)
