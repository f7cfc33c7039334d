"""People in a workspace: they write, press and submit, and Slack signs, sends and retries."""
from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import socket
import time
from types import SimpleNamespace
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import aiohttp
from sanic import Sanic
from sanic.touchup.service import TouchUp
from slack_sdk.signature import SignatureVerifier

from channels.slack.guide import SlackGuide
from channels.slack.settings import Settings
from channels.slack.turns import OnNewMessage
from stores.lock import LocalLocks
from tests.channels.slack.fake_slack import FakeSlack
from tests.channels.slack.script import ScriptedBot
from tests.channels.slack.spoken import elements, spoken

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BOT = "UBOT"
_names = itertools.count(1)


def stand_in(bot: Any) -> SimpleNamespace:
    """What the channel needs of Rasa's agent, around a scripted bot."""
    return SimpleNamespace(tracker_store=SimpleNamespace(_tracker_store=bot, exists=bot.exists), lock_store=LocalLocks())


class Server:
    """The assistant's server with the Slack channel, on loopback."""

    def __init__(self, slack: FakeSlack, bot: OnNewMessage, agent: Any = None, others: dict[str, Any] | None = None,
                 **settings: Any) -> None:
        """agent: what Rasa's server would hold, where the bot is a real one; others: blueprints to serve beside, by prefix."""
        chosen = {"slack_token": "xoxb-1", "slack_signing_secret": SECRET, "api_url": slack.url + "/api/",
                  "hooks_url": slack.url + "/hooks/", "redis_url": "", **settings}
        self.channel = SlackGuide(Settings(**chosen))
        self.app = Sanic(f"slack_{next(_names)}", configure_logging=False)
        self.app.ctx.agent = agent or stand_in(bot)
        self.app.blueprint(self.channel.blueprint(bot), url_prefix="/webhooks/slack")
        for prefix, blueprint in (others or {}).items():
            self.app.blueprint(blueprint, url_prefix=prefix)
        self.url = ""

    async def start(self) -> None:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}/webhooks/slack"
        self._server = await self.app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        # Sanic rewrites its own methods at a start, for speed; the second app of a process trips over that.
        touched = any(getattr(target, "__touched__", False) for target, _ in TouchUp._registry)
        with mock.patch.object(TouchUp, "run") if touched else contextlib.nullcontext():
            await self._server.startup()
        await self._server.before_start()
        await self._server.after_start()

    async def stop(self) -> None:
        await self._server.before_stop()
        self._server.close()
        await self._server.wait_closed()


