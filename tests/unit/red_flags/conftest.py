"""One watch over the project's own rules for all tests of this folder."""
from __future__ import annotations

import pytest

from guide.red_flags import RedFlagWatch, default_watch


@pytest.fixture(scope="session")
def watch() -> RedFlagWatch:
    return default_watch()
