"""Commands after a slash."""
from __future__ import annotations

import pytest

from channels.terminal import commands
from channels.terminal.commands import Command
from channels.terminal.strings import STRINGS


@pytest.mark.parametrize(("typed", "expected"), [
    ("/help", Command("help")), ("/HELP", Command("help")), (" /help ", Command("help")), ("/?", Command("help")),
    ("/save my visit.txt", Command("save", "my visit.txt")), ("/q", Command("quit")), ("quit", Command("quit")),
    ("Exit", Command("quit")), ("/back", Command("back")), ("/hlep", Command("hlep")),
])
def test_a_word_after_a_slash_is_a_command(typed: str, expected: Command) -> None:
    assert commands.read(typed) == expected


@pytest.mark.parametrize("typed", [
    "", "help", "back", "/", "//", "/intent{\"a\":1}", "/inform{\"goal\": \"x\"}", "/2 fingers", "/usr/bin", "a /help",
    "quit smoking", "/help\0",
])
def test_everything_else_goes_to_the_assistant(typed: str) -> None:
    assert commands.read(typed) is None


def test_a_mistyped_command_finds_the_one_that_was_meant() -> None:
    assert commands.nearest("sumary") == "summary"
    assert commands.nearest("xyzzy") is None


def test_each_command_is_explained() -> None:
    assert {name.split()[0] for name in STRINGS["commands"]} == set(commands.NAMES)
