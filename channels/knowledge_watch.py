"""Takes over edited knowledge while the assistant runs; knowledge with a fault is told in the log and left out.

New names, answers, decisions and questions of the interview count from the next
message on. What a model is made of waits for `make train` and a restart: the ways
of asking a question, danger signs (their words stand in the model, where no action
server can be away) and the rules of `concept_rules`.
"""
from __future__ import annotations

import asyncio
import logging

from guide.knowledge import Keeper, load, put_to_use
from guide.knowledge.whole import read_whole

EVERY = 2.0

logger = logging.getLogger(__name__)


def default_keeper() -> Keeper:
    """The keeper of the default folder. What it takes over is what the next message is answered with."""
    return Keeper(read=read_whole, take=put_to_use, first=lambda _: load())


async def watch(keeper: Keeper, every: float = EVERY) -> None:
    """Looks at the files now and then, for ever. Reading them happens beside the loop, which goes on answering."""
    while True:
        await asyncio.sleep(every)
        if not await asyncio.to_thread(keeper.has_settled):
            continue
        problems = await asyncio.to_thread(keeper.reload)
        for problem in problems:
            logger.error("knowledge refused, the last good one goes on: %s", problem)
        if not problems:
            logger.warning("knowledge taken over: %d entries", len(keeper.current().entries))
