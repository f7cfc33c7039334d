"""The Events API: what people write, open and install."""
from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from channels.slack.home import home
from channels.slack.places import Place
from channels.slack.services import Services
from channels.slack.strings import STRINGS
from channels.slack.words import heard

logger = logging.getLogger(__name__)

Payload = dict[str, Any]
_MENTIONED = re.compile(r"\s*<@([A-Z0-9]+)")
# Everything else with a subtype is Slack's own doing: joined, renamed, edited, deleted, the root of a thread.
_PERSONS_SUBTYPES = (None, "file_share", "thread_broadcast", "me_message")


async def handle(services: Services, payload: Payload) -> None:
    """Handle one event, once."""
    event = payload.get("event")
    if not isinstance(event, dict):
        return
    handler = _HANDLERS.get(str(event.get("type")))
    if handler is None:
        return
    event_id = payload.get("event_id")
    if event_id and not await services.seen.first(f"event:{event_id}"):
        return
    await handler(services, payload, event)


async def _message(services: Services, payload: Payload, event: Payload) -> None:
    """A direct message. Channels are not read: only mentions there reach us."""
    if event.get("channel_type") == "im" and _from_a_person(payload, event):
        await _spoken(services, payload, event)


async def _mention(services: Services, payload: Payload, event: Payload) -> None:
    if _from_a_person(payload, event):
        await _spoken(services, payload, event)


async def _spoken(services: Services, payload: Payload, event: Payload) -> None:
    place = _place(payload, event)
    # One message may come as two events, a mention and a message, each with an id of its own.
    if not await services.seen.first(f"message:{place.team}:{place.channel}:{event.get('ts')}"):
        return
    text = heard(event.get("text"), _bot_users(payload, event))
    if not text and event.get("files"):
        await services.turns.note(place.private(), "words_only")
        return
    await services.turns.take(place, text or STRINGS["start_words"])


def _place(payload: Payload, event: Payload) -> Place:
    channel, thread = str(event["channel"]), event.get("thread_ts")
    begun = bool(thread)
    if not channel.startswith("D"):
        # In a channel the answer starts a thread, so that it disturbs nobody else.
        thread = thread or event.get("ts")
    return _at(payload, event["user"], channel, thread, begun)


def _at(payload: Payload, user: object, channel: object, thread: object = None, begun: bool = True) -> Place:
    installed = _authorization(payload)
    # In a channel shared with another organisation the payload's own team may be theirs.
    place = Place(team=str(installed.get("team_id") or payload.get("team_id") or ""), user=str(user),
                  channel=str(channel), enterprise=installed.get("enterprise_id") or payload.get("enterprise_id"))
    return replace(place, thread=str(thread), scope=str(thread), begun=begun) if thread else place


def _from_a_person(payload: Payload, event: Payload) -> bool:
    return bool(
        event.get("user") and event.get("channel")
        and not event.get("bot_id") and not event.get("hidden")
        and event.get("subtype") in _PERSONS_SUBTYPES
        and event["user"] != "USLACKBOT"
        and event["user"] not in _bot_users(payload, event)
        and payload.get("team_id"))


def _authorization(payload: Payload) -> Payload:
    """The installation that the event is for."""
    found = payload.get("authorizations")
    return found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}


def _bot_users(payload: Payload, event: Payload) -> set[str]:
    """Our own names in this workspace."""
    installed = _authorization(payload)
    if installed.get("user_id") and installed.get("is_bot", True):
        return {str(installed["user_id"])}
    # Nobody said who we are; a mention that was sent to us most likely begins with us.
    mentioned = _MENTIONED.match(str(event.get("text") or "")) if event.get("type") == "app_mention" else None
    return {mentioned[1]} if mentioned else set()


async def _home_opened(services: Services, payload: Payload, event: Payload) -> None:
    place = _at(payload, event.get("user"), event.get("channel"))
    if event.get("tab") == "messages":
        # Apps with Slack's newer agent view get this instead of assistant_thread_started.
        await _suggest(services, place)
        return
    client = await services.client(place)
    if client:
        await client.views_publish(user_id=place.user, view=home())


async def _assistant_started(services: Services, payload: Payload, event: Payload) -> None:
    started = event.get("assistant_thread") or {}
    place = _at(payload, started.get("user_id"), started.get("channel_id"), started.get("thread_ts"))
    client = await services.client(place)
    if client:
        await client.chat_postMessage(channel=place.channel, thread_ts=place.thread,
                                      text=STRINGS["assistant"]["greeting"])
        await _suggest(services, place)


async def _suggest(services: Services, place: Place) -> None:
    client = await services.client(place)
    if client:
        words = STRINGS["assistant"]
        await client.assistant_threads_setSuggestedPrompts(
            channel_id=place.channel, **({"thread_ts": place.thread} if place.thread else {}),
            title=words["title"], prompts=words["prompts"])


async def _tokens_revoked(services: Services, payload: Payload, event: Payload) -> None:
    """The bot's token is gone, so nobody there can ask for deletion any more: delete."""
    if (event.get("tokens") or {}).get("bot"):
        await _uninstalled(services, payload, event)


async def _uninstalled(services: Services, payload: Payload, event: Payload) -> None:
    team = str(payload.get("team_id") or "")
    if team:
        await services.forget_workspace(payload.get("enterprise_id"), team)


_HANDLERS: dict[str, Callable[[Services, Payload, Payload], Awaitable[None]]] = {
    "message": _message,
    "app_mention": _mention,
    "app_home_opened": _home_opened,
    "assistant_thread_started": _assistant_started,
    "tokens_revoked": _tokens_revoked,
    "app_uninstalled": _uninstalled,
}
