"""Shared by all tests: the trained assistant, loaded once."""
from __future__ import annotations

import asyncio
import os
import pathlib
import shutil
import sys
from typing import Callable, Iterator

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import pytest

sys.path.insert(0, os.path.dirname(os.path.dirname(__file__)))

from channels.light_rasa import leave_out_tensorflow  # noqa: E402
from tests import outgoing  # noqa: E402  (it watches from the start)

leave_out_tensorflow()  # as the served assistant does; before any test imports Rasa


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """One event loop for everything that talks to the assistant."""
    # Python's own, whatever else was imported: uvloop would connect past the watch of ``outgoing``.
    loop = asyncio.DefaultEventLoopPolicy().new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(scope="session")
def assistant(loop: asyncio.AbstractEventLoop) -> "Assistant":  # noqa: F821
    """The newest trained model with its real actions, in this process."""
    from tests.dialogues.harness import Assistant

    before = len(outgoing.CALLS)
    assistant = Assistant(loop)
    assistant.asked_while_loading = outgoing.CALLS[before:]
    return assistant


@pytest.fixture
def set_country(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the country as somebody would, in the file of the numbers; afterwards it is as before."""
    from guide.red_flags import default_folder, load

    folder = tmp_path / "red_flags"
    shutil.copytree(default_folder(), folder)
    monkeypatch.setattr(load, "default_folder", lambda: folder)
    numbers = folder / "numbers.yml"
    as_kept = numbers.read_text(encoding="utf-8")

    def choose(code: str) -> None:
        numbers.write_text(as_kept.replace("{country: US}", f"{{country: {code}}}"), encoding="utf-8")
        load.forget()

    yield choose
    monkeypatch.undo()
    load.forget()
