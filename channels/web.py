"""The website channel: what the chat widget talks to.

Mounted by Rasa at ``/webhooks/web``; ``docs/website.md`` lists the routes.

    credentials.yml:
        channels.web.WebInput:
            origins: ["https://clinic.example.org"]
"""
from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import ConnectionException
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw
from sanic.response import json as as_json

from channels import web_pages
from channels.incoming import receive
from channels.last_resort import never_lose_an_alarm
from channels.summaries import last_summary
from channels.web_errors import WebError
from channels.web_history import MESSAGE_ID, erasable, transcript
from channels.web_limits import RateLimit, address, origin_allowed
from channels.web_sessions import Session, Sessions
from channels.web_settings import Settings
from channels.web_turn import OnNewMessage, Turns, alone
from guide.summary import FORMATS

if TYPE_CHECKING:
    from rasa.core.agent import Agent

logger = logging.getLogger(__name__)

_SPARE_BYTES = 1024 * 1024
_MESSAGE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
Handler = Callable[..., Coroutine[Any, Any, HTTPResponse | None]]


class WebInput(InputChannel):
    """Receives messages from the widget and streams the replies back."""

    def __init__(self, settings: Settings) -> None:
        """Set up signing and limits; nothing is shared between people."""
        self.settings = settings
        self.sessions = Sessions(settings.secrets, settings.session_hours)
        self.by_session = RateLimit(settings.session_messages_per_minute)
        self.by_address = RateLimit(settings.address_calls_per_minute)
        self.new_sessions = RateLimit(settings.address_sessions_per_minute)

    @classmethod
    def name(cls) -> str:
        """The channel's place in the address: ``/webhooks/web``."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """Make the channel from its block in ``credentials.yml``."""
        return cls(Settings.read(credentials))

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the channel's routes; with them come the widget's files and the demo page."""
        never_lose_an_alarm()  # also under a plain `rasa run`
        blueprint = _WebBlueprint("web")
        blueprint.ctx.settings = self.settings
        turns = Turns(on_new_message, self.settings.turn_seconds)
        answering = self._answering

        @blueprint.post("/session")
        @answering
        async def open_session(request: Request) -> HTTPResponse:
            session = self._known(request)
            self._limit(self.new_sessions, self._address(request))
            session = self.sessions.issue(session.sender if session else None)
            return as_json(_told(session), 201)

        @blueprint.post("/messages", stream=True)
        @answering
        async def send_message(request: Request) -> None:
            session = self._session(request)
            self._limit(self.by_session, session.sender)
            message = _message(await self._body(request), session)
            agent = _agent(request)
            await self._stream(request, turns.lines(agent, message), self.sessions.renewed(session))

        @blueprint.get("/history")
        @answering
        async def history(request: Request) -> HTTPResponse:
            session = self._session(request)
            return as_json({"messages": await transcript(_agent(request).tracker_store, session.sender)}, ensure_ascii=False)

        @blueprint.get("/export")
        @answering
        async def export(request: Request) -> HTTPResponse:
            session = self._session(request)
            events = await erasable(_agent(request).tracker_store).export(session.sender)
            return as_json(
                {"conversation": session.sender, "exported": int(time.time()), "events": events},
                headers={"Content-Disposition": 'attachment; filename="my-conversation.json"'},
                ensure_ascii=False,
            )

        @blueprint.get("/summary")
        @answering
        async def summary(request: Request) -> HTTPResponse:
            session = self._session(request)
            wanted = FORMATS.get(request.args.get("as", "html"))
            if wanted is None:
                raise WebError("bad_request")
            found = last_summary(await erasable(_agent(request).tracker_store).export(session.sender))
            if found is None:
                raise WebError("no_summary")
            # In a thread: what writes FHIR is loaded when the first person asks for it.
            written = await asyncio.to_thread(wanted.write, found)
            kind = f"{wanted.media_type}; charset=utf-8"
            return raw(written.encode(), headers=web_pages.summary_headers(wanted), content_type=kind)

        @blueprint.delete("/session")
        @answering
        async def delete(request: Request) -> HTTPResponse:
            session = self._session(request)
            agent = _agent(request)
            store = erasable(agent.tracker_store)
            await alone(agent, session.sender, lambda: store.delete(session.sender))
            return as_json({"deleted": True})

        @blueprint.get("/health")
        async def health(_: Request) -> HTTPResponse:
            return as_json({"status": "ok"})

        @blueprint.get("/ready")
        @answering
        async def ready(request: Request) -> HTTPResponse:
            # Reading an unknown conversation proves that the database answers, and writes nothing.
            try:
                await _agent(request).tracker_store.retrieve("web-readiness")
            except ConnectionException:
                raise WebError("not_ready") from None
            return as_json({"status": "ready"})

        @blueprint.route("/<_path:path>", methods=["OPTIONS"])
        async def preflight(_: Request, _path: str) -> HTTPResponse:
            return empty()

        @blueprint.middleware("response")
        async def protect(_: Request, response: HTTPResponse) -> None:
            for header, value in web_pages.DATA_HEADERS.items():
                response.headers.setdefault(header, value)

        return blueprint

    def _answering(self, handler: Handler) -> Handler:
        """Check the calling page, and turn every failure into an error object."""

        @wraps(handler)
        async def answered(request: Request, *args: Any, **kwargs: Any) -> HTTPResponse | None:
            try:
                if not origin_allowed(request.headers, self.settings.origins):
                    raise WebError("origin")
                response = await handler(request, *args, **kwargs)
            except WebError as error:
                response = _refusal(error)
            except Exception:
                logger.exception("The website channel failed.")
                response = _refusal(WebError("failed"))
            if response is not None:
                response.headers.update(_cors(request))
            return response

        return answered

    @staticmethod
    async def _stream(request: Request, lines: AsyncIterator[dict[str, Any]], fresh: Session | None) -> None:
        response = await request.respond(content_type="application/x-ndjson", headers=_cors(request))
        try:
            async for line in lines:
                if line["type"] == "done" and fresh:
                    line = {**line, "session": _told(fresh)}
                await response.send(json.dumps(line, ensure_ascii=False) + "\n")
            await response.eof()
        except Exception:  # whatever Sanic raises when the browser has gone; the turn goes on without it
            logger.info("A browser left before its answer.", exc_info=True)

    def _known(self, request: Request) -> Session | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return self.sessions.read(token.strip()) if scheme.lower() == "bearer" else None

    def _session(self, request: Request) -> Session:
        self._limit(self.by_address, self._address(request))
        session = self._known(request)
        if session is None:
            raise WebError("no_session")
        return session

    def _address(self, request: Request) -> str:
        return address(request.ip, request.headers, self.settings.proxies)

    @staticmethod
    def _limit(limit: RateLimit, name: str) -> None:
        wait = limit.wait(name)
        if wait:
            raise WebError("too_many", retry_after=wait)

    async def _body(self, request: Request) -> dict[str, Any]:
        """Read a JSON object, and no more bytes than allowed."""
        body = b""
        while request.stream is not None:
            chunk = await request.stream.read()
            if not chunk:
                break
            body += chunk
            if len(body) > self.settings.body_bytes:
                raise WebError("too_large")
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            raise WebError("bad_request") from None
        if not isinstance(data, dict):
            raise WebError("bad_request")
        return data


