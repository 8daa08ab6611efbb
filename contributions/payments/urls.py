"""Addresses of bills and payments."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <agency:code>
import enrolment.reconciliation.converters  # noqa: F401 - <month:month>
from contributions.payments.views import bills, entering, files, listing, moves, one

_bills = "agencies/<agency:code>/contributions/<month:month>/bills/"
_bill = f"{_bills}<uuid:pk>/"
_all = "agencies/<agency:code>/payments/"
_one = f"{_all}<uuid:pk>/"
_move = f"{_all}moves/<uuid:pk>/"

urlpatterns = [
    path(f"{_bills}new/", bills.agency_bill_new, name="agency_bill_new"),
    path(_bill, bills.agency_bill, name="agency_bill"),
    path(f"{_bill}edit/", bills.agency_bill_edit, name="agency_bill_edit"),
    path(f"{_bill}state/", bills.agency_bill_state, name="agency_bill_state"),
    path(f"{_bill}void/", bills.agency_bill_void, name="agency_bill_void"),
    path(f"{_bill}file/", files.agency_bill_file, name="agency_bill_file"),
    path(f"{_bill}file/add/", files.agency_bill_file_add, name="agency_bill_file_add"),
    path(_all, listing.agency_payments, name="agency_payments"),
    path(f"{_all}export/", listing.agency_payments_export, name="agency_payments_export"),
    path(f"{_all}new/", entering.agency_payment_new, name="agency_payment_new"),
    path(_one, one.agency_payment, name="agency_payment"),
    path(f"{_one}edit/", one.agency_payment_edit, name="agency_payment_edit"),
    path(f"{_one}void/", one.agency_payment_void, name="agency_payment_void"),
    path(f"{_one}restore/", one.agency_payment_restore, name="agency_payment_restore"),
    path(f"{_one}file/", files.agency_payment_file, name="agency_payment_file"),
    path(f"{_one}file/add/", files.agency_payment_file_add, name="agency_payment_file_add"),
    path(f"{_one}move/", moves.agency_payment_move, name="agency_payment_move"),
    path(f"{_move}undo/", moves.agency_move_undo, name="agency_move_undo"),
    path(f"{_move}letter/", moves.agency_payment_letter, name="agency_payment_letter"),
]
