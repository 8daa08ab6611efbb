"""Agencies in a list of choices: sorted as they read, and never two that look alike."""

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["agency_new", "member_invite", "stated_figure_new", "document_new"])
def test_namesakes_differ_in_their_kecamatan(client, city_manager, serang, dishub, name):
    for code, district in (("01", "Kecamatan Serang"), ("04", "Kecamatan Curug")):
        parent = AgencyFactory(region=serang, code=f"36.73/{code}", name=district, short_name="")
        AgencyFactory(
            region=serang,
            code=f"36.73/{code}.1001",
            name="Kelurahan Sukawana",
            short_name="Sukawana",
            parent=parent,
        )
    client.force_login(city_manager)
    page = client.get(reverse(name, args=[serang.code])).content.decode()
    assert ">Dinas Perhubungan (Dishub)<" in page
    assert ">Kelurahan Sukawana (Kecamatan Serang)<" in page
    assert ">Kelurahan Sukawana (Kecamatan Curug)<" in page
    assert ">Kecamatan Curug<" in page
