"""The three views."""
from __future__ import annotations

import io
import json
import re

import pytest

from channels.terminal.json_view import JsonView
from channels.terminal.plain_view import PlainView
from channels.terminal.replies import offered, read
from channels.terminal.rich_view import RichView
from channels.terminal.views import View
from tests.channels.terminal.fake_chat import ALARM, GOALS, LIMITS, question

EMERGENCY = {"text": ALARM, "custom": {"card": "emergency", "level": "now", "rule": "x", "call": "911"}}
LONG = "A physiatrist helps you do more of what you want to do. " * 4
ESCAPE = "\x1b"


class Screen(io.StringIO):
    """A terminal that keeps what is written."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> int:
    """A small window, with colours unless a test says otherwise."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LINES", "20")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return 40


def shown(view: View, out: io.StringIO, *messages: dict[str, object]) -> str:
    replies = read(messages)
    view.heard(replies, offered(replies))
    return out.getvalue()


def without_marks(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_plain_is_words_and_numbers_only(narrow: int) -> None:
    out = Screen()
    text = shown(PlainView(out), out, {"text": f"**{LONG.strip()}**\n- one\n- two"}, question("Which?", LIMITS, several=True))
    assert ESCAPE not in text
    assert text.isascii()
    assert "**" not in text
    assert "1. walking\n2. dressing\n3. sleeping\n4. none\n" in text
    assert "several" in text


def test_plain_marks_each_line_of_an_emergency(narrow: int) -> None:
    out = Screen()
    text = shown(PlainView(out), out, question("What?", GOALS), EMERGENCY)
    lines = [line for line in text.splitlines() if line]
    assert lines[:2] == ["!! EMERGENCY", "!! Please get emergency care now:"]
    assert "!! Do not drive yourself." in lines
    assert text.index("911") < text.index("What?")


@pytest.mark.parametrize("kind", [PlainView, RichView])
def test_lines_fit_the_window(narrow: int, kind: type[PlainView | RichView]) -> None:
    out = Screen()
    text = shown(kind(out), out, {"text": f"{LONG}\n- {LONG}"}, EMERGENCY, question("Which?", (LONG,)))
    assert max(map(len, without_marks(text).splitlines())) <= narrow
    assert "\n    " in without_marks(text) or kind is PlainView  # list items keep their indent


@pytest.mark.parametrize("kind", [PlainView, RichView])
def test_an_emergency_line_is_not_lost_in_a_tiny_window(monkeypatch: pytest.MonkeyPatch, kind: type[PlainView | RichView]) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    out = Screen()
    assert "911" in shown(kind(out), out, EMERGENCY)


def test_plain_does_not_cut_lines_for_a_file() -> None:
    out = io.StringIO()
    assert LONG.strip() in shown(PlainView(out), out, {"text": LONG})


def test_rich_draws_an_emergency_in_bold_and_in_a_frame(narrow: int) -> None:
    out = Screen()
    text = shown(RichView(out), out, question("What?", GOALS), EMERGENCY)
    assert "!! EMERGENCY !!" in text
    assert "┏" in text
    assert re.search(r"\x1b\[1m[^\n]*call 911", text)
    assert text.index("911") < text.index("What?")


def test_no_color_leaves_no_colour(narrow: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = Screen()
    text = shown(RichView(out), out, EMERGENCY, question("What?", GOALS))
    codes = {code for sequence in re.findall(r"\x1b\[([0-9;]*)m", text) for code in sequence.split(";")}
    assert codes <= {"0", "1", "2", "7"}  # bold, dim and reverse are not colours


def test_rich_takes_brackets_as_words(narrow: int) -> None:
    out = Screen()
    assert "fever [bold]>38.5 C[/bold] :smile:" in without_marks(shown(
        RichView(out), out, {"text": "fever [bold]>38.5 C[/bold] :smile:"}))


def test_choices_are_explained_once() -> None:
    out = io.StringIO()
    view = PlainView(out)
    shown(view, out, question("What?", GOALS))
    assert shown(view, out, question("What?", GOALS)).count("Type a number") == 1


def test_an_echo_is_cleaned_and_shortened() -> None:
    out = io.StringIO()
    PlainView(out, echo=True).said("a\x1b[2J" + "b" * 100_000)
    assert ESCAPE not in out.getvalue()
    assert len(out.getvalue()) < 3_000
    assert "100,004 characters" in out.getvalue()


def test_json_is_one_object_a_line() -> None:
    out = io.StringIO()
    view = JsonView(out)
    view.said("a\nb \ud800 \x00 é")
    shown(view, out, {"text": "Hello\nthere"}, question("What?", GOALS))
    entries = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [next(iter(entry)) for entry in entries] == ["user", "bot", "bot"]
    assert entries[1]["bot"] == {"text": "Hello\nthere", "card": None, "choices": []}
    assert entries[2]["bot"]["card"]["card"] == "question"
    assert entries[2]["bot"]["choices"][1] == {
        "number": 2, "title": "moving or working again", "payload": "moving or working again"}
