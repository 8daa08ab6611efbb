"""The desks of a province and of the nation in real Chromium: side by side, on a phone and on paper."""

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser import chromium
from tests.browser.faults import SCREENS, faults_of

pytestmark = chromium.MARKS
DAY = "as_of=2020-03-20"
PROVINCE, CITIES, COUNTRY = f"/regions/36/?{DAY}", f"/regions/36/cities/?{DAY}", "/country/"
WHO = {PROVINCE: "provinsi", CITIES: "provinsi", COUNTRY: "operator", f"{COUNTRY}?of=cities": "operator"}
TITLES = {"id": "Cakupan Banten per 20 Maret 2020", "en": "Coverage of Banten as of 20 March 2020"}


@pytest.mark.parametrize(("width", "language"), SCREENS)
def test_desks_are_accessible_and_fit(sign_in, server, width, language):
    for name in ("provinsi", "operator"):
        page = sign_in(name, width=width, language=language)
        for address in (address for address, who in WHO.items() if who == name):
            assert faults_of(page, server + address, width, language) == []


def test_a_city_is_found_from_the_country(sign_in, server):
    page = sign_in("operator", language="en")
    page.goto(f"{server}/country/")
    page.get_by_role("link", name="Jawa Barat", exact=True).click()
    expect(page.locator(".city:not(.is-silent)")).to_have_count(1)
    page.get_by_role("link", name="Kota Cirebon").click()
    page.wait_for_url(f"{server}/regions/32.74/**")


def test_cities_stand_side_by_side_with_trend_and_what_was_stated(sign_in, server):
    page = sign_in("provinsi", language="en")
    page.goto(server + PROVINCE)
    assert page.locator("h1").inner_text() == TITLES["en"]
    assert page.locator(".city").count() == 8
    assert page.get_by_role("img", name="Registered: ").count() == 1
    silent = page.locator(".city.is-silent")
    assert silent.count() == 7
    assert silent.locator(".bar-hatch").count() == 7
    assert "12,000" in silent.filter(has_text="Kabupaten Serang").inner_text()
    page.locator("a.tile").first.click()
    assert page.locator(".place-table tbody tr").first.inner_text().startswith("Kota Serang")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("address", "most"), [(PROVINCE, 3), (CITIES, 1), (COUNTRY, 4)])
def test_desks_are_printed_whole(sign_in, server, address, most, language):
    """Nothing is cut off at the right edge of an A4 page, and the desk takes a few of them."""
    page = sign_in(WHO[address], language=language)
    page.goto(server + address)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    book = pypdfium2.PdfDocument(page.pdf(format="A4", margin={"left": "10mm", "right": "10mm"}))
    assert 1 <= len(book) <= most
    text = "".join(one.get_textpage().get_text_range() for one in book)
    book.close()
    assert "Banten" in text
