"""One page with every component on it, so that all of them can be looked at and checked at once."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from agencies.pages import badges, navigation
from agencies.pages.forms import DayInput, NikInput, WorkbookInput
from agencies.pages.tables import (
    BarColumn,
    BaseTable,
    DayColumn,
    NikColumn,
    NumberColumn,
    RupiahColumn,
    StateColumn,
    paged,
)

BARS = [
    {"registered": 160, "submitted": 170, "listed": 200, "declared": 250},
    {},
    {"registered": 0, "submitted": 0, "listed": 0, "declared": 0},
    {"active": 400, "registered": 500, "submitted": 550, "listed": 621, "declared": 600},
]


class People(BaseTable):
    caption = "Daftar pegawai"
    name = tables.Column(verbose_name="Nama")
    nik = NikColumn()
    since = DayColumn(verbose_name="Sejak")
    wage = RupiahColumn(verbose_name="Upah")
    state = StateColumn(verbose_name="Kepesertaan")


class Offices(BaseTable):
    caption = "OPD"
    phone = "scroll"
    name = tables.Column(verbose_name="OPD")
    workers = NumberColumn(verbose_name="Terdata")
    bar = BarColumn(verbose_name="Cakupan")


class PersonForm(forms.Form):
    name = forms.CharField(label="Nama lengkap", help_text="Seperti di KTP")
    nik = forms.CharField(label="NIK", widget=NikInput)
    day = forms.DateField(label="Mulai", widget=DayInput, required=False)
    kind = forms.ChoiceField(label="Kategori", choices=[("a", "honorer"), ("b", "THL")])
    basis = forms.ChoiceField(
        label="Dasar", choices=[("a", "menurut OPD"), ("b", "dikonfirmasi BPJS")], widget=forms.RadioSelect
    )
    sure = forms.BooleanField(label="Saya sudah memeriksa")
    note = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="x", required=False)


class UploadForm(forms.Form):
    file = forms.FileField(label="Berkas", widget=WorkbookInput)


class FilterForm(forms.Form):
    unit = forms.ChoiceField(label="Unit kerja", choices=[("", "Semua"), ("a", "Angkutan")], required=False)


def people() -> list[dict]:
    states = list(badges.SIGNS)
    return [
        {
            "name": f"Orang {n}",
            "nik": f"367301120590{n:04}",
            "since": dt.date(2020, 2, 26),
            "wage": 1_500_000 + n,
            "state": states[n % len(states)],
        }
        for n in range(60)
    ]


def gallery(request: HttpRequest, code: str = "") -> HttpResponse:
    messages.success(request, "158 pegawai disimpan.")
    messages.error(request, "Berkas tidak dapat dibaca.")
    form = PersonForm({"nik": "12", "basis": "a"})
    home = "/agencies/36.73/dishub/"
    nav = navigation.Nav(
        scope_label="Dishub",
        scope_url=home,
        tabs=(navigation.Link("Beranda", home), navigation.Link("Daftar pegawai", f"{home}workers/", True)),
        breadcrumb=(navigation.Link("Kota Serang", "/regions/36.73/"), navigation.Link("Dishub", home)),
        search_url=f"{home}workers/",
    )
    template = engines["django"].from_string(Path(__file__).with_name("gallery.html").read_text())
    context = {
        "nav": nav,
        "scopes": [
            navigation.Link("Dishub", nav.scope_url),
            navigation.Link("Kota Serang", "/regions/36.73/"),
        ],
        "people": paged(request, People(people())),
        "offices": paged(
            request, Offices([{"name": "OPD", "workers": b.get("listed"), "bar": b} for b in BARS])
        ),
        "bars": BARS,
        "states": list(badges.SIGNS),
        "form": form,
        "upload": UploadForm(),
        "filter": SimpleNamespace(form=FilterForm(request.GET or None)),
        "day": dt.date(2022, 4, 25),
    }
    return HttpResponse(template.render(context, request))


urlpatterns = [
    path("", gallery, name="home"),
    path("agencies/<path:code>/workers/", gallery, name="agency_workers"),
    path("agencies/<path:code>/", gallery, name="agency_home"),
    path("regions/<str:code>/", gallery, name="region_detail"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
]
