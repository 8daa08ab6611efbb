"""add_region: kecamatan and kelurahan from the shipped lists."""

import io
import json

import pytest
from django.core.management import call_command

from agencies.models import Agency, ContributionGroup

pytestmark = pytest.mark.django_db


def run(*args: str) -> dict:
    out = io.StringIO()
    call_command("add_region", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize(
    ("code", "kecamatan", "kelurahan"), [("36.73", 6, 67), ("16.71", 18, 107), ("32.74", 5, 22)]
)
def test_city_gets_its_kecamatan_and_kelurahan(code, kecamatan, kelurahan):
    done = run(code)
    assert done == {
        "region": code,
        "kecamatan": kecamatan,
        "kelurahan": kelurahan,
        "added": kecamatan + kelurahan,
    }
    agencies = Agency.objects.filter(region__code=code)
    assert agencies.filter(kind="kecamatan").count() == kecamatan
    assert agencies.filter(kind="kelurahan").count() == kelurahan
    assert (
        ContributionGroup.objects.filter(agency__in=agencies, is_default=True).count()
        == kecamatan + kelurahan
    )


def test_codes_are_the_numbers_of_kemendagri():
    run("36.73")
    kelurahan = Agency.objects.get(code="36.73/01.1008")
    assert (kelurahan.name, kelurahan.kind, kelurahan.verified) == ("Kelurahan Sukawana", "kelurahan", True)
    assert (kelurahan.parent.code, kelurahan.parent.name) == ("36.73/01", "Kecamatan Serang")


def test_villages_of_a_regency_that_govern_themselves_are_left_out():
    done = run("36.04")
    assert done["kelurahan"] == 0
    assert done["kecamatan"] > 20


def test_second_run_adds_only_what_is_missing():
    run("36.73")
    Agency.objects.filter(code="36.73/01.1008").update(name="Kelurahan yang diubah")
    gone = Agency.objects.get(code="36.73/01.1009")
    gone.owned_groups.all().delete()
    gone.delete()
    assert run("36.73")["added"] == 1
    assert Agency.objects.get(code="36.73/01.1008").name == "Kelurahan yang diubah"


@pytest.mark.parametrize(("code", "word"), [("99.99", "no such"), ("36", "province")])
def test_unknown_code_or_province_is_refused_in_one_line(code, word):
    err = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("add_region", code, stderr=err)
    assert stopped.value.code == 2
    assert err.getvalue().startswith(f"error: {code}: ")
    assert err.getvalue().count("\n") == 1
    assert not Agency.objects.exists()


def test_cost_does_not_grow_with_the_city(django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        run("16.71")
