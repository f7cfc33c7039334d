"""The program from outside: pipes, JSON, scripts, exit codes."""
from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
FAKE = "tests.channels.terminal.fake_chat"


def program(*arguments: str, typed: str | bytes = "", module: str = FAKE, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the chat with lines through a pipe."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, timeout=60, capture_output=True,
        input=typed.encode() if isinstance(typed, str) else typed, env={**os.environ, **environment}, check=False)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def entries(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_piped_lines_are_echoed_and_answered() -> None:
    done = program(typed="my back hurts\nlimits\n1,3\n/back\n/quit\nnever\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "You: my back hurts\n\nGuide: I heard: my back hurts" in done.stdout
    assert "You: 1,3\nYou chose: walking, sleeping\n\nGuide: I heard: walking, sleeping" in done.stdout
    assert "You: /back\n\nGuide: I heard: go back" in done.stdout
    assert "never" not in done.stdout
    assert "\x1b" not in done.stdout


def test_the_end_of_the_pipe_is_the_end() -> None:
    assert program(typed="").returncode == 0
    assert "I heard: no line end" in program(typed="no line end").stdout


def test_json_lines() -> None:
    done = program("--json", typed="my back\ni am numb\n/help\n")
    assert (done.returncode, done.stderr) == (0, "")
    said = entries(done)
    assert [next(iter(entry)) for entry in said] == ["bot", "user", "bot", "user", "bot", "bot", "user", "note"]
    assert said[4]["bot"]["card"]["card"] == "emergency"


@pytest.mark.parametrize("typed", [
    b"\xff\xfe\x00binary\x1b[2J\n", "حظي سيئ\n背中が痛い\n🙂🙃\n".encode(), b"<b>x</b>'; DROP TABLE events;--\n", b"\n  \n\n",
    b"x" * 100_000 + b"\n", b'/intent{"a":1}\n/restart\n', b"\r\nwindows line\r\n", b"\x00" * 1000,
], ids=lambda typed: repr(typed[:12]))
def test_bad_input_is_answered(typed: bytes) -> None:
    for arguments in ((), ("--json",)):
        done = program(*arguments, typed=typed + b"my back\n")
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        assert "I heard: my back" in done.stdout
        assert "\x1b" not in done.stdout


def test_a_script_is_played(tmp_path: Path) -> None:
    script = tmp_path / "talk.txt"
    script.write_text("my back\n2\n", encoding="utf-8")
    done = program("--script", str(script), "--plain", typed="not this\n")
    assert done.returncode == 0
    assert "I heard: moving or working again" in done.stdout
    assert "not this" not in done.stdout


@pytest.mark.parametrize("arguments", [
    ("--url", "localhost"), ("--url", "ftp://x"), ("--url", "http://[x"), ("--url", "http://h:99999"),
    ("--script", "/no/such/file"), ("--script", "/"), ("--resume", "a b"), ("--dance",), ("word",),
])
def test_wrong_options_are_2(arguments: tuple[str, ...]) -> None:
    done = program(*arguments)
    assert done.returncode == 2
    assert "usage:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("reason", ["FAKE_AWAY", "FAKE_BUG"])
def test_an_assistant_that_is_not_there_is_1(reason: str) -> None:
    done = program(**{reason: "1"})
    assert done.returncode == 1
    assert done.stderr.startswith("Sorry,")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_trouble_in_the_middle_of_a_pipe_is_1() -> None:
    done = program(typed="my back\nbreak\nnever\n")
    assert (done.returncode, done.stderr) == (1, "Sorry, that went wrong.\n")
    assert "never" not in done.stdout


def test_no_server_is_1() -> None:
    done = program("--url", "http://127.0.0.1:9", module="channels.terminal")
    assert done.returncode == 1
    assert "cannot reach the guide at http://127.0.0.1:9" in done.stderr
    assert done.stdout == ""


def test_no_model_is_1(tmp_path: Path) -> None:
    done = program("--model", str(tmp_path / "none.tar.gz"), module="channels.terminal")
    assert done.returncode == 1
    assert done.stderr.startswith("No trained model was found.")
    assert done.stdout == ""


def test_ctrl_c_before_anything_was_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Pressed(ModuleType):
        def __getattr__(self, name: str) -> Any:
            raise KeyboardInterrupt if name == "main" else AttributeError(name)

    monkeypatch.setitem(sys.modules, "channels.terminal.app", Pressed("channels.terminal.app"))
    with pytest.raises(SystemExit) as end:
        runpy.run_module("channels.terminal", run_name="__main__")
    assert end.value.code == 130
    assert capsys.readouterr() == ("", "\nStopped.\n")


def test_a_reader_that_has_enough_is_no_error() -> None:
    done = subprocess.run(
        f"yes 'my back' | head -2000 | {sys.executable} -m {FAKE} | head -3", cwd=ROOT, shell=True, timeout=60,
        capture_output=True, check=False)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 3


def test_rasa_is_not_imported_before_it_is_needed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, channels.terminal.app; print({'rasa', 'spacy', 'aiohttp'} & set(sys.modules))"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "set()", done.stderr
