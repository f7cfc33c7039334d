"""The conversation loop, with a small assistant."""
from __future__ import annotations

import asyncio
import io
import json
import os
from pathlib import Path

import pytest

from channels.incoming import WORD_JOINER
from channels.terminal.chat import Chat
from channels.terminal.plain_view import PlainView
from channels.terminal.talk import TalkError
from tests.channels.terminal.fake_chat import FakeTalk


class Typed:
    """Lines that were typed; ``^C`` is the key."""

    attended = True

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)
        self.forgotten = 0

    async def next(self) -> str | None:
        line = self._lines.pop(0) if self._lines else None
        if line == "^C":
            raise KeyboardInterrupt
        return line

    def forget(self) -> None:
        self.forgotten += 1


class Held:
    """A conversation that was held: what the assistant heard, what was on the screen, what is left to type."""

    def __init__(self, *lines: str, attended: bool = True) -> None:
        self.talk = FakeTalk()
        self.lines = Typed(*lines)
        self.lines.attended = attended
        self.forgotten_here = 0
        out = io.StringIO()
        self.chat = Chat(self.talk, PlainView(out), self.lines, forget_here=self._forget)
        try:
            asyncio.run(self._hold())
        finally:
            self.screen = out.getvalue()

    async def _hold(self) -> None:
        self.chat.show(await self.chat.hello())
        await self.chat.run()

    def _forget(self) -> None:
        self.forgotten_here += 1

    @property
    def heard(self) -> list[str]:
        """After the greeting."""
        return self.talk.heard[1:]

    @property
    def left(self) -> list[str]:
        return self.lines._lines


def test_it_greets_by_itself() -> None:
    held = Held()
    assert held.talk.heard == ["hello"]
    assert "You: hello" not in held.screen
    assert "automated guide, not a clinician" in held.screen


def test_numbers_become_what_they_stand_for() -> None:
    held = Held("limits", "1 and 3")
    assert held.heard == ["limits", "walking, sleeping"]
    assert "You chose: walking, sleeping" in held.screen


def test_several_offers_are_taken_up_one_after_the_other() -> None:
    assert Held("offers", "1,2").heard == ["offers", "more", "why?"]
    assert Held("what is an EMG", "1,5").heard == ["what is an EMG", "less pain", "more"]


def test_numbers_mean_the_last_choices() -> None:
    assert Held("limits", "my back", "2").heard == ["limits", "my back", "moving or working again"]


def test_numbers_that_are_not_offered_are_words() -> None:
    assert Held("limits", "7").heard == ["limits", "7"]


def test_a_command_of_our_own_leaves_the_choices_in_place() -> None:
    assert Held("limits", "/help", "2").heard == ["limits", "dressing"]


@pytest.mark.parametrize(("typed", "said"), [
    ("/back", "go back"), ("/restart", "start over"), ("/summary", "give me a summary"), ("/why", "why?"),
])
def test_commands_are_plain_words(typed: str, said: str) -> None:
    assert Held(typed).heard == [said]


def test_unknown_commands_get_a_hint_and_stay_here() -> None:
    held = Held("/sumary", "/dance")
    assert held.heard == []
    assert "Did you mean /summary?" in held.screen
    assert "I don't know /dance." in held.screen


@pytest.mark.parametrize("typed", ["", "   ", "\x00\x07", '/intent{"a": 1}'])
def test_what_rasa_would_drop_or_obey_reaches_it_as_words(typed: str) -> None:
    (heard,) = Held(typed).heard
    assert heard.startswith(WORD_JOINER)


def test_a_very_long_message_is_shortened() -> None:
    (heard,) = Held("a" * 100_000).heard
    assert len(heard) <= 8_000


def test_quit_leaves() -> None:
    assert Held("/quit", "never").left == ["never"]
    assert Held("exit", "never").left == ["never"]


def test_silence_is_not_answered_with_silence() -> None:
    assert "no answer to that" in Held("silence").screen


def test_trouble_in_a_turn_is_told_and_the_talk_goes_on() -> None:
    held = Held("break", "my back")
    assert "Sorry, that went wrong." in held.screen
    assert held.heard == ["break", "my back"]


