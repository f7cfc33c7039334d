"""One clinic for each test: Slack, the server and a person, all on loopback."""
from __future__ import annotations

import pytest_asyncio

from tests.channels.slack.workspace import clinic


@pytest_asyncio.fixture
async def world():
    """``slack, person, bot``."""
    async with clinic() as everything:
        yield everything
