"""What is kept about people on Slack: is there anything, show it, delete it."""
from __future__ import annotations

import inspect
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timezone
from typing import Any, Protocol

from channels.incoming import shown
from channels.slack.places import sender
from channels.slack.strings import STRINGS

logger = logging.getLogger(__name__)


class Conversations(Protocol):
    """The part of the tracker store (``stores/``) that this channel relies on."""

    async def exists(self, conversation_id: str) -> bool:
        """Whether anything of the conversation is kept."""

    async def delete(self, sender_id: str) -> Any:
        """Delete every row of one conversation."""

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""

    async def delete_prefix(self, prefix: str) -> Any:
        """Delete every row of the conversations whose id starts so."""

    async def export(self, sender_id: str) -> Any:
        """Everything kept about one conversation: Rasa's events, oldest first."""


class Records:
    """Conversations by person and by workspace.

    find: gives the agent, with its tracker store and its locks; it is asked each
    time, since the server loads it after its channels.
    """

    def __init__(self, find: Callable[[], Any]) -> None:
        self._agent = find

    def _find(self) -> Any:
        return getattr(self._agent(), "tracker_store", None)

    async def known(self, sender_id: str) -> bool:
        """Whether the person has been here before; yes, where that cannot be told."""
        store = self._find()
        if store is None:
            return True
        try:
            return bool(await _awaited(store.exists(sender_id)))
        except Exception as error:  # noqa: BLE001
            logger.warning("A conversation could not be looked up: %s.", type(error).__name__)
            return True

    async def events(self, conversation: str) -> list[dict[str, Any]]:
        """Everything kept of one conversation, oldest first."""
        return list(await _awaited(self._store("export").export(conversation)) or ())

    async def export(self, team: str, user: str) -> str | None:
        """What is kept about the person, to be read by them; nothing if nothing is kept."""
        return "\n".join(_lines(await self.events(sender(team, user)))) or None

    async def delete_person(self, team: str, user: str) -> None:
        """Delete everything that the person told, in private and in threads."""
        await self._delete(sender(team, user))
        await self._delete_all(sender(team, user) + "-")

    async def delete_workspace(self, team: str) -> None:
        """Delete everything that anybody in the workspace told."""
        await self._delete_all(f"slack-{team}-")

    async def _delete_all(self, prefix: str) -> None:
        store = self._store("delete_prefix")
        for conversation in await _awaited(store.keys()):
            if conversation.startswith(prefix):
                await self._delete(conversation)
        await _awaited(store.delete_prefix(prefix))

    async def _delete(self, conversation: str) -> None:
        """Delete one conversation, not while a turn of it is running: that, on whichever worker, would save its rows again."""
        store = self._store("delete")
        async with self._agent().lock_store.lock(conversation):
            await _awaited(store.delete(conversation))

    def _store(self, method: str) -> Any:
        """The store that can do this, also where Rasa has wrapped it."""
        store = self._find()
        while store is not None and not hasattr(store, method):
            # FailSafeTrackerStore and AwaitableTrackerStore pass on Rasa's own methods only.
            store = getattr(store, "_tracker_store", None)
        if store is None:
            raise LookupError(f"the tracker store cannot {method}")
        return store


def _lines(events: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A conversation as its owner would read it: what was said, and what was noted of it."""
    noted: dict[str, Any] = {}
    for event in events:
        day = datetime.fromtimestamp(float(event.get("timestamp") or 0), timezone.utc).strftime("%Y-%m-%d %H:%M")
        if event.get("event") == "user":
            yield f"{day} {STRINGS['export']['you']} {shown(str(event.get('text') or ''))}"
        elif event.get("event") == "bot" and event.get("text"):
            yield f"{day} {STRINGS['export']['guide']} {event['text']}"
        elif event.get("event") == "slot":
            noted[str(event.get("name"))] = event.get("value")
    for name, value in noted.items():
        if value not in (None, [], {}, ""):
            yield f"{STRINGS['export']['noted']} {name}: {json.dumps(value, ensure_ascii=False, default=str)}"


async def _awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


def agent(app: Any) -> Any:
    """The agent of a running Rasa server, or nothing before it is loaded."""
    return getattr(getattr(app, "ctx", None), "agent", None)
