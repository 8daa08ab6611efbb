"""The facts of the news items, asked of the loaded trial by the command that people script against."""

import datetime as dt
import json

import pytest
from django.core.management import call_command

from agencies import access
from agencies.models import Agency, Document, Region, StatedFigure, User
from contributions.demo import data, loader
from contributions.demo.places import PASSWORD
from contributions.demo.rosters import split
from enrolment.models import Upload, UploadState, Worker

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(autouse=True)
def _as_system(demo, django_db_blocker):
    """Instead of the usual fixture: these tests share one transaction and write nothing."""
    with django_db_blocker.unblock(), access.acting(access.SYSTEM):
        yield


def coverage(capsys, region: str, day: str) -> dict:
    call_command("coverage", "--region", region, "--as-of", day, "--json")
    return json.loads(capsys.readouterr().out)


def registered(answer: dict) -> dict[str, int]:
    return {row["agency"]: row["registered"] for row in answer["by_agency"] if row["registered"]}


def test_serang_has_1107_registered_in_four_agencies(capsys):
    answer = coverage(capsys, "36.73", "2020-02-26")
    assert answer["workers"]["registered"] == 1107
    assert registered(answer) == {
        "36.73/dishub": 160,
        "36.73/dlh": 621,
        "36.73/satpol-pp": 250,
        "36.73/disperdaginkop-ukm": 76,
    }


def test_serang_had_none_a_year_before(capsys):
    answer = coverage(capsys, "36.73", "2019-01-01")
    assert answer["workers"]["registered"] == 0
    assert registered(answer) == {}


def test_serang_is_measured_by_three_numbers_of_agencies(capsys):
    rates = coverage(capsys, "36.73", "2021-02-16")["rates"]
    assert {r["denominator"] for r in rates if r["measure"] == "agencies"} == {33, 39, 106}


def test_palembang_has_5200_of_5200_in_50_agencies(capsys):
    answer = coverage(capsys, "16.71", "2022-07-27")
    assert answer["workers"]["registered"] == 5200
    assert answer["workers"]["declared"] == 5200
    assert answer["agencies"] == {"total": 50, "with_roster": 50, "registered": 50}
    rates = {(r["measure"], r["numerator"], r["denominator"]) for r in answer["rates"]}
    assert rates == {("workers", 5200, 5200), ("agencies", 50, 50)}


def test_cirebon_has_1100_and_two_rates(capsys):
    answer = coverage(capsys, "32.74", "2022-04-25")
    assert answer["workers"]["registered"] == 1100
    assert answer["workers"]["declared"] is None
    assert [(r["numerator"], r["denominator"]) for r in answer["rates"]] == [(1100, 3500), (1100, 3600)]


def test_kabupaten_serang_has_stated_figures_only(capsys):
    assert coverage(capsys, "36.04", "2018-11-21")["by_agency"] == []
    stated = StatedFigure.objects.filter(region__code="36.04")
    assert {figure.value_text for figure in stated} >= {"hanya Rp16 ribu perbulan", "sudah mencapai 12 ribu"}
    assert stated.get(metric="contribution").value is None


def test_serang_has_its_kecamatan_and_kelurahan():
    kinds = Agency.objects.filter(region__code="36.73").values_list("kind", flat=True)
    assert (list(kinds).count("kecamatan"), list(kinds).count("kelurahan")) == (6, 67)


def test_offices_nobody_names_say_so():
    placeholders = Agency.objects.filter(name__startswith="OPD belum disebut namanya")
    assert {agency.name for agency in placeholders} == {
        f"OPD belum disebut namanya {number}" for number in range(31, 51)
    }
    assert not placeholders.filter(verified=True).exists()


def test_every_list_came_in_through_an_upload():
    uploads = Upload.objects.filter(state=UploadState.APPLIED)
    assert uploads.count() == 4 + 50 + 5 + 2  # two lists of a few people more, in the month to reconcile
    assert all(upload.counts["needs_fix"] == 0 for upload in uploads)
    assert all(u.on_behalf for u in uploads.filter(agency__code="36.73/disperdaginkop-ukm"))
    assert not uploads.get(agency__code="36.73/dishub").on_behalf
    assert not uploads.filter(uploaded_by=None).exists()


def test_nobody_in_the_trial_lives():
    assert Worker.objects.count() == 1107 + 5200 + 1100 + 7
    assert not Worker.objects.exclude(nik__regex=r"9\d{3}$").exists()


def test_the_six_logins_sign_in_and_nobody_else():
    listed = [p["username"] for p in data.read("places")["people"] if p.get("login")]
    assert listed == ["dishub", "kota", "cabang", "provinsi", "operator", "bendahara"]
    for user in User.objects.all():
        assert user.check_password(PASSWORD) == (user.username in listed)


@pytest.mark.parametrize(
    ("username", "agencies", "workers"),
    [
        ("dishub", 1, 160),
        ("kota", 101, 1114),
        ("cabang", 101, 1114),
        ("provinsi", 101, 0),
        ("operator", 177, 0),
    ],
)
def test_each_login_sees_its_own(username, agencies, workers):
    user = User.objects.get(username=username)
    with access.acting(user):
        assert access.visible_agencies(user).count() == agencies
        assert Worker.objects.count() == workers


def test_contradictions_stand_side_by_side():
    totals = StatedFigure.objects.filter(region__code="32.74", metric="workers_total")
    assert {int(figure.value) for figure in totals} == {3500, 3600}
    assert not totals.filter(is_denominator=True).exists()
    assert totals.get(value=3600).value_text == "Kurang lebih, Non ASN itu sekitar 3.600 an."
    assert {figure.date_as_printed for figure in totals} == {"Selasa (25/4/2022)"}


def test_documents_are_those_the_sources_name():
    numbers = set(Document.objects.values_list("region__code", "number"))
    assert numbers >= {("36.73", "560/778-DKTKT/2019"), ("36.73", "55 Tahun 2017"), ("16.71", "2 Tahun 2021")}
    assert set(Region.objects.filter(documents__kind="mou").values_list("code", flat=True)) == {"32.74"}


def test_second_load_finds_everything_there():
    assert loader.load(lambda step: pytest.fail(f"loads {step} again")) is False


def test_split_gives_everybody_an_office():
    sizes = split(5200, [f"opd-{n}" for n in range(49)] + ["dlh"], {"dlh": 980}, seed="x")
    assert sum(sizes.values()) == 5200
    assert len(sizes) == 50
    assert min(sizes.values()) >= 8
    assert sizes["dlh"] == 980


def test_figures_of_the_trial_lie_in_the_past():
    assert all(figure["as_of"] < dt.date(2026, 1, 1) for figure in data.read("figures")["figures"])
