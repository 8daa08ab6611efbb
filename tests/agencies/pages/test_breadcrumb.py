"""The way up leads to no locked door."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

AGENCY_PAGES = ("agency_home", "agency_declared", "agency_uploads", "agency_workers", "worker_grid")
CITY_PAGES = ("region_detail", "region_agencies", "region_documents", "region_members", "member_units")


def crumbs(page: str) -> list[str]:
    # A page with nothing above it but itself says no way up.
    found = "".join(re.findall(r'<nav class="crumbs".*?</nav>', page, re.S))
    return re.findall(r'href="([^"]+)"', found)


@pytest.mark.parametrize("name", AGENCY_PAGES)
def test_operator_is_not_led_to_the_city(client, dishub_operator, dishub, name):
    client.force_login(dishub_operator)
    page = client.get(reverse(name, args=[dishub.code])).content.decode()
    assert {client.get(link).status_code for link in crumbs(page)} <= {200}


@pytest.mark.parametrize("name", CITY_PAGES)
def test_city_manager_is_not_led_to_the_province(client, city_manager, serang, name):
    client.force_login(city_manager)
    page = client.get(reverse(name, args=[serang.code])).content.decode()
    assert {client.get(link).status_code for link in crumbs(page)} <= {200}


@pytest.mark.parametrize("name", AGENCY_PAGES)
def test_city_manager_goes_up_to_the_city(client, city_manager, dishub, serang, name):
    client.force_login(city_manager)
    page = client.get(reverse(name, args=[dishub.code])).content.decode()
    assert crumbs(page)[0] == reverse("region_detail", args=[serang.code])
