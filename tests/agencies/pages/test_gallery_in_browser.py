"""The gallery in a real browser: accessible, nothing wider than the screen, no policy broken, usable without
script. Pages are rendered first and handed to the browser, so no server and no second database are needed.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client, override_settings
from playwright.sync_api import Browser, sync_playwright

from agencies import access
from tests.browser import chromium
from tests.factories import AgencyFactory, member

HOST = "http://lindungi.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
GALLERY = override_settings(ROOT_URLCONF="tests.agencies.pages.gallery", DEMO=True)

# On one worker: the pages are rendered and the browser is started once.
pytestmark = [pytest.mark.browser, chromium.needed, pytest.mark.xdist_group("gallery")]


@pytest.fixture(scope="module")
def rendered(django_db_setup, django_db_blocker) -> dict[tuple[str, str], tuple[str, dict]]:
    """(Language, path) → (page, headers) of everything the browser may open. Rendered before the browser is
    started: while playwright's loop runs in this thread, Django refuses the database."""
    found = {}
    with django_db_blocker.unblock(), GALLERY, transaction.atomic(), access.acting(access.SYSTEM):
        operator = member("agency_operator", agency=AgencyFactory(name="Dinas Perhubungan"))
        for language in ("id", "en"):
            client = Client()
            client.cookies["django_language"] = language
            for path in ("/accounts/login/", "/"):
                answer = client.get(path)
                policy = {"Content-Security-Policy": answer["Content-Security-Policy"]}
                found[language, path] = answer.content.decode(), policy
                client.force_login(operator)
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def browser(rendered) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.PATH, args=chromium.FLAGS)
        yield launched
        launched.close()


def serve(route, language: str, pages: dict[tuple[str, str], tuple[str, dict]]) -> None:
    path = route.request.url.removeprefix(HOST).split("?")[0].split("#")[0]
    if (language, path) in pages:
        body, headers = pages[language, path]
        route.fulfill(body=body, headers=headers | {"Content-Type": "text/html; charset=utf-8"})
    elif found := finders.find(path.removeprefix("/static/")):
        route.fulfill(path=found, content_type=TYPES[Path(found).suffix])
    else:
        route.fulfill(status=404, body="")


@pytest.fixture
def visit(browser, rendered):
    """Opens a page: `visit("/", "id", 360)` → the page and what the browser complained about."""
    contexts = []

    def open_page(path: str, language: str = "id", width: int = 1280, script: bool = True):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, locale=language
        )
        contexts.append(context)
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", lambda route: serve(route, language, rendered))
        page.goto(HOST + path)
        return page, complaints

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", ["/", "/accounts/login/"])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_page_is_accessible_fits_and_breaks_no_policy(visit, path, language, width):
    page, complaints = visit(path, language, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


def test_menus_close_on_escape_and_give_the_focus_back(visit):
    page, _complaints = visit("/")
    page.locator("details.account > summary").click()
    assert page.locator("details.account form button").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("details.account form button").is_visible()
    assert page.evaluate("document.activeElement.parentElement.className").startswith("menu")


def test_menus_open_and_sign_out_is_reachable_without_script(visit):
    page, _complaints = visit("/", script=False)
    page.locator("details.account > summary").click()
    assert page.locator("details.account form button").is_visible()
    assert not page.locator("[data-copy]").is_visible()
    assert page.locator("input[type=file]").is_visible()


def test_filters_fold_away_on_phones_and_open_by_keyboard(visit):
    page, _complaints = visit("/", width=360)
    assert not page.locator(".filter-fields").is_visible()
    page.locator("#filter-toggle").focus()
    page.keyboard.press("Space")
    assert page.locator(".filter-fields").is_visible()


def test_chosen_file_is_named_with_its_size(visit):
    page, _complaints = visit("/")
    page.set_input_files("input[type=file]", {"name": "daftar.xlsx", "mimeType": "", "buffer": b"x" * 12_345})
    assert page.locator("[data-drop-chosen]").inner_text() == "daftar.xlsx (12,3 kB)"


def test_dropped_file_goes_into_the_form(visit):
    page, _complaints = visit("/")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["abc"], "seret.xlsx"));
            const area = document.querySelector("[data-drop-area]");
            area.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    assert page.evaluate("document.querySelector('input[type=file]').files[0].name") == "seret.xlsx"


def test_form_is_sent_once_however_often_it_is_clicked(visit):
    page, _complaints = visit("/")
    sent = page.evaluate(
        """() => {
            let sent = 0;
            const form = document.querySelector("form[data-once]");
            form.noValidate = true;
            window.addEventListener("submit", event => {
                sent += event.defaultPrevented ? 0 : 1;
                event.preventDefault();
            });
            form.requestSubmit(); form.requestSubmit();
            return sent;
        }"""
    )
    assert sent == 1


def test_skip_link_comes_first_and_leads_to_the_content(visit):
    page, _complaints = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