class _WebBlueprint(Blueprint):
    """Brings the widget's files along wherever Rasa mounts the channel."""

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        super().register(app, options)
        settings: Settings = self.ctx.settings
        web_pages.register(app, demo_page=settings.demo_page)
        # Sanic's own limit is 100 MB, also where a body is not even looked at. Ours is told kindly, so it must strike first.
        app.config.REQUEST_MAX_SIZE = min(app.config.REQUEST_MAX_SIZE, settings.body_bytes + _SPARE_BYTES)
        prefix = f"{options.get('url_prefix') or ''}/"

        # Rasa's own CORS layer answers preflights before any route of ours and
        # knows nothing of our list, so the permission is added on the way out.
        @app.middleware("response")
        async def permit(request: Request, response: HTTPResponse) -> None:
            ours = request.method == "OPTIONS" and request.path.startswith(prefix)
            if ours and origin_allowed(request.headers, settings.origins):
                response.headers.update(_cors(request))


def _agent(request: Request) -> Agent:
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise WebError("not_ready")
    return agent


def _message(body: dict[str, Any], session: Session) -> UserMessage:
    message_id = body.get("id")
    if not isinstance(message_id, str) or not _MESSAGE_ID.fullmatch(message_id):
        raise WebError("bad_request")
    return UserMessage(
        text=receive(body.get("text")),
        sender_id=session.sender,
        input_channel=WebInput.name(),
        metadata={"channel": WebInput.name(), MESSAGE_ID: message_id},
    )


def _told(session: Session) -> dict[str, Any]:
    return {"token": session.token, "expires": session.expires}


def _refusal(error: WebError) -> HTTPResponse:
    headers = {"Retry-After": str(error.details["retry_after"])} if "retry_after" in error.details else {}
    return as_json(error.body(), error.status, headers=headers)


def _cors(request: Request) -> dict[str, str]:
    """Let the page that called read the answer; whether it may call was checked before."""
    origin = request.headers.get("origin")
    if origin is None:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET, POST, DELETE",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }
