"""The alarm is spoken even where the turn itself fails or hangs: the database gone, a lock held, the model broken.

It reads the message's own words by rule, in this process. What was said before is out of reach then; an alarm
that needs two messages is lost with the database, one that stands in the message never is.
"""
from __future__ import annotations

import asyncio
import functools
import logging
from typing import TYPE_CHECKING, Any, Awaitable, Callable

from rasa.core.channels.channel import UserMessage

from channels.patience import wait_briefly_for_actions
from guide.red_flags import Level, card, default_watch, final_text

if TYPE_CHECKING:  # loading Rasa's agent means loading TensorFlow, where nothing keeps it out
    from rasa.core.agent import Agent

logger = logging.getLogger(__name__)
Handle = Callable[["Agent", UserMessage], Awaitable[Any]]

#: A turn takes milliseconds; one that takes longer waits for something: the turn before it, a database, an action server.
ALARM_WAITS_SECONDS = 1.0
# The event loop holds tasks weakly; without this set a turn that goes on alone could vanish half way.
_going_on: set["asyncio.Task[Any]"] = set()


def alarm_reply(text: str | None) -> dict[str, Any] | None:
    """The alarm of a message, text and card; nothing where its words raise none."""
    alarm = default_watch().watch(text or "")
    if alarm is None or alarm.level is Level.SOON:
        return None
    return {"text": final_text(alarm.flag), "custom": card(alarm.flag)}


async def speak_alarm(message: UserMessage) -> bool:
    """Sends the alarm of a message on its own channel; whether there was one."""
    reply = alarm_reply(message.text)
    if reply is None or message.output_channel is None:
        return False
    if message.output_channel.name() == "cmdline":
        del reply["custom"]
    await message.output_channel.send_response(message.sender_id, reply)
    return True


def never_lose_an_alarm() -> None:
    """Lets every channel speak the alarm where Rasa fails to handle a message in time. Calling it again changes nothing."""
    from rasa.core.agent import Agent

    wait_briefly_for_actions()
    if not hasattr(Agent.handle_message, "never_loses"):
        Agent.handle_message = _guarded(Agent.handle_message)  # type: ignore[method-assign]


def _guarded(handle: Handle) -> Handle:
    @functools.wraps(handle)
    async def handled(agent: "Agent", message: UserMessage) -> Any:
        heard = _Heard(message)
        turn = asyncio.ensure_future(handle(agent, message))
        try:
            await asyncio.wait({turn}, timeout=ALARM_WAITS_SECONDS)
        except asyncio.CancelledError:
            turn.cancel()
            raise
        # An alarm that was spoken is enough: its channel need not wait for what the turn notes down after it.
        if not turn.done() and (heard.alarm or await heard.speak(message)):
            _going_on.add(turn)
            turn.add_done_callback(_let_go)
            return None
        try:
            return await turn
        except Exception as error:
            # What was already spoken when the turn failed, perhaps only in being saved, is not said twice.
            if not await heard.speak(message):
                raise
            logger.error("A turn failed (%s); the alarm of the message was spoken all the same.", type(error).__name__)
            return None

    handled.never_loses = True  # type: ignore[attr-defined]
    return handled


class _Heard:
    """The alarms of one turn, each said once: by the turn itself, or here when it fails or takes too long."""

    def __init__(self, message: UserMessage) -> None:
        self.alarm = self._told_here = False
        output = message.output_channel
        if output is None:
            return
        send = output.send_response

        async def sending(recipient_id: str, reply: dict[str, Any]) -> None:
            alarm = (reply.get("custom") or {}).get("card") == "emergency"
            if alarm and self._told_here:
                return
            await send(recipient_id, reply)
            self.alarm = self.alarm or alarm

        output.send_response = sending  # type: ignore[method-assign]

    async def speak(self, message: UserMessage) -> bool:
        """Says the alarm of the message, unless one was said; whether it was said here."""
        if self.alarm or not await speak_alarm(message):
            return False
        self._told_here = True
        return True


def _let_go(turn: "asyncio.Task[Any]") -> None:
    _going_on.discard(turn)
    if not turn.cancelled() and turn.exception():
        logger.error("A turn failed (%s) after the alarm of its message was spoken.", type(turn.exception()).__name__)
