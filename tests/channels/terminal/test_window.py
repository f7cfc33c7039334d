"""The chat in a real terminal."""
from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from channels.terminal import places
from tests.channels.terminal.window import CTRL_C, CTRL_D, UP, Window

PROMPT = "You:"
INTERRUPT = "Press Ctrl-C again or type /quit to leave."
#: Escape sequences other than colours and bold: they move the cursor, clear, or change the terminal's ways.
MOVING = re.compile(r"\x1b(?!\[[0-9;]*m)")


@pytest.mark.parametrize("arguments", [(), ("--plain",)])
def test_ctrl_c_twice_leaves(arguments: tuple[str, ...]) -> None:
    with closing(Window(*arguments)) as window:
        window.see(PROMPT)
        window.type(CTRL_C)
        window.see(INTERRUPT)
        window.see(PROMPT)
        window.type("my back\r")
        window.see("I heard: my back")
        window.see(PROMPT)
        window.type(CTRL_C)
        window.see(INTERRUPT)
        window.see(PROMPT)
        window.type(CTRL_C)
        window.see("Goodbye")
        assert window.end() == 0
        assert "Traceback" not in window.text


@pytest.mark.parametrize("arguments", [(), ("--plain",)])
def test_ctrl_c_while_the_assistant_thinks(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    begun = tmp_path / "begun"
    with closing(Window(*arguments, FAKE_BEGUN=str(begun))) as window:
        window.see(PROMPT)
        window.type("slow\r")
        window.wait_for(begun)
        window.type(CTRL_C)  # the answer takes a minute; the key is heard at once
        window.see(INTERRUPT)
        window.type(CTRL_C)
        window.see("Goodbye")
        assert window.end() == 0
        assert "Traceback" not in window.text


@pytest.mark.parametrize("background", [False, True])
@pytest.mark.parametrize("library", ["", "swallows", "renames"])
def test_ctrl_c_while_loading(background: bool, library: str) -> None:
    with closing(Window(background=background, FAKE_LOADING="30", FAKE_LIBRARY=library)) as window:
        window.see("Loading the guide")
        window.type(CTRL_C)
        window.see("Stopped.")
        assert window.end() == 130
        assert "Traceback" not in window.text


@pytest.mark.parametrize("arguments", [(), ("--plain",)])
def test_ctrl_d_quits(arguments: tuple[str, ...]) -> None:
    with closing(Window(*arguments)) as window:
        window.see(PROMPT)
        window.type(CTRL_D)
        window.see("Goodbye")
        assert window.end() == 0


@pytest.mark.parametrize(("arguments", "environment"), [(("--plain",), {}), ((), {"TERM": "dumb"}), ((), {"TERM": ""})])
def test_plain_is_quiet_for_screen_readers(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    with closing(Window(*arguments, columns=50, FAKE_LOADING="0.5", **environment)) as window:
        window.see("Loading the guide.")
        window.see(PROMPT)
        window.type("limits\r")
        window.see("1. walking\n2. dressing\n3. sleeping\n4. none\n")
        window.see(PROMPT)
        window.type("1,3\r")
        window.see("You chose: walking, sleeping")
        window.see(PROMPT)
        window.type("i am numb\r")
        window.see("!! EMERGENCY")
        window.see(PROMPT)
        window.type("/quit\r")
        window.see("Goodbye")
        assert window.end() == 0
        assert "\x1b" not in window.raw
        assert "\b" not in window.raw
        assert window.text.isascii()
        assert max(map(len, window.text.splitlines())) <= 50


def test_colours_by_default_and_none_with_no_color() -> None:
    colour = re.compile(r"\x1b\[(?:\d+;)*[39][0-7](?:;\d+)*m")
    for environment, expected in (({}, True), ({"NO_COLOR": "1"}, False)):
        with closing(Window(**environment)) as window:
            window.see(PROMPT)
            window.type("i am numb\r")
            window.see("EMERGENCY")
            window.see(PROMPT)
            window.type(CTRL_D)
            window.end()
            assert bool(colour.search(window.raw)) is expected


def test_json_keeps_prompts_out_of_its_lines() -> None:
    with closing(Window("--json")) as window:
        window.see('{"bot"')
        window.type("my back\r")
        window.see('{"user": "my back"}')
        window.see('{"bot"')
        window.type(CTRL_D)
        assert window.end() == 0
        assert not MOVING.search(window.raw)


def test_earlier_lines_come_back() -> None:
    with closing(Window()) as window:
        window.see(PROMPT)
        window.type("my old back\r")
        window.see("I heard: my old back")
        window.see(PROMPT)
        window.type("/quit\r")
        window.see("--resume")
        window.end()
    with closing(Window()) as window:
        window.see(PROMPT)
        window.type(UP)
        window.type(UP)
        window.see("my old back")
        window.type("\r")
        window.see("I heard: my old back")
        window.see(PROMPT)
        window.type("/delete\r")
        window.see("is deleted")
        window.see(PROMPT)
        window.type(CTRL_D)
        window.end()
        assert "--resume" not in window.text
    assert "my old back" not in places.history_file().read_text(encoding="utf-8")


def test_private_keeps_nothing(own_folder: Path) -> None:
    with closing(Window("--private")) as window:
        window.see("nothing you type is kept")
        window.see(PROMPT)
        window.type("my secret back\r")
        window.see("I heard: my secret back")
        window.see(PROMPT)
        window.type("/quit\r")
        window.see("Goodbye")
        window.end()
        assert "--resume" not in window.text
    assert not places.history_file().exists()
    assert all("secret" not in file.read_text(encoding="utf-8") for file in own_folder.iterdir())


def test_pasted_lines_are_one_message() -> None:
    with closing(Window()) as window:
        window.see(PROMPT)
        window.type("\x1b[200~first line\nsecond line\x1b[201~\r")
        window.see("I heard: first line")
        window.see(PROMPT)
        window.type(CTRL_D)
        window.end()
        assert "I heard: second line" not in window.text
