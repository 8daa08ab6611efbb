"""Every kind of page in real Chromium: accessible, inside the screen, and quiet under the strict policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import chromium

pytestmark = [pytest.mark.browser, chromium.needed]

DISHUB, SERANG = "/agencies/36.73/dishub", "/regions/36.73"
PAGES = {
    "dishub": [
        f"{DISHUB}/",
        f"{DISHUB}/workers/",
        f"{DISHUB}/workers/new/",
        f"{DISHUB}/workers/grid/",
        f"{DISHUB}/uploads/",
        f"{DISHUB}/uploads/new/",
        f"{DISHUB}/uploads/nil/",
        f"{DISHUB}/comparisons/",
        f"{DISHUB}/exits/",
        f"{DISHUB}/declared/",
    ],
    "kota": [
        f"{SERANG}/?as_of=2020-02-26",
        f"{SERANG}/agencies/",
        f"{SERANG}/uploads/",
        f"{SERANG}/uploads/new/",
        f"{SERANG}/members/",
        f"{SERANG}/members/units/",
        f"{SERANG}/members/invite/",
        f"{SERANG}/figures/",
        f"{SERANG}/documents/",
    ],
    "cabang": ["/branches/serang/?as_of=2020-02-26"],
    "provinsi": ["/regions/36/?as_of=2020-02-26"],
    "operator": ["/regions/", "/branches/", "/members/"],
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible_and_fit(sign_in, server, name, width, language):
    page = sign_in(name, width=width, language=language)
    axe, faults = Axe(), []
    for path in PAGES[name]:
        answer = page.goto(server + path)
        assert answer.status == 200, path
        assert page.locator("html").get_attribute("lang") == language
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((path, "wider than the screen"))
        found = axe.run(page).response["violations"]
        faults += [(path, v["id"], v["nodes"][0]["html"][:120]) for v in found]
    assert faults == []