class Person:
    """Somebody in the workspace; every method waits until the assistant has answered."""

    def __init__(self, slack: FakeSlack, server: Server, user: str = "U1", team: str = "T1") -> None:
        self.slack, self.server, self.user, self.team = slack, server, user, team
        self.http = aiohttp.ClientSession()
        self.dm = "D" + user

    # signing and sending

    async def post(self, body: str | bytes, content_type: str, *, at: float | None = None, secret: str = SECRET,
                   headers: dict[str, str] | None = None, path: str = "/webhook") -> tuple[int, str]:
        """A signed request, as Slack makes it."""
        raw = body.encode() if isinstance(body, str) else body
        timestamp = str(int(at if at is not None else time.time()))
        signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=raw.decode("utf-8", "replace"))
        sent = {"Content-Type": content_type, "X-Slack-Request-Timestamp": timestamp,
                "X-Slack-Signature": str(signature), **(headers or {})}
        async with self.http.post(self.server.url + path, data=raw, headers=sent) as answer:
            return answer.status, await answer.text()

    async def event(self, event: dict[str, Any], *, event_id: str | None = None, retry: int = 0,
                    content_type: str = "application/json", settle: bool = True) -> tuple[int, str]:
        payload = self.envelope(event, event_id)
        headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
        answer = await self.post(json.dumps(payload), content_type, headers=headers)
        if settle:
            await self.settled()
        return answer

    def envelope(self, event: dict[str, Any], event_id: str | None = None) -> dict[str, Any]:
        return {"token": "x", "team_id": self.team, "api_app_id": "A1", "type": "event_callback", "event": event,
                "event_id": event_id or f"Ev{self.slack.ts()}", "event_time": int(time.time()),
                "authorizations": [{"team_id": self.team, "user_id": BOT, "is_bot": True}]}

    async def settled(self) -> None:
        await asyncio.sleep(0.02)
        await self.server.channel.reception.idle()

    # what people do

    def dm_event(self, text: str, **more: Any) -> dict[str, Any]:
        return {"type": "message", "channel": self.dm, "channel_type": "im", "user": self.user, "text": text,
                "ts": self.slack.ts(), "client_msg_id": self.slack.ts(), **more}

    async def write(self, text: str, **more: Any) -> list[str]:
        """A direct message; returns what is said in reply."""
        return await self._replies(self.event(self.dm_event(text, **more)))

    async def mention(self, text: str, channel: str = "C1", **more: Any) -> list[str]:
        self.slack.threads |= {more["thread_ts"]} if "thread_ts" in more else set()
        return await self._replies(self.event({
            "type": "app_mention", "channel": channel, "user": self.user, "text": f"<@{BOT}> {text}",
            "ts": self.slack.ts(), **more}))

    async def slash(self, text: str, channel: str = "C1") -> list[str]:
        return await self._replies(self._form({
            "command": "/specialist", "text": text, "team_id": self.team, "user_id": self.user, "channel_id": channel,
            "trigger_id": self.slack.trigger(), "response_url": self.slack.hook(channel, self.user)}))

    async def press(self, message: dict[str, Any], title: str, **more: Any) -> list[str]:
        """Press a button or pick from a menu, by what stands on it."""
        for element in elements(message):
            if element["type"] == "button" and element["text"]["text"] == title:
                return await self.act(message, element, {"text": element["text"], "value": element.get("value")}, **more)
            for option in element.get("options", ()) if element["type"] == "static_select" else ():
                if option["text"]["text"] == title:
                    return await self.act(message, element, {"selected_option": option}, **more)
        raise AssertionError(f"nothing says {title!r}")

    async def tick(self, message: dict[str, Any], *titles: str) -> list[str]:
        """Tick boxes, then press Done."""
        boxes = next(e for e in elements(message) if e["action_id"] == "tick")
        chosen = [o for o in boxes["options"] if o["text"]["text"] in titles]
        await self.act(message, boxes, {"selected_options": chosen})
        state = {"values": {boxes["block_id"]: {"tick": {"type": boxes["type"], "selected_options": chosen}}}}
        return await self.press(message, "Done", state=state)

    async def act(self, message: dict[str, Any], element: dict[str, Any], details: dict[str, Any],
                  **more: Any) -> list[str]:
        return await self._replies(self.interaction(self.action(message, element, details), **more))

    def action(self, message: dict[str, Any], element: dict[str, Any], details: dict[str, Any]) -> dict[str, Any]:
        """The payload of a block action, as Slack makes it."""
        action = {"type": element["type"], "action_id": element["action_id"], "block_id": element["block_id"],
                  "action_ts": self.slack.ts(), **{k: v for k, v in details.items() if v is not None}}
        payload: dict[str, Any] = {"type": "block_actions", "actions": [action]}
        if "ts" not in message:  # the App Home
            return {**payload, "container": {"type": "view", "view_id": "V1"}, "view": message}
        ephemeral = message["to"] is not None
        payload |= {
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": message["channel"],
                          "is_ephemeral": ephemeral, **({"thread_ts": message["thread_ts"]} if message["thread_ts"] else {})},
            "channel": {"id": message["channel"], "name": "directmessage" if message["channel"][0] == "D" else "general"},
            "response_url": self.slack.hook(message["channel"], self.user, message["ts"])}
        if not ephemeral:  # Slack does not repeat what stood in an ephemeral message
            payload["message"] = {k: message[k] for k in ("ts", "text", "blocks", "thread_ts") if message[k] is not None}
        return payload

    async def interaction(self, payload: dict[str, Any], **more: Any) -> tuple[int, str]:
        whole = {"team": {"id": self.team, "domain": "clinic"}, "user": {"id": self.user, "team_id": self.team},
                 "api_app_id": "A1", "trigger_id": self.slack.trigger(), **payload, **more}
        return await self._form({"payload": json.dumps(whole)})

    async def submit(self, view: dict[str, Any], **values: dict[str, Any]) -> tuple[int, str]:
        state = {"values": {name: {"value": value} for name, value in values.items()}}
        return await self.interaction({"type": "view_submission", "view": {**view, "state": state}})

    async def _form(self, fields: dict[str, str]) -> tuple[int, str]:
        answer = await self.post(urlencode(fields), "application/x-www-form-urlencoded")
        await self.settled()
        return answer

    async def _replies(self, doing: Any) -> list[str]:
        before = len(self.slack.messages)
        status, _ = await doing
        assert status == 200
        return spoken(m for m in self.slack.messages[before:] if m["to"] in (None, self.user) and not m.get("hidden"))

    @property
    def last(self) -> dict[str, Any]:
        """The newest message that this person can read."""
        return self.slack.seen_by(self.user)[-1]


@contextlib.asynccontextmanager
async def clinic(bot: ScriptedBot | None = None, **settings: Any) -> Any:
    """Slack, the server and one person, started and stopped: ``async with clinic() as (slack, person, bot)``."""
    slack, bot = FakeSlack(), bot or ScriptedBot()
    await slack.start()
    server = Server(slack, bot, **settings)
    await server.start()
    person = Person(slack, server)
    try:
        yield slack, person, bot
    finally:
        await person.http.close()
        await server.stop()
        await slack.stop()
