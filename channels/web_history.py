"""What was said, read back from the tracker store."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.incoming import shown

#: Where the browser's own number of a message stands in its metadata.
MESSAGE_ID = "client_id"


class Erasable(Protocol):
    """A tracker store that can also hand out and forget a conversation."""

    async def delete(self, sender_id: str) -> Any:
        """Erase every row of a conversation."""

    async def export(self, sender_id: str) -> list[dict[str, Any]]:
        """Return everything that is kept of a conversation."""


def erasable(store: TrackerStore) -> Erasable:
    """Return our store from inside the wrappers that Rasa puts around it."""
    inner: Any = store
    while inner is not None and not (hasattr(inner, "delete") and hasattr(inner, "export")):
        inner = getattr(inner, "_tracker_store", None)
    if inner is None:
        raise TypeError(f"{type(store).__name__} can not erase conversations; set our tracker store in endpoints.yml.")
    return inner  # type: ignore[no-any-return]


async def transcript(store: TrackerStore, sender: str) -> list[dict[str, Any]]:
    """Return the conversation as the person saw it, oldest first."""
    tracker = await store.retrieve_full_tracker(sender)
    return _entries(tracker.events) if tracker else []


def replies_to(tracker: DialogueStateTracker | None, message_id: str) -> list[dict[str, Any]]:
    """Return what was answered to a message, or nothing when it was not answered yet."""
    return [_reply(event) for event in _turn(tracker, message_id) if isinstance(event, BotUttered)]


def _turn(tracker: DialogueStateTracker | None, message_id: str) -> list[Event]:
    turn: list[Event] = []
    inside = False
    for event in tracker.events if tracker else ():
        if isinstance(event, UserUttered):
            inside = (event.metadata or {}).get(MESSAGE_ID) == message_id
            # A message that was heard twice counts as its last hearing.
            turn = [] if inside else turn
        elif inside:
            turn.append(event)
    return turn


def _entries(events: Iterable[Event]) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    for event in events:
        if isinstance(event, UserUttered) and event.text is not None:
            entry = {"from": "person", "text": shown(event.text), "at": event.timestamp}
            identity = (event.metadata or {}).get(MESSAGE_ID)
            if identity:
                # The first hearing got no answer and was sent again: show it once.
                entries = [e for e in entries if e.get("id") != identity]
                entry["id"] = identity
            entries.append(entry)
        elif isinstance(event, BotUttered):
            entries.append({"from": "guide", **_reply(event), "at": event.timestamp})
    return entries


def _reply(event: BotUttered) -> dict[str, Any]:
    return shape({"text": event.text, **(event.data or {})})


def shape(message: dict[str, Any]) -> dict[str, Any]:
    """Bring a bot message of Rasa's into the form that the widget reads."""
    reply: dict[str, Any] = {}
    if message.get("text"):
        reply["text"] = str(message["text"])
    buttons = [
        {"title": str(b["title"]), "payload": str(b.get("payload") or b["title"])}
        for b in message.get("buttons") or ()
        if b.get("title")
    ]
    if buttons:
        reply["buttons"] = buttons
    custom = message.get("custom")
    if isinstance(custom, dict) and custom.get("card"):
        reply["card"] = custom
    for kind in ("image", "attachment"):
        if isinstance(message.get(kind), str):
            reply["text"] = "\n".join(filter(None, (reply.get("text"), message[kind])))
    return reply
