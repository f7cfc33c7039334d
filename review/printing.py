"""Prints the page to a PDF through Chromium, where there is one."""
from __future__ import annotations

import pathlib
import shutil
import subprocess

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoBrowser(RuntimeError):
    """There is no Chromium to print with, or it failed."""


def print_pdf(page: pathlib.Path) -> pathlib.Path:
    """Prints a page beside itself.

    Raises:
        NoBrowser: no Chromium is installed, or it did not print.
    """
    browser = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if browser is None:
        raise NoBrowser("No Chromium found. Install one, or open the page in any browser and print it to a PDF.")
    target = page.with_suffix(".pdf")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target.resolve()}",
         page.resolve().as_uri()], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode or not target.exists():
        raise NoBrowser(f"Chromium could not print the page: {done.stderr.strip()[-300:]}")
    return target
