"""Addresses of reminders: the city's, and the agency's letters from its city."""

from django.urls import path

import agencies.converters  # noqa: F401 - the address parts <region:code> and <agency:code>
from contributions.reminders.views import agency, city, letters, making, marking

_all = "regions/<region:code>/reminders/"
_one = f"{_all}<int:pk>/"
_letter = f"{_one}letters/<int:letter>/"
_own = "agencies/<agency:code>/letters/"
_file = letters.region_reminder_letter_file

urlpatterns = [
    path(_all, city.region_reminders, name="region_reminders"),
    path(f"{_all}new/", making.region_reminder_new, name="region_reminder_new"),
    path(_one, city.region_reminder, name="region_reminder"),
    path(f"{_one}mark/", marking.region_reminder_mark, name="region_reminder_mark"),
    path(f"{_one}close/", marking.region_reminder_close, name="region_reminder_close"),
    path(f"{_one}withdraw/", marking.region_reminder_withdraw, name="region_reminder_withdraw"),
    path(f"{_one}xlsx/", city.region_reminder_xlsx, name="region_reminder_xlsx"),
    path(f"{_one}pdf/", letters.region_reminder_files, {"kind": "pdf"}, name="region_reminder_pdf"),
    path(f"{_one}zip/", letters.region_reminder_files, {"kind": "zip"}, name="region_reminder_zip"),
    path(_letter, letters.region_reminder_letter, name="region_reminder_letter"),
    path(f"{_letter}edit/", letters.region_reminder_letter_edit, name="region_reminder_letter_edit"),
    path(f"{_letter}pdf/", _file, {"kind": "pdf"}, name="region_reminder_letter_pdf"),
    path(f"{_letter}word/", _file, {"kind": "docx"}, name="region_reminder_letter_word"),
    path(_own, agency.agency_letters, name="agency_letters"),
    path(f"{_own}<int:pk>/", agency.agency_letter, name="agency_letter"),
    path(f"{_own}<int:pk>/answer/", agency.agency_letter_answer, name="agency_letter_answer"),
    path(f"{_own}<int:pk>/pdf/", agency.agency_letter_pdf, name="agency_letter_pdf"),
]
