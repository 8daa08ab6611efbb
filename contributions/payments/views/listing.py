"""An agency's payments: the list with its sums, and the same as a workbook or CSV."""

from typing import Any

from django.db.models import Count, F, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from agencies import access
from agencies.models import Agency
from agencies.pages import figures
from agencies.pages.tables import paged
from contributions.models import Payment
from contributions.payments import exports
from contributions.payments.doubts import group_words
from contributions.payments.filters import PaymentFilter
from contributions.payments.frame import payments_nav
from contributions.payments.owing import chosen_of, owing_of
from contributions.payments.tables import PaymentTable, listed


def _chosen(request: HttpRequest, agency: Agency) -> tuple[PaymentFilter, bool]:
    groups = [(one.pk, group_words(one)) for one in agency.owned_groups.select_related("agency")]
    payments = Payment.objects.filter(agency=agency)
    return PaymentFilter(request.GET, payments, groups=groups), len(groups) > 1


@require_safe
@access.agency_view(access.P.SEE_FIGURES)
def agency_payments(request: HttpRequest, agency: Agency) -> HttpResponse:
    chosen, several = _chosen(request, agency)
    table = PaymentTable(listed(chosen.qs), agency=agency, several=several)
    context = {
        "agency": agency,
        "nav": payments_nav(request, agency),
        "filter": chosen,
        "table": paged(request, table),
        "sums": (sums := _sums(chosen.qs)),
        "count_words": _counted(sums["count"]),
        "open": chosen_of(owing_of(agency), ""),
        "may_pay": access.may(request.user, access.P.PAY, agency),
        "export_url": reverse("agency_payments_export", args=[agency.code]),
    }
    return render(request, "contributions/payments/list.html", context)


def _counted(count: int) -> str:
    return ngettext("%(n)s payment", "%(n)s payments", count) % {"n": figures.number(count)}


def _sums(payments: Any) -> dict[str, Any]:
    """Of those shown that stand: how many, how much, what months used, what was moved, what is left."""
    standing = Payment.objects.filter(pk__in=payments.order_by().values("pk")).standing()  # type: ignore[attr-defined]
    return standing.aggregate(
        count=Count("pk"),
        paid=Sum("amount", default=0),
        used=Sum("allocated", default=0),
        moved=Sum("moved_out", default=0),
        credit=Sum(F("amount") - F("moved_out") - F("allocated"), default=0),
        unproved=Count("pk", filter=Q(file_name="")),
    )


@require_safe
@access.agency_view(access.P.SEE_FIGURES)
def agency_payments_export(request: HttpRequest, agency: Agency) -> HttpResponse:
    chosen, _several = _chosen(request, agency)
    form = "csv" if request.GET.get("format") == "csv" else "xlsx"
    return exports.payments(chosen.qs, agency.slug, form)
