"""A real server on a database of its own, with the trial in it, and real Chromium to open it with."""

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from enrolment import serving
from tests.browser import chromium

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "demo-lindungi"


@pytest.fixture(scope="session")
def server(trial) -> Iterator[str]:
    """The address of gunicorn on a copy of the trial; both end with the tests."""
    name = f"{trial.databases.origin}_served"
    trial.databases.make(trial.name, name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**trial.env, "DATABASE_URL": trial.databases.url(name)}
    web = subprocess.Popen(serving.web_command("127.0.0.1", port), cwd=ROOT, env=env)
    try:
        yield _answering(f"http://127.0.0.1:{port}")
    finally:
        web.terminate()
        web.wait(20)
        trial.databases.drop(name)


def _answering(address: str) -> str:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/accounts/login/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with its module: while playwright's loop runs in this thread, Django refuses the database."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.PATH, args=chromium.FLAGS)
        yield launched
        launched.close()


def _is_complaint(said: ConsoleMessage) -> bool:
    """An error, unless it only repeats that a page was answered with a 4xx, or a line broken, on purpose."""
    on_purpose = ("status of 4", "ERR_CONNECTION_RESET")
    return said.type == "error" and not any(words in said.text for words in on_purpose)


# By server and name: what a browser keeps of somebody who has signed in.
_kept: dict[tuple[str, str], list] = {}


def signed_in(browser: Browser, server: str, name: str, *, width: int = 1280, language: str = "id") -> Page:
    """A page of somebody who has signed in, or of a stranger (""), in a context of its own. The form is gone
    through once for each name; later contexts begin with the cookies of the first."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale=language)
    page = context.new_page()
    if name and (server, name) not in _kept:
        _sign_in(page, server, name)
        _kept[server, name] = context.cookies()
    context.add_cookies(_kept.get((server, name), []))
    context.add_cookies([{"name": "django_language", "value": language, "url": server}])
    return page


def _sign_in(page: Page, server: str, name: str) -> None:
    page.goto(f"{server}/accounts/login/")
    page.fill("input[name=login]", f"{name}@lindungi.example")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


@pytest.fixture
def sign_in(browser: Browser, server: str):
    """Open the site as somebody: `sign_in("dishub")` → a page whose complaints fail the test."""
    contexts, complaints = [], []

    def sign_in(name: str, *, width: int = 1280, language: str = "id") -> Page:
        page = signed_in(browser, server, name, width=width, language=language)
        contexts.append(page.context)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []
