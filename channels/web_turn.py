"""One turn on the website: a message in, a stream of replies out.

The turn runs in a task of its own. When the browser loses its connection, the
turn still ends and is saved; the browser sends the message again under the same
number and gets the answer that was made, instead of saying everything twice.
"""
from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from channels.last_resort import ALARM_WAITS_SECONDS, alarm_reply, speak_alarm
from channels.web_errors import WebError
from channels.web_history import MESSAGE_ID, replies_to, shape

if TYPE_CHECKING:  # loading Rasa's agent means loading TensorFlow
    from rasa.core.agent import Agent

logger = logging.getLogger(__name__)

#: How often a second message of one person looks whether the first is done. Rasa's own is a second.
_LOCK_POLL_SECONDS = 0.05
_END = None

Line = dict[str, Any]
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class Replies(OutputChannel):
    """Takes the assistant's messages, text and card together, in order."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self.queue: asyncio.Queue[Line | None] = asyncio.Queue()
        self.count = 0

    @classmethod
    def name(cls) -> str:
        """Name of the channel, as Rasa stores it."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Send one message as one line."""
        self.put(shape(message))

    def put(self, reply: dict[str, Any]) -> None:
        """Pass a reply on, unless there is nothing in it."""
        if reply:
            self.count += 1
            self.queue.put_nowait({"type": "reply", **reply})


class Turns:
    """Runs turns one at a time for each person, and each message only once."""

    def __init__(self, on_new_message: OnNewMessage, seconds: float) -> None:
        """Take Rasa's handler and how long a person should have to wait at most."""
        self._on_new_message = on_new_message
        self._seconds = seconds
        # The event loop holds tasks weakly; without this set a turn could vanish half way.
        self._running: set[asyncio.Task[None]] = set()

    async def lines(self, agent: Agent, message: UserMessage) -> AsyncIterator[Line]:
        """Yield replies as they are made, then ``done`` or an error."""
        replies = Replies()
        message.output_channel = replies
        task = asyncio.get_running_loop().create_task(self._run(agent, message, replies))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        now = asyncio.get_running_loop().time
        began, looked, told = now(), False, False
        while True:
            # Whatever holds a turn up, also the one before it, an alarm is not held up with it.
            patience = self._seconds if looked else min(ALARM_WAITS_SECONDS, self._seconds)
            try:
                line = await asyncio.wait_for(replies.queue.get(), max(began + patience - now(), 0.001))
            except asyncio.TimeoutError:
                alarm = None if looked or replies.count else alarm_reply(message.text)
                if alarm:
                    told = True
                    yield {"type": "reply", **shape(alarm)}
                if patience >= self._seconds:
                    yield {"type": "error", **WebError("slow").body()}
                    return
                looked = True
                continue
            if line is _END:
                return
            if not (told and (line.get("card") or {}).get("card") == "emergency"):
                yield line

    async def _run(self, agent: Agent, message: UserMessage, replies: Replies) -> None:
        """Answer under the person's lock: a message sent twice meets its first answer there."""
        try:
            # A name of its own: Rasa takes the lock of the plain sender for the turn itself.
            async with agent.lock_store.lock(_lock_name(message.sender_id), wait_time_in_seconds=_LOCK_POLL_SECONDS):
                if not await self._replay(agent, message, replies):
                    await self._on_new_message(message)
            if not replies.count and not await speak_alarm(message):
                raise WebError("no_reply")
            replies.queue.put_nowait({"type": "done"})
        except WebError as error:
            replies.queue.put_nowait({"type": "error", **error.body()})
        except Exception:
            logger.exception("A turn on the website failed.")
            if replies.count or not await speak_alarm(message):
                replies.queue.put_nowait({"type": "error", **WebError("failed").body()})
            else:
                replies.queue.put_nowait({"type": "done"})
        finally:
            replies.queue.put_nowait(_END)

    @staticmethod
    async def _replay(agent: Agent, message: UserMessage, replies: Replies) -> bool:
        """Repeat the replies to a message that was already answered."""
        message_id = (message.metadata or {}).get(MESSAGE_ID)
        if not message_id:
            return False
        tracker = await agent.tracker_store.retrieve(message.sender_id)
        for reply in replies_to(tracker, message_id):
            replies.put(reply)
        return replies.count > 0


async def alone(agent: Agent, sender: str, work: Callable[[], Awaitable[Any]]) -> Any:
    """Do something to a conversation while no turn of it is running."""
    async with agent.lock_store.lock(_lock_name(sender), wait_time_in_seconds=_LOCK_POLL_SECONDS):
        return await work()


def _lock_name(sender: str) -> str:
    return f"{sender}:web"
