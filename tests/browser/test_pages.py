"""Every kind of page in real Chromium: accessible, inside the screen, and quiet under the strict policy.

Each is looked at once here, by turns on a phone in Indonesian and at a desk in English; on each width in each
language in `make soak`.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium, story
from tests.browser.faults import SCREENS, faults_of

pytestmark = chromium.MARKS

DISHUB, SERANG, BRANCH = "/agencies/36.73/dishub", "/regions/36.73", "/branches/serang"
DLH = "/agencies/36.73/dlh"
MONEY = f"{DLH}/contributions/2020-03"  # billed by a Formulir 2a, and not as we computed
# An address; or, where there is a number in it, a page, what the first link from it looks like, and the rest.
Place = str | tuple[str, str] | tuple[str, str, str]
# A month of the trial with differences of every kind.
MONTH = "2020-03"
# By who looks; "" is nobody signed in.
PAGES: dict[str, list[Place]] = {
    "dishub": [
        f"{DISHUB}/",
        f"{DISHUB}/workers/",
        f"{DISHUB}/workers/new/",
        f"{DISHUB}/workers/grid/",
        f"{DISHUB}/workers/as-of/",
        f"{DISHUB}/workers/contracts/",
        f"{DISHUB}/workers/changes/",
        f"{DISHUB}/waiting/",
        f"{DISHUB}/letters/",
        f"{DISHUB}/documents/",
        (f"{DISHUB}/documents/", r"/demands/\d+/$"),
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
        f"{DISHUB}/enrolment/",
        f"{DISHUB}/groups/",
        f"{DISHUB}/groups/new/",
        (f"{DISHUB}/groups/", r"/groups/\d+/$"),
        f"{DISHUB}/sheets/",
        f"{DISHUB}/sheets/forms/",
        f"{DISHUB}/sheets/codes/",
        f"{DISHUB}/sheets/data_tk_baru/",
        f"{DISHUB}/sheets/data_tk_na/",
        f"{DISHUB}/claims/",
        f"{DISHUB}/identity/",
        f"{DISHUB}/identity/answers/new/",
        f"{DISHUB}/cards/",
        f"{DISHUB}/lists/",
        f"{DISHUB}/lists/new/",
        (f"{DISHUB}/lists/", r"/lists/[0-9a-f-]{36}/$"),
        f"{DISHUB}/months/",
        f"{DISHUB}/months/{MONTH}/",
        f"{DISHUB}/months/{MONTH}/decisions/",
        f"{DISHUB}/months/{MONTH}/minutes/",
        (f"{DISHUB}/months/{MONTH}/?kind=wage_differs", r"/differences/\d+/"),
        (f"{DISHUB}/months/{MONTH}/?kind=not_on_list", r"/differences/\d+/"),
        (f"{DISHUB}/workers/?status=confirmed", r"/workers/\d+/$"),
        (f"{DISHUB}/workers/?status=confirmed", r"/workers/\d+/$", "claims/new/"),
        (f"{DISHUB}/workers/?status=confirmed", r"/workers/\d+/$", "certificate/"),
        (f"{DISHUB}/workers/?status=confirmed", r"/workers/\d+/$", "identity/"),
    ],
    "kota": [
        f"{SERANG}/?as_of=2020-02-26",
        f"{SERANG}/agencies/",
        f"{SERANG}/uploads/",
        f"{SERANG}/uploads/new/",
        f"{SERANG}/matchings/",
        f"{SERANG}/waiting/",
        f"{SERANG}/reminders/",
        f"{SERANG}/reminders/new/?about=uncovered",
        f"{SERANG}/cases/",
        f"{SERANG}/members/",
        f"{SERANG}/members/units/",
        f"{SERANG}/members/invite/",
        f"{SERANG}/figures/",
        (f"{SERANG}/reminders/", r"/reminders/\d+/$"),
        f"{SERANG}/documents/",
        f"{SERANG}/documents/new/",
        (f"{SERANG}/documents/", r"/documents/\d+/$"),
        (f"{SERANG}/documents/", r"/documents/\d+/$", "demands/new/"),
        f"{SERANG}/claims/",
        f"{SERANG}/{MONTH}/",
        f"{SERANG}/contributions/{MONTH}/",
        f"{SERANG}/contributions/terms/",
        f"{SERANG}/contributions/{MONTH}/matching/",
        f"{SERANG}/budget/",
        f"{DISHUB}/months/{MONTH}/",
        f"{DISHUB}/months/{MONTH}/close/",
        (f"{DISHUB}/months/{MONTH}/?kind=on_two_rosters", r"/differences/\d+/"),
    ],
    "cabang": [
        f"{BRANCH}/?as_of=2020-02-26",
        f"{BRANCH}/cases/",
        f"{BRANCH}/claims/",
        f"{BRANCH}/{MONTH}/",
        f"{BRANCH}/{MONTH}/differences/",
        f"{BRANCH}/payments/",
        f"{BRANCH}/payments/lists/",
        f"{BRANCH}/payments/lists/new/",
        f"{BRANCH}/contributions/{MONTH}/",
        f"{BRANCH}/contributions/{MONTH}/matching/",
        f"{BRANCH}/lists/",
        f"{BRANCH}/lists/new/",
        (f"{BRANCH}/lists/", r"/lists/[0-9a-f-]{36}/$"),
        (f"{BRANCH}/lists/", r"/lists/[0-9a-f-]{36}/$", "withdraw/"),
        f"{DISHUB}/months/{MONTH}/",
        f"{DISHUB}/months/{MONTH}/close/",
        (f"{DISHUB}/months/{MONTH}/?kind=not_on_roster", r"/differences/\d+/"),
    ],
    "bendahara": [
        f"{DLH}/",
        f"{DLH}/contributions/",
        f"{MONEY}/",
        f"{MONEY}/matching/",
        f"{MONEY}/bills/new/",
        f"{MONEY}/deductions/",
        f"{MONEY}/papers/",
        f"{DLH}/contributions/terms/",
        f"{DLH}/contributions/terms/new/",
        f"{DLH}/contributions/ceilings/",
        f"{DLH}/contributions/ceilings/new/",
        f"{DLH}/contributions/paid-but-ended/",
        f"{DLH}/payments/",
        f"{DLH}/payments/new/",
        f"{DLH}/payments/lists/new/",
        (f"{DLH}/payments/", r"/payments/[0-9a-f-]{36}/$"),
        (f"{DLH}/payments/", r"/payments/[0-9a-f-]{36}/$", "move/"),
        (f"{DLH}/payments/", r"/payments/[0-9a-f-]{36}/$", "void/"),
        (f"{DLH}/workers/?status=registered", r"/workers/\d+/$", "contributions/"),
        f"{DLH}/budget/",
    ],
    "provinsi": [
        "/regions/36/?as_of=2020-02-26",
        "/regions/36/cities/",
        "/regions/36/claims/",
        "/regions/36/contributions/2020-03/",
    ],
    "": ["/check/"],
    "operator": [
        "/country/",
        "/country/?of=cities",
        "/regions/",
        "/branches/",
        "/members/",
        "/rates/",
        "/rates/minimum-wages/",
        "/rates/due-dates/",
    ],
}


@pytest.fixture(scope="module")
def lived(browser: Browser, server: str, tmp_path_factory) -> Iterator[dict[str, list[str]]]:
    """The pages that the story makes."""
    yield story.live_through(browser, server, tmp_path_factory.mktemp("city"))


def address_of(page: Page, server: str, place: Place) -> str:
    if isinstance(place, str):
        return server + place
    start, looks_like, *rest = place
    page.goto(server + start)
    found = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
    fitting = next((link for link in found if re.search(looks_like, link)), None)
    assert fitting is not None, f"no link like {looks_like} on {start}"
    return "".join([server, fitting.partition("?")[0], *rest])


def faults(page: Page, server: str, places: list[Place], width: int, language: str) -> list:
    addresses = (address_of(page, server, place) for place in places)
    return [fault for address in addresses for fault in faults_of(page, address, width, language)]


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible_and_fit(sign_in, server, lived, name, turn):
    width, language = SCREENS[turn]
    places = [*PAGES[name], *lived.get(name, [])][turn::2]
    page = sign_in(name, width=width, language=language)
    assert faults(page, server, places, width, language) == []


@pytest.mark.soak
@pytest.mark.parametrize(("width", "language"), SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible_and_fit_every_screen(sign_in, server, lived, name, width, language):
    page = sign_in(name, width=width, language=language)
    places = [*PAGES[name], *lived.get(name, [])]
    assert faults(page, server, places, width, language) == []
