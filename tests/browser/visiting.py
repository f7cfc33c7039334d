"""A person on the demo page, what axe-core says about it, and the figures worth keeping."""
from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from echo_serving import ROOT
from playwright.sync_api import Locator, Page

SCREENSHOTS = ROOT / "reports" / "screenshots"
FIGURES = ROOT / "reports" / "widget.json"
#: WCAG 2.2 AA, and axe's own good practice on top.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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

    def seconds_to_reply(self, text: str) -> float:
        """Send this and measure inside the browser until the first bubble stands there."""
        self.field.fill(text)
        return float(
            self.page.evaluate(
                """async () => { const root = document.querySelector('specialty-guide-chat').shadowRoot; const log = root.querySelector('.log');
                   const before = log.querySelectorAll('.said.guide').length; const start = performance.now();
                   root.querySelector('.composer').requestSubmit();
                   while (log.querySelectorAll('.said.guide').length === before) await new Promise(requestAnimationFrame);
                   return (performance.now() - start) / 1000; }"""
            )
        )

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


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, one line each."""
    found: list[dict[str, Any]] = Axe().run(page, options={"runOnly": AXE_TAGS}).response["violations"]
    return [f"{one['id']}: {node['target']} {node.get('failureSummary', '')}" for one in found for node in one["nodes"]]


def note(name: str, value: Any) -> None:
    """Write a figure into ``reports/widget.json``."""
    FIGURES.parent.mkdir(exist_ok=True)
    figures = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    FIGURES.write_text(json.dumps({**figures, name: value}, indent=1, sort_keys=True))
