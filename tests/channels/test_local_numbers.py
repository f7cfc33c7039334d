"""Static words of the channels speak the numbers of the one country setting, as the answers do."""
from __future__ import annotations

from typing import Callable

import pytest

from channels import web_errors, web_pages
from channels.slack import strings


@pytest.fixture
def in_britain(set_country: Callable[[str], None]) -> None:
    """The setting is Great Britain."""
    set_country("GB")


def test_the_widget_and_its_page_speak_them(in_britain: None) -> None:
    assets = web_pages.load(web_pages.WIDGET)
    for name in ("index.html", "strings.en.js"):
        assert b"999" in assets[name].body and b"911" not in assets[name].body
    assert b'href="tel:999"' in assets["index.html"].body


def test_slack_speaks_them(in_britain: None) -> None:
    said = strings._load()
    assert "call 999" in said["home"]["emergency"] and "call 999" in said["form"]["notice"]
    assert "911" not in str(said)


def test_the_websites_errors_speak_them(in_britain: None) -> None:
    assert web_errors._load()["emergency_line"].endswith("call 999.")


def test_at_home_they_are_as_written() -> None:
    assert b'href="tel:911"' in web_pages.load(web_pages.WIDGET)["index.html"].body
    assert "call 911" in strings.STRINGS["form"]["notice"]
