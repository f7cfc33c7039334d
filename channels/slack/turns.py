"""One turn: a person's words in, the assistant's posts out."""
from __future__ import annotations

import asyncio
import contextlib
import logging
import weakref
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from channels.incoming import receive
from channels.slack.cards import Post, posts
from channels.slack.delivery import Delivery
from channels.slack.erasure import Records
from channels.slack.places import GENERAL_CARDS, Place, personal
from channels.slack.strings import STRINGS
from channels.slack.web_api import WebApi
from channels.slack.workspaces import Workspaces

logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class SlackOutput(OutputChannel):
    """Keeps what the assistant says until its turn is over.

    Rasa saves a turn only after its replies are sent; an exception in between
    loses the turn. Here nothing can fail in between, whatever Slack does.
    """

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "slack"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.replies.append(dict(message))


class Turns:
    """Takes turns, one at a time for each conversation."""

    def __init__(self, on_new_message: OnNewMessage, api: WebApi, workspaces: Workspaces, records: Records, *,
                 public_answers: bool = True, patience: float = 8.0) -> None:
        self._on_new_message = on_new_message
        self._api = api
        self._workspaces = workspaces
        self._records = records
        self._public_answers = public_answers
        self._patience = patience
        self._turns: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()
        self._order: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    def lock(self, sender: str) -> asyncio.Lock:
        """Held while a conversation takes a turn or is deleted."""
        return self._turns.setdefault(sender, asyncio.Lock())

    async def take(self, place: Place, text: str, *, whisper: bool = False, lead: Sequence[str] = ()) -> None:
        """Hand the words to the assistant and deliver what it answers.

        whisper: answer the person alone, whatever was asked. In a channel, anything
        that speaks about somebody is answered so, in the private conversation.
        lead: Slack's own sentences before the answer; after it where that is an emergency.
        """
        if place.public and not whisper and (not self._public_answers or personal(text)):
            place, whisper = place.private(), True
        delivery = await self.delivery(place)
        if delivery is None:
            return
        turn, order = self.lock(place.sender), self._order.setdefault(place.sender, asyncio.Lock())
        async with turn:
            known = await self._records.known(place.sender)
            replies = await self._answers(place, text, delivery, whisper)
            if known and not await self._records.known(place.sender):
                replies += await self._forgets_the_rest(place)
            if place.public and not whisper:
                whisper = not _general(replies)
        said = posts([*({"text": words} for words in lead), *replies], place.scope) if replies else [_own("silence")]
        # Posts keep their order, but an emergency waits for nothing, not even for Slack's Retry-After.
        said.sort(key=lambda post: post.card != "emergency")
        urgent = said[0].card == "emergency"
        async with contextlib.nullcontext() if urgent else order:
            await delivery.say(said, whisper=whisper, first=not known, words=text)

    async def delivery(self, place: Place) -> Delivery | None:
        """What posts to the place; nothing if its workspace is not, or no longer, ours."""
        token = await self._workspaces.token(place.enterprise, place.team)
        if not token:
            logger.warning("No token for a Slack workspace; is the app installed there?")
            return None
        return Delivery(self._api, self._api.client(token), place)

    async def note(self, place: Place, key: str) -> None:
        """Say one of Slack's own sentences, to the person alone."""
        delivery = await self.delivery(place)
        if delivery:
            await delivery.say([_own(key)], whisper=True)

    async def _forgets_the_rest(self, place: Place) -> list[dict[str, Any]]:
        """The assistant was asked to forget, and forgot this conversation; on Slack a person has several."""
        try:
            await self._records.delete_person(place.team, place.user)
        except Exception as error:  # noqa: BLE001
            logger.error("A deletion failed: %s.", type(error).__name__)
            return [{"text": STRINGS["home"]["not_deleted"]}]
        return []

    async def _answers(self, place: Place, text: str, delivery: Delivery, whisper: bool) -> list[dict[str, Any]]:
        output = SlackOutput()
        message = UserMessage(receive(text), output, place.sender, input_channel=SlackOutput.name(),
                              metadata={"public": place.public and not whisper})
        turn = asyncio.ensure_future(self._on_new_message(message))
        done, _ = await asyncio.wait({turn}, timeout=self._patience)
        if not done:
            await delivery.say([_own("patience")], whisper=True)
        try:
            await turn
        except Exception as error:  # noqa: BLE001
            # The error may quote the message; its kind is all that belongs into a log.
            logger.error("A turn failed: %s.", type(error).__name__)
            return [*output.replies, {"text": STRINGS["trouble"]}]
        return output.replies


def _general(replies: Sequence[dict[str, Any]]) -> bool:
    """Whether a turn only explains. One personal reply makes all of it private: half a turn tells the other half."""
    kinds = [reply["custom"].get("card") for reply in replies if isinstance(reply.get("custom"), dict)]
    return bool(kinds) and all(kind in GENERAL_CARDS for kind in kinds)


def _own(key: str) -> Post:
    return posts([{"text": STRINGS[key]}])[0]
