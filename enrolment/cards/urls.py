"""Addresses of cards and certificates. The check page is public; its code names nobody."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <agency:code>
from enrolment.cards import certificate_views, check_views, views

_all = "agencies/<agency:code>/cards/"
_batch = f"{_all}noted/<uuid:pk>/"
_worker = "agencies/<agency:code>/workers/<int:pk>/certificate/"
_one = "agencies/<agency:code>/certificates/<int:pk>/"

urlpatterns = [
    path(_all, views.agency_cards, name="agency_cards"),
    path(f"{_all}received/", views.agency_cards_receive, name="agency_cards_receive"),
    path(f"{_all}handed-over/", views.agency_cards_hand_over, name="agency_cards_hand_over"),
    path(f"{_all}list.pdf", views.agency_cards_pdf, name="agency_cards_pdf"),
    path(f"{_all}list.docx", views.agency_cards_word, name="agency_cards_word"),
    path(_batch, views.agency_card_batch, name="agency_card_batch"),
    path(f"{_batch}undo/", views.agency_card_batch_undo, name="agency_card_batch_undo"),
    path(_worker, certificate_views.worker_certificate, name="worker_certificate"),
    path(f"{_worker}make/", certificate_views.worker_certificate_make, name="worker_certificate_make"),
    path(f"{_one}pdf/", certificate_views.certificate_pdf, name="certificate_pdf"),
    path(f"{_one}revoke/", certificate_views.certificate_revoke, name="certificate_revoke"),
    path("check/", check_views.certificate_check, name="certificate_check"),
    path("check/<str:asked>/", check_views.certificate_checked, name="certificate_checked"),
]
