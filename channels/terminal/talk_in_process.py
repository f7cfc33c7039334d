"""The assistant loaded into this process: no server, no port, no network."""
from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from channels.terminal.logs import LogStream
from channels.terminal.places import log_file
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

    @property
    def lasting(self) -> bool:
        """Whether it stands in a database, and not only in memory."""
        from rasa.core.tracker_store import InMemoryTrackerStore

        return not isinstance(_inside(self._agent.tracker_store), InMemoryTrackerStore)

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
        store = _inside(self._agent.tracker_store)
        if hasattr(store, "delete"):  # Rasa's own stores cannot; ours has it, and the turn has just written to it
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
        TalkError: there is no model, or none that this version can load.
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
    except FileNotFoundError as error:
        logger.exception("There is no model to load.")
        raise TalkError(sentence("no_model")) from error
    if not agent.is_ready():  # Rasa has logged why, and goes on without a model
        raise TalkError(sentence("not_loaded", log=log_file()))
    return InProcess(agent, conversation)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What libraries print goes to the log: standard output belongs to the conversation."""
    stream: Any = LogStream(logging.getLogger("printed"))
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        yield


def _inside(store: Any) -> Any:
    """The tracker store inside the wrappers that Rasa puts around it."""
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    return store
