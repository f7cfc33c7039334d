"""The trained assistant behind all channels, for the tests that need more than one."""
from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Iterator

import pytest

if TYPE_CHECKING:
    from tests.channels.everywhere import Everywhere
    from tests.dialogues.harness import Assistant


@pytest.fixture(scope="package")
def everywhere(assistant: Assistant, loop: asyncio.AbstractEventLoop,
               tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everywhere]:
    """All channels with the trained assistant, started once."""
    from tests.channels.everywhere import Everywhere

    world = Everywhere(assistant, loop, str(tmp_path_factory.mktemp("everywhere") / "conversations.db"))
    world.run(world.start())
    yield world
    world.run(world.stop())
