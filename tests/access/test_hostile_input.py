"""What no browser sends: characters PostgreSQL cannot hold, numbers no key can have."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

NUL = "Sri\0Wahyuni"
HUGE = "9" * 30


@pytest.mark.parametrize("user", ["dishub_operator", "city_manager"])
def test_search_for_a_null_character_finds_the_rest(client, request, dishub, user):
    client.force_login(request.getfixturevalue(user))
    found = client.post(reverse("agency_workers", args=[dishub.code]), {"q": NUL}, follow=True)
    assert found.status_code == 200


def test_member_search_for_a_null_character(client, city_manager, serang):
    client.force_login(city_manager)
    assert client.post(reverse("region_members", args=[serang.code]), {"q": NUL}).status_code == 200


@pytest.mark.parametrize("wish", ["paste", "save", "more"])
def test_grid_takes_a_null_character(client, dishub_operator, dishub, wish):
    client.force_login(dishub_operator)
    sent = {
        "do": wish,
        "pasted": f"{NUL}\t3673011203859001\n",
        "row": "0",
        "0-name": NUL,
        "0-nik": NUL,
        "listed_on": "2026-01-01",
        "category": "honorer",
    }
    assert client.post(reverse("worker_grid", args=[dishub.code]), sent).status_code == 200


def test_chosen_workers_with_impossible_keys(client, dishub_operator, dishub):
    client.force_login(dishub_operator)
    address = reverse("workers_register", args=[dishub.code])
    assert client.post(address, {"worker": [HUGE, "-1", NUL]}, follow=True).status_code == 200
    assert (
        client.post(address, {"which": "all", "filter": "search=%00&status=%00"}, follow=True).status_code
        == 200
    )


@pytest.mark.parametrize("field", ["login", "password"])
def test_sign_in_with_a_null_character(client, field):
    sent = {"login": "dishub", "password": "x"} | {field: NUL}
    assert client.post(reverse("account_login"), sent).status_code == 200
