"""Gets posts to the right eyes, and never raises.

The turn is over and saved when something is delivered, so a post that fails
costs a message at worst, and most often not even that: blocks that Slack refuses
become text, and a whisper that cannot be heard in a channel becomes a direct message.
"""
from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, PlainTextObject
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.cards import Post, small, text_only
from channels.slack.choices import (
    BUTTON_VALUE_LIMIT,
    NOTE,
    QUESTION,
    asked,
    chosen_note,
    used,
)
from channels.slack.places import PRIVATE, Place
from channels.slack.strings import STRINGS
from channels.slack.web_api import WebApi

logger = logging.getLogger(__name__)

_BLOCKS_REFUSED = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long")

Way = Callable[[Post], Awaitable[None]]


class Delivery:
    """Posts to one place.

    api: makes requests; client: speaks for the workspace; place: where the person is.
    """

    def __init__(self, api: WebApi, client: AsyncWebClient, place: Place) -> None:
        self._api = api
        self._client = client
        self._place = place

    async def say(self, posts: Sequence[Post], *, whisper: bool, first: bool = False, words: str = "") -> bool:
        """Post, for all to read or for the person alone; whether everything arrived.

        whisper: only the person may see it. first: their first answer, so ask for no names.
        words: what they wrote, to be taken along into a direct message.
        """
        posts = list(posts)
        if posts:
            posts[-1] = _with_notes(posts[-1], self._notes(whisper, first, words))
        arrived = True
        for post in posts:
            arrived &= await self._try(self._whispers() if whisper else [self._post], post)
        return arrived

    async def retire(self, payload: dict[str, Any], action: dict[str, Any], title: str) -> None:
        """Put what was chosen in the place of the used buttons."""
        block_id, action_id = str(action.get("block_id")), str(action.get("action_id"))
        message = payload.get("message") or {}
        container = payload.get("container") or {}
        try:
            if message.get("blocks") and not container.get("is_ephemeral"):
                await self._client.chat_update(
                    channel=self._place.channel, ts=message["ts"], text=message.get("text") or STRINGS["chose"],
                    blocks=used(message["blocks"], block_id, action_id, title))
            elif self._place.response_url and _question(block_id):
                # Slack does not say what stood in an ephemeral message; a question may go, an answer must stay.
                note = chosen_note(title, action_id)
                await self._api.respond(self._place.response_url, {
                    "replace_original": True, "text": f"{STRINGS['chose']} {title}", "blocks": [note.to_dict()]})
        except Exception as error:  # noqa: BLE001
            # A live button is a blemish; the click is handled once all the same.
            logger.info("A used Slack button could not be replaced (%s).", _reason(error))

    def _whispers(self) -> list[Way]:
        """The ways to reach the person alone, in the order to try them."""
        if not self._place.public and not self._place.response_url:
            return [self._post]
        ways: list[Way] = [self._respond] if self._place.response_url else []
        return [*ways, self._ephemeral, self._direct]

    async def _try(self, ways: Sequence[Way], post: Post) -> bool:
        for way in ways:
            try:
                try:
                    await way(post)
                except SlackApiError as error:
                    if _reason(error) not in _BLOCKS_REFUSED:
                        raise
                    logger.warning("Slack refused the blocks of a %s card (%s); sent as text.",
                                   post.card, _reason(error))
                    await way(text_only(post))
                return True
            except Exception as error:  # noqa: BLE001
                # Never the text: it may be about somebody's health.
                logger.warning("A Slack post failed in %s: %s.", way.__name__.strip("_"), _reason(error))
        logger.error("A reply could not be delivered to Slack; the conversation itself is saved.")
        return False

    async def _post(self, post: Post) -> None:
        await self._client.chat_postMessage(
            channel=self._place.channel, thread_ts=self._place.thread, text=post.text, blocks=post.blocks or None,
            unfurl_links=False, unfurl_media=False)

    async def _ephemeral(self, post: Post) -> None:
        await self._client.chat_postEphemeral(
            channel=self._place.channel, user=self._place.user, thread_ts=self._place.whisper_thread,
            text=post.text, blocks=post.blocks or None)

    async def _respond(self, post: Post) -> None:
        body: dict[str, Any] = {"response_type": "ephemeral", "replace_original": False, "text": post.text}
        if post.blocks:
            body["blocks"] = post.blocks
        if self._place.whisper_thread:
            body["thread_ts"] = self._place.whisper_thread
        if not await self._api.respond(str(self._place.response_url), body):
            raise RuntimeError("response_url refused")

    async def _direct(self, post: Post) -> None:
        channel = await direct_message(self._client, self._place.user)
        await self._client.chat_postMessage(channel=channel, text=post.text, blocks=post.blocks or None)

    def _notes(self, whisper: bool, first: bool, words: str) -> list[Block]:
        """Slack's own lines under a reply: no names, please; and the way out of the channel."""
        if not self._place.public:
            return [small(STRINGS["no_names"], NOTE)] if first else []
        if not whisper:
            return [small(STRINGS["no_names"], NOTE)]
        # In the private conversation nothing needs carrying: it goes on where it was.
        carried = "" if self._place.scope == PRIVATE else words[:BUTTON_VALUE_LIMIT]
        return [
            small(f"{STRINGS['only_you']} {STRINGS['no_names']}", NOTE),
            ActionsBlock(block_id=f"{NOTE}:move", elements=[ButtonElement(
                text=PlainTextObject(text=STRINGS["offer_move"]), action_id="move", value=carried or None)]),
        ]


async def direct_message(client: AsyncWebClient, user: str) -> str:
    """The channel id of the direct message with a person."""
    opened = await client.conversations_open(users=[user])
    return str(opened["channel"]["id"])


def _with_notes(post: Post, notes: Sequence[Block]) -> Post:
    if not notes or not post.blocks:
        return post
    return Post(post.text, [*post.blocks, *(note.to_dict() for note in notes)], post.card)


def _question(block_id: str) -> bool:
    found = asked(block_id)
    return bool(found and found.manner == QUESTION)


def _reason(error: BaseException | None) -> str:
    if isinstance(error, SlackApiError) and error.response is not None:
        try:
            return str(error.response["error"])
        except Exception:  # noqa: BLE001
            return f"HTTP {getattr(error.response, 'status_code', '?')}"
    return type(error).__name__
