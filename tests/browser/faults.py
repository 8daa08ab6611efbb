"""What is wrong with a page in the browser: axe's violations, and what is wider than the screen."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Width and language. In `make test` a page is looked at on one of the first two, in `make soak` on all.
SCREENS = [(360, "id"), (1280, "en"), (360, "en"), (1280, "id")]


def faults_of(page: Page, address: str, width: int, language: str) -> list[tuple[str, ...]]:
    """Open an address that must answer in that language; each fault with what is at fault."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    assert page.locator("html").get_attribute("lang") == language
    return faults_here(page, width)


def faults_here(page: Page, width: int) -> list[tuple[str, ...]]:
    """Of the page that is open, however it came to be."""
    wide = page.evaluate("document.documentElement.scrollWidth") > width
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(page.url, "wider than the screen")] * wide + [
        (page.url, violation["id"], violation["nodes"][0]["html"][:120]) for violation in found
    ]


def press(page: Page, selector: str) -> None:
    """Press a button or follow a link that leads to another page, and wait until it is there."""
    with page.expect_navigation():
        page.locator(selector).first.click()
