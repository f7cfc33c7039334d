"""A real browser (Debian's Chromium) and a stub assistant behind the real channel."""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from echo_serving import Served
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from visiting import FIGURES, Visit

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


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
