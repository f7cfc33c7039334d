"""The alarm is spoken even where the turn itself fails: the database gone, a lock held, the model broken.

It reads the message's own words by rule, in this process. What was said before is out of reach then; an alarm
that needs two messages is lost with the database, one that stands in the message never is.
"""
from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING, Any, Awaitable, Callable

from rasa.core.channels.channel import UserMessage

from guide.red_flags import Level, card, default_watch, final_text

if TYPE_CHECKING:  # loading Rasa's agent means loading TensorFlow, where nothing keeps it out
    from rasa.core.agent import Agent

logger = logging.getLogger(__name__)
Handle = Callable[["Agent", UserMessage], Awaitable[Any]]


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
    """Lets every channel speak the alarm where Rasa fails to handle a message. Calling it again changes nothing."""
    from rasa.core.agent import Agent

    if not hasattr(Agent.handle_message, "never_loses"):
        Agent.handle_message = _guarded(Agent.handle_message)  # type: ignore[method-assign]


def _guarded(handle: Handle) -> Handle:
    @functools.wraps(handle)
    async def handled(agent: "Agent", message: UserMessage) -> Any:
        heard = _listen(message)
        try:
            return await handle(agent, message)
        except Exception as error:
            # What was already spoken when the turn failed, perhaps only in being saved, is not said twice.
            if heard or not await speak_alarm(message):
                raise
            logger.error("A turn failed (%s); the alarm of the message was spoken all the same.", type(error).__name__)
            return None

    handled.never_loses = True  # type: ignore[attr-defined]
    return handled


def _listen(message: UserMessage) -> list[str]:
    """Collects the alarms that are spoken in this turn."""
    heard: list[str] = []
    output = message.output_channel
    if output is None:
        return heard
    send = output.send_response

    async def sending(recipient_id: str, reply: dict[str, Any]) -> None:
        await send(recipient_id, reply)
        if (reply.get("custom") or {}).get("card") == "emergency":
            heard.append(recipient_id)

    output.send_response = sending  # type: ignore[method-assign]
    return heard
