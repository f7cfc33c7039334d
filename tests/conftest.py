"""Shared by all tests: the trained assistant, loaded once."""
from __future__ import annotations

import asyncio
import os
import sys
from typing import Iterator

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
