"""The two ways to an assistant."""
from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from channels.terminal.talk import TalkError
from channels.terminal.talk_served import WEBHOOK, Served, joined

CARD = {"card": "question", "asks": "goals", "options": [], "step": 1, "of": 3}
Answer = Callable[[dict[str, Any]], Awaitable[web.Response]]


@asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[str]:
    """A server on loopback that answers the REST channel's address."""

    async def handle(request: web.Request) -> web.Response:
        return await answer(await request.json())

    app = web.Application()
    app.router.add_post(WEBHOOK, handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def said(answer: Answer, *texts: str, private: bool = False, seconds: float = 5) -> tuple[list[Any], Exception | None]:
    """Say this to a server; what came back for the last one, or what was raised."""

    async def run() -> list[Any]:
        async with server(answer) as url:
            talk = Served(url + "/", "terminal-1", private, seconds)
            try:
                return [await talk.say(text) for text in texts][-1]
            finally:
                await talk.close()

    try:
        return asyncio.run(run()), None
    except TalkError as error:
        return [], error


def test_cards_go_back_to_their_texts() -> None:
    assert joined([
        {"recipient_id": "x", "text": "a", "buttons": [{"title": "t"}]}, {"recipient_id": "x", "custom": CARD},
        {"recipient_id": "x", "text": "b"}, {"recipient_id": "x", "custom": CARD}, {"recipient_id": "x", "custom": CARD},
    ]) == [{"text": "a", "buttons": [{"title": "t"}], "custom": CARD}, {"text": "b", "custom": CARD}, {"custom": CARD}]


def test_an_alarm_that_was_cut_at_its_blank_lines_is_whole_again() -> None:
    alarm = {"card": "emergency", "level": "now", "rule": "x", "call": "988"}
    messages = joined([
        {"recipient_id": "x", "text": "Call 988."}, {"recipient_id": "x", "text": "Stay."}, {"recipient_id": "x", "custom": alarm},
        {"recipient_id": "x", "text": "Back to you:", "buttons": [{"title": "t"}]}, {"recipient_id": "x", "custom": CARD},
    ])
    assert messages[0] == {"text": "Call 988.\n\nStay.", "custom": alarm}
    assert messages[1]["text"] == "Back to you:"


def test_a_turn_over_http() -> None:
    bodies: list[dict[str, Any]] = []

    async def answer(body: dict[str, Any]) -> web.Response:
        bodies.append(body)
        return web.json_response([{"recipient_id": "x", "text": "Hello ✓"}, {"recipient_id": "x", "custom": CARD}])

    assert said(answer, "my back") == ([{"text": "Hello ✓", "custom": CARD}], None)
    assert bodies[0]["sender"] == "terminal-1"
    assert bodies[0]["message"] == "my back"
    assert bodies[0]["input_channel"] == "terminal"


@pytest.mark.parametrize(("private", "expected"), [(True, ["my back", "delete my data"]), (False, ["my back"])])
def test_a_private_talk_is_deleted_when_it_ends(private: bool, expected: list[str]) -> None:
    heard: list[str] = []

    async def answer(body: dict[str, Any]) -> web.Response:
        heard.append(body["message"])
        return web.json_response([])

    said(answer, "my back", private=private)
    assert heard == expected


@pytest.mark.parametrize(("response", "told"), [
    (lambda: web.Response(status=500, text="oops"), "something went wrong"),
    (lambda: web.Response(status=404), "is not the guide"),
    (lambda: web.Response(text="<html>", content_type="text/html"), "is not the guide"),
    (lambda: web.json_response({"status": "ok"}), "is not the guide"),
    (lambda: web.json_response(["x"]), "is not the guide"),
])
def test_a_wrong_server_is_told_kindly(response: Callable[[], web.Response], told: str) -> None:
    async def answer(_: dict[str, Any]) -> web.Response:
        return response()

    assert told in str(said(answer, "hello")[1])


def test_a_slow_server_is_told_kindly() -> None:
    async def answer(_: dict[str, Any]) -> web.Response:
        await asyncio.sleep(0.5)
        return web.json_response([])

    assert "too long" in str(said(answer, "hello", seconds=0.1)[1])


def test_no_server_is_told_kindly() -> None:
    async def run() -> None:
        talk = Served("http://127.0.0.1:9", "terminal-1", private=True)
        try:
            await talk.say("hello")
        finally:
            await talk.close()

    with pytest.raises(TalkError, match="cannot reach"):
        asyncio.run(run())
