"""Our own short stories, held as whole conversations with the trained assistant; the same ones the tests hold."""
from __future__ import annotations

import asyncio

from tests.dialogues.harness import Assistant
from tests.dialogues.vignette_talks import Outcome, Vignette, hold, vignettes


def measure() -> list[tuple[Vignette, Outcome]]:
    """Every story with how it ended."""
    loop = asyncio.new_event_loop()
    try:
        assistant = Assistant(loop)
        return [(vignette, hold(assistant, vignette)) for vignette in vignettes()]
    finally:
        loop.close()
