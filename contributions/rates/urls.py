"""Addresses of rates. Of each kind the same, by the beginning of the name: `rate_add`, `relief_end`."""

from django.urls import path
from django.urls.resolvers import URLPattern

from contributions.rates import views
from contributions.rates.views import importing
from contributions.rates.views import records as kept

FOLDERS = {
    "rate": "rates/rate/",
    "relief": "rates/relief/",
    "penalty": "rates/penalty/",
    "minimum_wage": "rates/minimum-wages/",
    "due_date": "rates/due-dates/",
}
IN_FILES = ("rate", "relief", "minimum_wage", "due_date")


def _kept(kind: str, folder: str) -> list[URLPattern]:
    this = {"kind": kind}
    found = [
        path(f"{folder}new/", kept.record_add, this, f"{kind}_add"),
        path(f"{folder}<int:pk>/delete/", kept.record_delete, this, f"{kind}_delete"),
    ]
    if kind != "due_date":
        found.append(path(f"{folder}<int:pk>/", kept.record_change, this, f"{kind}_change"))
        found.append(path(f"{folder}<int:pk>/end/", kept.record_end, this, f"{kind}_end"))
    if kind in IN_FILES:
        found.append(path(f"{folder}import/", importing.records_import, this, f"{kind}_import"))
        found.append(path(f"{folder}import/save/", importing.records_take_over, this, f"{kind}_take_over"))
        for extension in ("xlsx", "csv"):
            values = {**this, "extension": extension}
            found.append(
                path(f"{folder}{extension}/", importing.records_export, values, f"{kind}_{extension}")
            )
    return found


urlpatterns = [
    path("rates/", views.rate_list, name="rate_list"),
    path("rates/minimum-wages/", views.minimum_wage_list, name="minimum_wage_list"),
    path("rates/due-dates/", views.due_date_list, name="due_date_list"),
    *(one for kind, folder in FOLDERS.items() for one in _kept(kind, folder)),
]
