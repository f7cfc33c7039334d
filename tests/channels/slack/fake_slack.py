"""A Slack that behaves like Slack, on loopback: Web API, response_urls, OAuth, sockets.

It refuses what Slack refuses (tokens, scopes, membership, blocks, expired
triggers) and keeps every message as each person would see it.
"""
from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.channels.slack.block_kit import faults, view_faults

ALL_SCOPES = frozenset(
    {"app_mentions:read", "assistant:write", "chat:write", "commands", "im:history", "im:write"})
NEEDED = {
    "chat.postMessage": "chat:write", "chat.postEphemeral": "chat:write", "chat.update": "chat:write",
    "conversations.open": "im:write", "assistant.threads.setSuggestedPrompts": "assistant:write",
    "views.open": None, "views.publish": None, "auth.test": None,
}
BURST = 12  # messages a channel takes at once before Slack asks for patience


@dataclass
class Workspace:
    team: str
    token: str
    scopes: frozenset[str] = ALL_SCOPES
    channels: set[str] = field(default_factory=lambda: {"C1"})
    alive: bool = True


class FakeSlack:
    """One Slack; ``url`` is its address once started."""

    def __init__(self) -> None:
        self.workspaces = {"xoxb-1": Workspace("T1", "xoxb-1")}
        self.messages: list[dict[str, Any]] = []
        self.homes: dict[str, dict[str, Any]] = {}
        self.views: list[dict[str, Any]] = []
        self.threads: set[str] = set()
        self.prompts: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.hooks: dict[str, dict[str, Any]] = {}
        self.triggers: dict[str, float] = {}
        self.codes: dict[str, dict[str, Any]] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.acknowledged: dict[str, Any] = {}
        self._trouble: dict[str, list[web.Response]] = defaultdict(list)
        self._rates: dict[str, list[float]] = defaultdict(list)
        self._numbers = itertools.count(1)
        self.url = ""

    async def start(self) -> None:
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_post("/hooks/{hook}", self._hook)
        app.router.add_get("/socket", self._socket)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        if not self.url:
            return
        self.url = ""
        for socket in self.sockets:
            await socket.close()
        await self._runner.cleanup()

    # what a test may arrange

    def trouble(self, method: str, *answers: web.Response) -> None:
        """The next calls of a method meet these answers first."""
        self._trouble[method] += answers

    def trigger(self) -> str:
        """A trigger id, good for three seconds and one use."""
        trigger = f"trigger.{next(self._numbers)}"
        self.triggers[trigger] = time.monotonic() + 3
        return trigger

    def hook(self, channel: str, user: str, original: str | None = None) -> str:
        """A response_url, good for five uses."""
        name = f"h{next(self._numbers)}"
        self.hooks[name] = {"channel": channel, "user": user, "left": 5, "original": original}
        return f"{self.url}/hooks/{name}"

    def ts(self) -> str:
        return f"1790000000.{next(self._numbers):06d}"

    def seen_by(self, user: str, channel: str | None = None) -> list[dict[str, Any]]:
        """The messages that a person can read."""
        return [m for m in self.messages
                if m["to"] in (None, user) and channel in (None, m["channel"]) and not m.get("hidden")]

    # the Web API

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        data = await self._data(request)
        self.calls.append((method, data))
        if self._trouble[method]:
            return self._trouble[method].pop(0)
        if method == "oauth.v2.access":
            return self._oauth(request, data)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if method == "apps.connections.open":
            if token != "xapp-1":
                return _no("invalid_auth")
            return web.json_response({"ok": True, "url": self.url.replace("http", "ws") + "/socket"})
        workspace = self.workspaces.get(token)
        if workspace is None:
            return _no("invalid_auth")
        if not workspace.alive:
            return _no("account_inactive")
        if method not in NEEDED:
            return _no("unknown_method")
        needed = NEEDED[method]
        if needed and needed not in workspace.scopes:
            return _no("missing_scope", needed=needed, provided=",".join(sorted(workspace.scopes)))
        return await getattr(self, "_" + method.replace(".", "_"))(workspace, data)

    async def _data(self, request: web.Request) -> dict[str, Any]:
        if request.content_type == "application/json":
            return await request.json()
        data: dict[str, Any] = {**request.query, **await request.post()}
        for key in ("blocks", "view", "prompts"):
            if isinstance(data.get(key), str):
                data[key] = json.loads(data[key])
        return data

    def _refusal(self, workspace: Workspace, data: dict[str, Any]) -> web.Response | None:
        """Why Slack would not take a message, if it would not."""
        if "as_user" in data:
            return _no("as_user_not_supported")
        channel = str(data.get("channel") or "")
        if not (channel.startswith("D") or channel in workspace.channels):
            return _no("not_in_channel" if channel.startswith("C") else "channel_not_found")
        if not data.get("text") and not data.get("blocks"):
            return _no("no_text")
        if len(str(data.get("text") or "")) > 40_000:
            return _no("msg_too_long")
        if data.get("blocks"):
            wrong = faults(data["blocks"])
            if wrong:
                return _no("invalid_blocks", response_metadata={"messages": wrong})
            if not data.get("text"):
                return _no("no_fallback_text")  # Slack only warns; we insist
        recent = [t for t in self._rates[channel] if t > time.monotonic() - 1]
        if len(recent) >= BURST:
            return _limited(1)
        self._rates[channel] = [*recent, time.monotonic()]
        return None

    async def _chat_postMessage(self, workspace: Workspace, data: dict[str, Any]) -> web.Response:
        refusal = self._refusal(workspace, data)
        return self._keep(workspace, data, None) if refusal is None else refusal

    async def _chat_postEphemeral(self, workspace: Workspace, data: dict[str, Any]) -> web.Response:
        if not data.get("user"):
            return _no("user_not_in_channel")
        refusal = self._refusal(workspace, data)
        return self._keep(workspace, data, data["user"]) if refusal is None else refusal

    def _keep(self, workspace: Workspace, data: dict[str, Any], to: str | None) -> web.Response:
        ts = self.ts()
        message = {"team": workspace.team, "channel": data["channel"], "ts": ts, "thread_ts": data.get("thread_ts"),
                   "text": data.get("text", ""), "blocks": _echoed(data.get("blocks") or []), "to": to}
        if to is None and message["thread_ts"]:
            self.threads.add(message["thread_ts"])
        # "Ephemeral messages in threads are only shown if there is already an active thread."
        message["hidden"] = bool(to and message["thread_ts"] and message["thread_ts"] not in self.threads)
        self.messages.append(message)
        return web.json_response({"ok": True, "channel": data["channel"], "ts": ts, "message_ts": ts})

    async def _chat_update(self, workspace: Workspace, data: dict[str, Any]) -> web.Response:
        message = next((m for m in self.messages if m["ts"] == data.get("ts") and m["to"] is None), None)
        if message is None:
            return _no("message_not_found")
        refusal = self._refusal(workspace, data)
        if refusal is not None:
            return refusal
        message.update(text=data["text"], blocks=_echoed(data["blocks"]), updated=True)
        return web.json_response({"ok": True, "ts": message["ts"]})

    async def _conversations_open(self, workspace: Workspace, data: dict[str, Any]) -> web.Response:
        user = str(data["users"]).split(",")[0]
        return web.json_response({"ok": True, "channel": {"id": "D" + user}})

    async def _views_open(self, workspace: Workspace, data: dict[str, Any]) -> web.Response:
        if self.triggers.pop(str(data.get("trigger_id")), 0) < time.monotonic():
            return _no("expired_trigger_id")
        wrong = view_faults(data["view"])
        if wrong:
            return _no("invalid_arguments", response_metadata={"messages": wrong})
        self.views.append(data["view"])
        return web.json_response({"ok": True, "view": {"id": "V1"}})

    async def _views_publish(self, workspace: Workspace, data: dict[str, Any]) -> web.Response:
        wrong = view_faults(data["view"])
        if wrong:
            return _no("invalid_arguments", response_metadata={"messages": wrong})
        self.homes[data["user_id"]] = data["view"]
        return web.json_response({"ok": True})

    async def _assistant_threads_setSuggestedPrompts(self, workspace: Workspace, data: dict[str, Any]) -> web.Response:
        if not 1 <= len(data["prompts"]) <= 4 or not all(p["title"] and p["message"] for p in data["prompts"]):
            return _no("invalid_arguments")
        self.prompts.append(data)
        return web.json_response({"ok": True})

    def _oauth(self, request: web.Request, data: dict[str, Any]) -> web.Response:
        grant = self.codes.pop(str(data.get("code")), None)
        if grant is None and data.get("grant_type") != "refresh_token":
            return _no("invalid_code")
        if grant is None:
            self.workspaces["xoxe-new"] = Workspace("T9", "xoxe-new")
            grant = {"access_token": "xoxe-new", "refresh_token": "r2", "expires_in": 43200, "token_type": "bot",
                     "app_id": "A1", "team": {"id": "T9"}, "bot_user_id": "UBOT", "scope": "chat:write"}
        return web.json_response({"ok": True, **grant})

    # response_urls

    async def _hook(self, request: web.Request) -> web.Response:
        hook = self.hooks.get(request.match_info["hook"])
        body = await request.json()
        self.calls.append(("response_url", body))
        if self._trouble["response_url"]:
            return self._trouble["response_url"].pop(0)
        if hook is None or hook["left"] <= 0:
            return web.Response(status=404, text="used_url")
        if body.get("blocks") and faults(body["blocks"]):
            return web.Response(status=400, text="invalid_blocks")
        hook["left"] -= 1
        if body.get("replace_original"):
            original = next((m for m in self.messages if m["ts"] == hook["original"]), None)
            if original is None:
                return web.Response(status=404, text="no_original")
            original.update(text=body["text"], blocks=_echoed(body.get("blocks") or []), updated=True)
            return web.Response(text="ok")
        to = hook["user"] if body.get("response_type", "ephemeral") == "ephemeral" else None
        self.messages.append({"team": "T1", "channel": hook["channel"], "ts": self.ts(), "to": to,
                              "thread_ts": body.get("thread_ts"), "text": body.get("text", ""),
                              "blocks": _echoed(body.get("blocks") or [])})
        return web.Response(text="ok")

    # Socket Mode

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets)})
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                data = json.loads(message.data)
                self.acknowledged[data["envelope_id"]] = data.get("payload")
        return socket

    async def push(self, kind: str, payload: dict[str, Any]) -> Any:
        """Send a payload down the socket and wait for its acknowledgement, three seconds at most."""
        envelope = f"env{next(self._numbers)}"
        await self.sockets[-1].send_json({
            "envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True})
        for _ in range(300):
            if envelope in self.acknowledged:
                return self.acknowledged[envelope]
            await asyncio.sleep(0.01)
        raise TimeoutError("not acknowledged within three seconds")


def _echoed(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks as Slack gives them back: each with an id."""
    return [{**block, "block_id": block.get("block_id", f"b{n}")} for n, block in enumerate(blocks)]


def _no(error: str, **more: Any) -> web.Response:
    return web.json_response({"ok": False, "error": error, **more})


def _limited(seconds: int) -> web.Response:
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)})


def limited(seconds: int = 1) -> web.Response:
    """429, come back later."""
    return _limited(seconds)


def broken(status: int = 500) -> web.Response:
    """Slack has a bad moment."""
    return web.Response(status=status, text="<html>bad gateway</html>", content_type="text/html")


def refused(error: str) -> web.Response:
    """Slack says no."""
    return _no(error)
