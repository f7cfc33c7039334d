"""What the terminal keeps: lines typed before, its log, how long loading took."""
from __future__ import annotations

import logging
import os
import warnings
from pathlib import Path

import pytest

from channels.terminal import loading, logs, places
from channels.terminal.history import TypedBefore


def mode(file: Path) -> int:
    return os.stat(file).st_mode & 0o777


def test_typed_lines_come_back_in_the_next_run(own_folder: Path) -> None:
    first = TypedBefore(places.history_file())
    first.append_string("my back hurts")
    first.append_string("two\nlines")
    assert list(TypedBefore(places.history_file()).load_history_strings()) == ["two\nlines", "my back hurts"]
    assert mode(places.history_file()) == 0o600
    assert mode(own_folder) == 0o700


def test_very_long_lines_are_not_kept() -> None:
    TypedBefore(places.history_file()).append_string("x" * 5_000)
    assert places.history_file().read_text(encoding="utf-8") == ""


def test_old_lines_are_dropped() -> None:
    history = TypedBefore(places.history_file())
    for number in range(1_000):
        history.append_string(f"line {number}")
    kept = list(TypedBefore(places.history_file()).load_history_strings())
    assert kept[0] == "line 999"
    assert 100 < len(kept) < 400


def test_forgetting_empties_file_and_memory() -> None:
    history = TypedBefore(places.history_file())
    history.append_string("my back hurts")
    history.forget()
    assert places.history_file().read_text(encoding="utf-8") == ""
    assert history.get_strings() == []


def test_warnings_and_errors_go_to_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    logs.to_file(places.log_file())
    warnings.warn("an old library", stacklevel=1)
    warnings.warn("a note to its makers", DeprecationWarning, stacklevel=1)
    logging.getLogger("rasa.core").info("chatter")
    try:
        raise ValueError("deep inside")
    except ValueError:
        logging.getLogger("rasa.core").exception("It failed.")
    written = places.log_file().read_text(encoding="utf-8")
    assert "an old library" in written
    assert "chatter" not in written and "its makers" not in written
    assert "Traceback" in written and "deep inside" in written
    assert mode(places.log_file()) == 0o600
    assert capfd.readouterr() == ("", "")


def test_the_log_can_be_emptied_and_muted() -> None:
    logs.to_file(places.log_file())
    logging.getLogger("x").warning("what a person said")
    logs.empty(places.log_file())
    assert places.log_file().read_text(encoding="utf-8") == ""
    logs.keep_only(logging.NullHandler())
    logging.getLogger("x").warning("what a person said")
    assert places.log_file().read_text(encoding="utf-8") == ""


def test_loading_says_how_long_it_took_the_last_time() -> None:
    assert "first time" in loading.loading_sentence(places.loading_file())
    loading.remember(places.loading_file(), 12.3)
    assert "about 12 seconds" in loading.loading_sentence(places.loading_file())
    places.loading_file().write_text("nonsense", encoding="utf-8")
    assert "first time" in loading.loading_sentence(places.loading_file())


def test_a_folder_that_cannot_be_made_does_not_stop_the_talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(places.FOLDER_VARIABLE, str(tmp_path / "file" / "below"))
    places.folder.cache_clear()
    assert places.folder().is_dir()
