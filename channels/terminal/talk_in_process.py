"""The assistant loaded into this process: no server, no port, no network."""
from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from channels.terminal.logs import LogStream
from channels.terminal.strings import sentence
from channels.terminal.talk import DELETE, Message, TalkError

if TYPE_CHECKING:  # loading Rasa takes seconds; a person should see what is going on by then
    from rasa.core.agent import Agent

logger = logging.getLogger(__name__)

CHANNEL = "terminal"


class InProcess:
    """One conversation with an agent in this process."""

    def __init__(self, agent: Agent, conversation: str) -> None:
        """Talk to this agent under this name."""
        self._agent = agent
        self._conversation = conversation

    async def say(self, text: str) -> list[Message]:
        """One turn; the replies come with text, buttons and card together."""
        from rasa.core.channels.channel import UserMessage

        from channels.terminal.collecting import Replies

        replies = Replies()
        try:
            with _quiet():
                await self._agent.handle_message(UserMessage(
                    text, replies, sender_id=self._conversation, input_channel=CHANNEL, metadata={"channel": CHANNEL}))
        except Exception as error:
            logger.exception("A turn in the terminal failed.")
            if not replies.messages:
                raise TalkError(sentence("turn_failed")) from error
        return replies.messages

    async def forget(self) -> list[Message]:
        """Say so to the assistant, then make sure: the turn itself must not leave a row either."""
        replies = await self.say(DELETE)
        store = _store_that_can(self._agent.tracker_store, "delete")
        if store is not None:
            await store.delete(self._conversation)
        return replies

    async def export(self) -> list[dict[str, Any]] | None:
        """Everything that the tracker store holds of this conversation."""
        tracker = await self._agent.tracker_store.retrieve_full_tracker(self._conversation)
        return [event.as_dict() for event in tracker.events] if tracker else None

    async def close(self) -> None:
        """Nothing is held open."""


async def load(conversation: str, model: Path | None, private: bool) -> InProcess:
    """Load the newest model, or the given one; ``private`` keeps the conversation in memory only.

    Raises:
        TalkError: there is no model.
    """
    if model and not model.is_file():  # before Rasa is loaded, which takes a while
        raise TalkError(sentence("no_model"))
    try:
        with _quiet():
            from channels.agent import load_agent, read_endpoints

            endpoints = read_endpoints()
            if private:
                endpoints.tracker_store = endpoints.event_broker = None
            agent = await load_agent(model, endpoints)
        if not agent.is_ready():
            raise FileNotFoundError(str(model))
    except FileNotFoundError as error:
        logger.exception("There is no model to load.")
        raise TalkError(sentence("no_model")) from error
    return InProcess(agent, conversation)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What libraries print goes to the log: standard output belongs to the conversation."""
    stream: Any = LogStream(logging.getLogger("printed"))
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        yield


def _store_that_can(store: Any, method: str) -> Any:
    """Our tracker store inside the wrappers that Rasa puts around it."""
    while store is not None and not hasattr(store, method):
        store = getattr(store, "_tracker_store", None)
    return store
