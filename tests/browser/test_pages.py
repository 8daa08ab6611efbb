"""Every kind of page in real Chromium: accessible, inside the screen, and quiet under the strict policy.

A phone in Indonesian and a desk in English here; each width in each language in `make soak`.
"""

import pytest

from tests.browser import chromium
from tests.browser.faults import SCREENS, faults_of

pytestmark = chromium.MARKS

DISHUB, SERANG = "/agencies/36.73/dishub", "/regions/36.73"
PAGES = {
    "dishub": [
        f"{DISHUB}/",
        f"{DISHUB}/workers/",
        f"{DISHUB}/workers/new/",
        f"{DISHUB}/workers/grid/",
        f"{DISHUB}/workers/as-of/",
        f"{DISHUB}/workers/contracts/",
        f"{DISHUB}/workers/changes/",
        f"{DISHUB}/waiting/",
        f"{DISHUB}/cases/",
        f"{DISHUB}/matchings/",
        f"{DISHUB}/statements/",
        f"{DISHUB}/statements/new/",
        f"{DISHUB}/uploads/",
        f"{DISHUB}/uploads/new/",
        f"{DISHUB}/uploads/nil/",
        f"{DISHUB}/comparisons/",
        f"{DISHUB}/exits/",
        f"{DISHUB}/exits/decided/",
        f"{DISHUB}/declared/",
    ],
    "kota": [
        f"{SERANG}/?as_of=2020-02-26",
        f"{SERANG}/agencies/",
        f"{SERANG}/uploads/",
        f"{SERANG}/uploads/new/",
        f"{SERANG}/matchings/",
        f"{SERANG}/waiting/",
        f"{SERANG}/cases/",
        f"{SERANG}/members/",
        f"{SERANG}/members/units/",
        f"{SERANG}/members/invite/",
        f"{SERANG}/figures/",
        f"{SERANG}/documents/",
    ],
    "cabang": ["/branches/serang/?as_of=2020-02-26", "/branches/serang/cases/"],
    "provinsi": ["/regions/36/?as_of=2020-02-26"],
    "operator": ["/regions/", "/branches/", "/members/"],
}


@pytest.mark.parametrize(("width", "language"), SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible_and_fit(sign_in, server, name, width, language):
    page = sign_in(name, width=width, language=language)
    assert [fault for path in PAGES[name] for fault in faults_of(page, server + path, width, language)] == []
