"""Each test has a folder of its own for history and log, and leaves logging as it found it."""
from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from channels.terminal import places


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this test's chat keeps its files."""
    kept = tmp_path / "kept"
    monkeypatch.setenv(places.FOLDER_VARIABLE, str(kept))
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    places.folder.cache_clear()
    yield kept
    places.folder.cache_clear()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
