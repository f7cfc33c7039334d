"""Slack in bad moods: the turn is never lost, and the words arrive if they can."""
from __future__ import annotations

import asyncio
import time

import pytest

from tests.channels.slack.fake_slack import ALL_SCOPES, broken, limited, refused
from tests.channels.slack.script import HEARD, REPLIES
from tests.channels.slack.spoken import spoken
from tests.channels.slack.workspace import clinic

pytestmark = pytest.mark.asyncio


async def test_retry_after_is_honoured(world):
    slack, person, _ = world
    slack.trouble("chat.postMessage", limited(2))
    began = time.monotonic()
    assert await person.write("who does EMGs?")
    assert time.monotonic() - began >= 2


async def test_an_emergency_does_not_wait_for_retry_after(world):
    slack, person, _ = world
    slack.trouble("chat.postMessage", limited(2))
    await person.event(person.dm_event("who does EMGs?"), settle=False)
    while not slack.calls:
        await asyncio.sleep(0.01)
    await person.event(person.dm_event("chest pain"), settle=False)
    while not slack.messages:
        await asyncio.sleep(0.01)
    assert "call 911" in person.last["text"]
    await person.settled()
    assert "EMG" in person.last["text"]


async def test_more_messages_than_slack_takes_at_once_arrive_all_and_in_order(world):
    _slack, person, bot = world

    async def talkative(message):
        for n in range(16):
            await message.output_channel.send_response(message.sender_id, {"text": f"Line {n}."})

    bot.special = talkative
    assert await person.write("hello") == [f"Line {n}." for n in range(16)]


@pytest.mark.parametrize("answers", [
    [broken(500)], [broken(503), broken(500)], [refused("invalid_blocks")], [refused("msg_blocks_too_long")]])
async def test_passing_trouble_costs_nothing(answers):
    # Made here: aiohttp's answers serve once.
    async with clinic() as (slack, person, bot):
        slack.trouble("chat.postMessage", *answers)
        replies = await person.write("who does EMGs?")
        assert "EMG" in replies[0]
        assert bot.saved == {"slack-T1-U1": ["who does EMGs?"]}


@pytest.mark.parametrize("error", ["channel_not_found", "restricted_action", "invalid_auth", "is_archived"])
async def test_a_post_that_fails_for_good_never_loses_the_turn(world, error):
    slack, person, bot = world
    slack.trouble("chat.postMessage", refused(error))
    assert await person.write("my back hurts") == []
    assert bot.saved == {"slack-T1-U1": ["my back hurts"]}
    assert await person.write("less pain"), "the conversation goes on"


async def test_slack_is_away_altogether_and_the_turn_is_kept(world):
    slack, person, bot = world
    await person.write("hello")
    await slack.stop()
    await person.event(person.dm_event("my back hurts"))
    assert bot.saved == {"slack-T1-U1": ["hello", "my back hurts"]}


async def test_without_the_scope_nothing_is_posted_and_nothing_is_lost(world):
    slack, person, bot = world
    slack.workspaces["xoxb-1"].scopes = ALL_SCOPES - {"chat:write"}
    assert await person.write("my back hurts") == []
    assert bot.saved == {"slack-T1-U1": ["my back hurts"]}


async def test_a_whisper_that_cannot_be_heard_in_the_channel_becomes_a_direct_message(world):
    _slack, person, _ = world
    await person.mention("chest pain", channel="C_NOT_A_MEMBER")
    assert person.last["channel"] == "DU1"
    assert "call 911" in person.last["text"]


async def test_an_answer_for_all_is_never_moved_where_nobody_asked_for_it(world):
    slack, person, _ = world
    await person.mention("who does EMGs?", channel="C_NOT_A_MEMBER")
    assert slack.messages == []


async def test_when_the_assistant_fails_the_person_hears_so(world):
    _, person, bot = world

    async def fails(message):
        raise RuntimeError("boom")

    bot.special = fails
    (reply,) = await person.write("my back hurts")
    assert "something went wrong on my side" in reply


async def test_when_the_assistant_fails_halfway_what_it_said_is_kept(world):
    _, person, bot = world

    async def fails(message):
        await message.output_channel.send_response(message.sender_id, dict(REPLIES["emergency"]))
        raise RuntimeError("boom")

    bot.special = fails
    replies = await person.mention("chest pain")
    assert replies[0].startswith("Please get emergency care now")
    assert "something went wrong" in replies[1]
    assert person.last["to"] == "U1"


async def test_when_the_assistant_says_nothing_the_person_is_not_left_alone(world):
    _, person, bot = world

    async def silent(message):
        return None

    bot.special = silent
    (reply,) = await person.write("hm")
    assert "no answer to that" in reply


async def test_long_answers_are_split_and_arrive_whole(world):
    slack, person, bot = world
    text = "\n\n".join(f"Paragraph {n}. " + "It goes on. " * 60 for n in range(40))

    async def long(message):
        await message.output_channel.send_response(message.sender_id, {"text": text})

    bot.special = long
    await person.write("hello")
    assert len(slack.messages) > 1
    assert "".join(" ".join(spoken(slack.messages)).split()) == "".join(text.split())


async def test_a_whole_conversation_to_a_suggestion(world):
    """Greeting, side question, answers by button and by boxes, suggestion, summary; an emergency on the way."""
    slack, person, bot = world
    await person.write("hello")
    await person.write("who does EMGs?")
    await person.write("my back hurts")
    await person.press(person.last, "less pain")
    HEARD["chest pain"] = ["emergency"]
    assert (await person.write("chest pain"))[0].startswith("Please get emergency care now")
    await person.tick(next(m for m in reversed(slack.messages) if "any of these" in m["text"]), "walking", "sleeping")
    assert "A physiatrist looks like the better first visit." in spoken([person.last])[0]
    await person.press(person.last, "print a summary")
    assert spoken([person.last])[0].startswith("Your summary")
    assert bot.saved == {"slack-T1-U1": [
        "hello", "who does EMGs?", "my back hurts", "less pain", "chest pain", "walking and sleeping",
        "print a summary"]}
