"""A real browser (Debian's Chromium), a stub assistant behind the real channel, and axe-core."""
from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from echo_serving import ROOT, Served
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

SCREENSHOTS = ROOT / "reports" / "screenshots"
FIGURES = ROOT / "reports" / "widget.json"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
#: WCAG 2.2 AA, and axe's own good practice on top.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a window; a machine without it fails the tests, it does not skip them."""
    if not shutil.which(CHROMIUM):
        pytest.fail(f"{CHROMIUM} is missing. On Debian: apt-get install -y chromium", pytrace=False)
    FIGURES.unlink(missing_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One stub assistant for all tests here; conversations do not see each other."""
    served = Served(tmp_path_factory.mktemp("web")).start()
    yield served
    served.stop()


class Visit:
    """One person's visit to the demo page."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.requests: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.faults.append(message.text))

    def open(self) -> Visit:
        """Go to the page and open the chat."""
        self.page.goto(self.address)
        self.launcher.click()
        self.dialog.wait_for()
        return self

    def say(self, text: str) -> None:
        """Write a message and press Enter."""
        self.field.fill(text)
        self.field.press("Enter")

    def choose(self, title: str) -> None:
        """Press the newest choice with this title."""
        self.dialog.locator(".choices:not([data-closed])").get_by_role("button", name=title, exact=True).click()

    def hears(self, text: str) -> Locator:
        """Wait until the assistant has said this."""
        found = self.log.get_by_text(text).last
        found.wait_for(timeout=10_000)
        return found

    def said(self, text: str) -> Locator:
        """The person's own messages with these words."""
        return self.log.locator(".said.person").filter(has_text=text)

    def menu(self, name: str) -> None:
        """Open the menu and press one of its buttons."""
        self.dialog.get_by_role("button", name="Menu", exact=True).click()
        self.dialog.get_by_role("group", name="Menu").get_by_role("button", name=name).click()

    def picture(self, name: str) -> None:
        """Keep a screenshot for those who look at the CI output."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    def focused(self) -> str:
        """The accessible name, or text, of what has the focus."""
        return str(
            self.page.evaluate(
                """() => { let node = document.activeElement;
                   while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
                   return node?.getAttribute('aria-label') || node?.labels?.[0]?.textContent || node?.textContent || node?.tagName; }"""
            )
        ).strip()

    def storage(self) -> str:
        """Everything the browser keeps for this site."""
        return str(self.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])"))

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name="Which doctor? Ask our chatbot")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog", name="Specialist guide")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log", name="Conversation")

    @property
    def field(self) -> Locator:
        return self.dialog.get_by_label("Your message")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile that nobody used before."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 860})
    fresh.set_default_timeout(10_000)
    yield fresh
    fresh.close()


@pytest.fixture
def visit(context: BrowserContext, assistant: Served) -> Visit:
    """A person on the demo page, the chat still closed."""
    return Visit(context.new_page(), assistant.address)


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, one line each."""
    found: list[dict[str, Any]] = Axe().run(page, options={"runOnly": AXE_TAGS}).response["violations"]
    return [f"{one['id']}: {node['target']} {node.get('failureSummary', '')}" for one in found for node in one["nodes"]]


def note(name: str, value: Any) -> None:
    """Write a figure into ``reports/widget.json``."""
    FIGURES.parent.mkdir(exist_ok=True)
    figures = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    FIGURES.write_text(json.dumps({**figures, name: value}, indent=1, sort_keys=True))
