"""The frame of the pages of payments and bills, and one payment, bill or move within the agency's scope."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.pages import figures
from agencies.pages.frame import agency_frame
from agencies.pages.navigation import Link, Nav, address
from contributions.models import Bill, Payment, PaymentMove
from enrolment.workers.wording import month_name


def payments_nav(request: HttpRequest, agency: Agency, *deeper: Link) -> Nav:
    above = Link(_("Contributions"), address("agency_contributions", agency.code))
    here = Link(_("Payments"), reverse("agency_payments", args=[agency.code]))
    return agency_frame(request, agency, "agency_contributions", above, here, *deeper)


def payment_nav(request: HttpRequest, agency: Agency, payment: Payment, *deeper: Link) -> Nav:
    here = reverse("agency_payment", args=[agency.code, payment.pk])
    return payments_nav(request, agency, Link(payment_words(payment), here), *deeper)


def payment_words(payment: Payment) -> str:
    """`Rp 16.200, 10 Mar 2020`."""
    return f"{figures.rupiah(payment.amount)}, {figures.short_day(payment.paid_on)}"


def bill_nav(request: HttpRequest, agency: Agency, month: dt.date, *deeper: Link) -> Nav:
    above = Link(_("Contributions"), address("agency_contributions", agency.code))
    of_month = Link(month_name(month), month_url(agency, month))
    return agency_frame(request, agency, "agency_contributions", above, of_month, *deeper)


def month_url(agency: Agency, month: dt.date) -> str:
    """The page of an agency's month, or nothing while there is none."""
    return address("agency_contribution_month", agency.code, f"{month:%Y-%m}")


def one_payment(agency: Agency, pk: UUID) -> Payment:
    """The agency's payment, or 404."""
    payments = Payment.objects.filter(agency=agency).select_related(
        "group__agency", "agency__region", "entered_by", "voided_by", "branch", "list"
    )
    return get_object_or_404(payments, pk=pk)


def one_bill(agency: Agency, month: dt.date, pk: UUID) -> Bill:
    """The agency's bill of that month, or 404."""
    bills = Bill.objects.filter(agency=agency, month=month).select_related("group__agency", "entered_by")
    return get_object_or_404(bills, pk=pk)


def one_move(agency: Agency, pk: UUID) -> PaymentMove:
    """A move of one of the agency's payments, or 404."""
    moves = PaymentMove.objects.filter(agency=agency).select_related(
        "payment", "agency__region", "to_group__agency", "to_agency", "made_by"
    )
    return get_object_or_404(moves, pk=pk)
