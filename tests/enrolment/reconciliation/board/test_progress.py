"""A city's progress: its numbers lead to what they count; the first day says where to begin."""

import pytest

from tests.enrolment.reconciliation.deciding import deeds

pytestmark = pytest.mark.django_db


def test_number_of_an_agency_leads_to_the_differences_it_counts(client, dishub, city_manager):
    deeds.unlisted(dishub)
    client.force_login(city_manager)
    address = "/agencies/36.73/dishub/months/2026-08/?owner=branch"
    assert f'href="{address}">1</a>' in client.get("/regions/36.73/2026-08/").content.decode()
    assert client.get(address).context["table"].paginator.count == 1


def test_city_without_agencies_is_led_to_adding_them(client, cirebon_manager):
    client.force_login(cirebon_manager)
    page = client.get("/regions/32.74/2026-08/").content.decode()
    assert page.count('href="/regions/32.74/agencies/"') == 2  # the tab, and the first step
    assert "/export/" not in page