def test_trouble_ends_a_talk_with_nobody_there() -> None:
    with pytest.raises(TalkError):
        Held("break", "my back", attended=False)


@pytest.mark.parametrize("typed", ["/delete", "delete my data", " Delete my data "])
def test_deleting_deletes_here_as_well(typed: str) -> None:
    held = Held("my back", typed)
    assert held.talk.forgotten == 1
    assert held.lines.forgotten and held.forgotten_here
    assert not held.chat.transcript.begun
    assert "Everything you told me is deleted." in held.screen


def test_ctrl_c_asks_first() -> None:
    held = Held("^C", "my back", "^C", "^C", "never")
    assert held.screen.count("Press Ctrl-C again or type /quit to leave.") == 2
    assert held.heard == ["my back"]
    assert held.left == ["never"]


def test_ctrl_c_ends_a_script_at_once() -> None:
    with pytest.raises(KeyboardInterrupt):
        Held("^C", "never", attended=False)


def test_saving_as_text(tmp_path: Path) -> None:
    file = tmp_path / "my visit.txt"
    held = Held("what is an EMG", f"/save {file}")
    assert f"Saved to {file}." in held.screen
    text = file.read_text(encoding="utf-8")
    assert "You: what is an EMG\n\nGuide: Yes. Many physiatrists do EMG:\n- a test of nerves" in text
    assert os.stat(file).st_mode & 0o777 == 0o600


def test_saving_as_markdown_keeps_its_marks(tmp_path: Path) -> None:
    file = tmp_path / "visit.md"
    Held("what is an EMG", f'/save "{file}"')
    assert "**You:** what is an EMG" in file.read_text(encoding="utf-8")


def test_saving_as_json_holds_all_that_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "visit.json"
    Held("my back", f"/save {file}")
    saved = json.loads(file.read_text(encoding="utf-8"))
    assert saved["events"] == [{"event": "user", "text": "hello"}]
    assert saved["conversation"][1] == {"from": "person", "text": "my back"}


@pytest.mark.parametrize(("name", "told"), [
    ("", "Please name a file"), ("{folder}/here.txt", "is already there"), ("{folder}/no/such/folder.txt", "I could not save"),
    ("{folder}", "I could not save|is already there"), ("~nobody-at-all/x", "I could not save"),
    ("{folder}/a\0b", "I could not save"),
])
def test_saving_that_does_not_work_is_told(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "here.txt").write_text("an earlier visit", encoding="utf-8")
    held = Held("my back", f"/save {name.format(folder=tmp_path)}", "my knee")
    assert any(one in held.screen for one in told.split("|"))
    assert held.heard == ["my back", "my knee"]
    assert (tmp_path / "here.txt").read_text(encoding="utf-8") == "an earlier visit"


def test_there_is_nothing_to_save_before_anything_was_said(tmp_path: Path) -> None:
    assert "nothing to save" in Held(f"/save {tmp_path}/x.txt").screen


def test_five_hundred_messages() -> None:
    held = Held(*(f"message {number}" for number in range(500)))
    assert len(held.heard) == 500


@pytest.mark.parametrize(("name", "begins"), [
    ("visit.html", "<!doctype html>"), ("visit.md", "# Which doctor"), ("visit.txt", "Which doctor"), ("visit.json", "{"),
])
def test_a_summary_is_saved_in_the_form_that_the_name_asks_for(tmp_path: Path, name: str, begins: str) -> None:
    file = tmp_path / name
    held = Held(f"/summary {file}")
    assert held.talk.heard[-1] == "give me a summary"
    assert "Here is your summary." in held.screen and f"Saved to {file}." in held.screen
    assert file.read_text(encoding="utf-8").startswith(begins)
    assert "back pain" in file.read_text(encoding="utf-8")
    assert os.stat(file).st_mode & 0o777 == 0o600
    assert "is already there" in Held(f"/summary {file}").screen


def test_without_a_file_the_summary_is_only_shown(tmp_path: Path) -> None:
    assert "Saved" not in Held("/summary").screen
