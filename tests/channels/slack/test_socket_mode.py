"""Socket Mode, against a server on loopback that speaks its protocol."""
from __future__ import annotations

import asyncio

import pytest

from channels.slack.form import form
from tests.channels.slack.workspace import clinic

pytestmark = pytest.mark.asyncio


async def connected(slack, sockets=1):
    for _ in range(500):
        if len(slack.sockets) >= sockets:
            return
        await asyncio.sleep(0.01)
    raise TimeoutError("no socket")


async def test_everything_works_without_a_public_address():
    async with clinic(slack_app_token="xapp-1", slack_signing_secret="") as (slack, person, bot):
        await connected(slack)
        event = person.envelope(person.dm_event("who does EMGs?"))
        assert await slack.push("events_api", event) is None
        await person.settled()
        assert "EMG" in person.last["text"]
        assert await slack.push("events_api", event) is None, "a retry is acknowledged"
        await person.settled()
        assert len(bot.turns) == 1

        await slack.push("slash_commands", {
            "command": "/specialist", "text": "what is the difference?", "team_id": "T1", "user_id": "U1",
            "channel_id": "C1", "response_url": slack.hook("C1", "U1")})
        await person.settled()
        assert "do more" in person.last["text"]

        shortcut = {"type": "shortcut", "callback_id": "open_form", "team": {"id": "T1"}, "user": {"id": "U1"},
                    "trigger_id": slack.trigger()}
        await slack.push("interactive", shortcut)
        await person.settled()
        assert slack.views

        empty = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "view": form()}
        answer = await slack.push("interactive", empty)
        assert answer["response_action"] == "errors", "the acknowledgement carries the form's faults"


async def test_a_slow_assistant_does_not_hold_up_the_acknowledgement():
    async with clinic(slack_app_token="xapp-1") as (slack, person, bot):
        await connected(slack)
        bot.delay = 1.5
        began = asyncio.get_running_loop().time()
        await slack.push("events_api", person.envelope(person.dm_event("hello")))
        assert asyncio.get_running_loop().time() - began < 1
        await person.settled()
        assert bot.saved


async def test_a_lost_connection_comes_back():
    async with clinic(slack_app_token="xapp-1") as (slack, person, _):
        await connected(slack)
        await slack.sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await connected(slack, 2)
        await slack.push("events_api", person.envelope(person.dm_event("who does EMGs?")))
        await person.settled()
        assert "EMG" in person.last["text"]


async def test_a_wrong_app_token_does_not_stop_the_server(world):
    async with clinic(slack_app_token="xapp-wrong") as (_, person, _bot):
        assert await person.write("hello")
