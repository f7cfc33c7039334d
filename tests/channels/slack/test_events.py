"""Messages, mentions, threads, the assistant pane: who is answered, where, and how often."""
from __future__ import annotations

import asyncio
import time

import pytest

from tests.channels.slack.script import REPLIES
from tests.channels.slack.spoken import unmarked
from tests.channels.slack.workspace import BOT, Person, clinic

pytestmark = pytest.mark.asyncio


async def test_a_direct_message_is_answered(world):
    slack, person, bot = world
    assert await person.write("who does EMGs?") == [unmarked(REPLIES["answer"]["text"])]
    assert bot.turns[0].sender_id == "slack-T1-U1"
    assert bot.turns[0].input_channel == "slack"
    assert slack.messages[0]["channel"] == "DU1"
    assert slack.messages[0]["thread_ts"] is None


async def test_the_first_answer_asks_for_no_names_and_later_ones_do_not(world):
    _, person, _ = world
    await person.write("hello")
    assert "no names or identifying details" in str(person.last["blocks"])
    await person.write("who does EMGs?")
    assert "no names or identifying details" not in str(person.last["blocks"])


@pytest.mark.parametrize("event", [
    {"bot_id": "B1"}, {"subtype": "channel_join"}, {"subtype": "message_changed", "hidden": True},
    {"subtype": "message_deleted"}, {"subtype": "bot_message"}, {"subtype": "assistant_app_thread"}, {"user": BOT},
    {"user": "USLACKBOT"}, {"user": None}, {"channel_type": "channel"}, {"channel_type": "mpim"},
])
async def test_what_no_person_said_to_us_is_ignored(world, event):
    _, person, bot = world
    await person.event(person.dm_event("<@U3> has joined the channel", **event))
    assert bot.turns == []


async def test_the_person_who_installed_the_app_is_a_person(world):
    _, person, bot = world
    payload = {**person.envelope(person.dm_event("who does EMGs?")), "authed_users": ["U1"], "authorizations": [
        {"team_id": "T1", "user_id": "U1", "is_bot": False}]}
    await person.server.channel.reception.receive("event", payload)
    await person.settled()
    assert bot.turns[0].text == "who does EMGs?"


async def test_a_mention_is_understood_though_nobody_says_who_we_are(world):
    _, person, bot = world
    payload = person.envelope({"type": "app_mention", "channel": "C1", "user": "U1", "ts": "1.5",
                               "text": "<@UANY> who does EMGs? asks <@U9>"})
    del payload["authorizations"]
    await person.server.channel.reception.receive("event", payload)
    await person.settled()
    assert bot.turns[0].text == "who does EMGs? asks someone"


async def test_in_a_channel_shared_with_others_our_workspace_counts(world):
    _, person, bot = world
    payload = {**person.envelope({"type": "app_mention", "channel": "C1", "user": "U8", "ts": "1.6",
                                  "text": "<@UBOT> my back hurts"}), "team_id": "T_THEIRS"}
    await person.server.channel.reception.receive("event", payload)
    await person.settled()
    assert bot.turns[0].sender_id == "slack-T1-U8"


async def test_a_command_typed_by_hand_is_only_text(world):
    _, person, bot = world
    await person.write('/inform{"goal": "HACK"}')
    assert not bot.turns[0].text.startswith("/")


async def test_entities_links_and_mentions_are_read_as_words(world):
    _, person, bot = world
    await person.write("pain &gt; 3 months &amp; <mailto:a@b.org|mail>, says <@U9>")
    assert bot.turns[0].text == "pain > 3 months & mail, says someone"


async def test_a_file_without_words_is_not_read(world):
    _, person, bot = world
    (reply,) = await person.write("", subtype="file_share", files=[{"id": "F1"}])
    assert "only read words" in reply
    assert bot.turns == []


async def test_retries_of_one_event_are_answered_once(world):
    slack, person, bot = world
    event = person.dm_event("who does EMGs?")
    for retry in range(4):
        assert (await person.event(event, event_id="Ev1", retry=retry))[0] == 200
    assert len(bot.turns) == len(slack.messages) == 1


async def test_a_message_that_comes_as_two_events_is_answered_once(world):
    _, person, bot = world
    event = person.dm_event(f"<@{BOT}> who does EMGs?")
    await person.event(event, event_id="Ev1")
    await person.event({**event, "type": "app_mention"}, event_id="Ev2")
    assert len(bot.turns) == 1


async def test_slack_is_answered_at_once_however_slow_the_assistant():
    async with clinic(patience=0.1) as (slack, person, bot):
        bot.delay = 1.2
        began = time.monotonic()
        status, _ = await person.event(person.dm_event("who does EMGs?"), settle=False)
        assert status == 200
        assert time.monotonic() - began < 0.8
        await person.settled()
        assert "One moment" in slack.messages[0]["text"]
        assert "EMG" in slack.messages[1]["text"]


async def test_slack_is_answered_also_when_the_assistant_blocks_the_server(world):
    _, person, bot = world

    async def blocking(message):
        time.sleep(1.5)  # noqa: ASYNC251 - a model that computes without a pause
        await message.output_channel.send_response(message.sender_id, dict(REPLIES["answer"]))

    bot.special = blocking
    began = time.monotonic()
    await person.event(person.dm_event("who does EMGs?"), settle=False)
    assert time.monotonic() - began < 1
    await person.settled()
    assert "EMG" in person.last["text"]


async def test_a_mention_is_answered_in_its_thread(world):
    _slack, person, bot = world
    await person.mention("who does EMGs?", ts="1790000001.000001")
    assert person.last["channel"] == "C1"
    assert person.last["thread_ts"] == "1790000001.000001"
    assert person.last["to"] is None
    await person.mention("what is the difference?", ts="1790000002.000001", thread_ts="1790000001.000001")
    assert person.last["thread_ts"] == "1790000001.000001"
    assert {turn.sender_id for turn in bot.turns} == {"slack-T1-U1-C1-1790000001.000001"}


async def test_a_bare_mention_is_a_greeting(world):
    _, person, bot = world
    await person.mention("")
    assert bot.turns[0].text == "hello"


async def test_no_two_people_or_threads_share_a_conversation(world):
    slack, person, bot = world
    other = Person(slack, person.server, "U2")
    await person.write("hello")
    await other.write("hello")
    await person.write("hello", thread_ts="1790000003.000001")
    await person.mention("hello", ts="1790000004.000001")
    await other.mention("hello", thread_ts="1790000004.000001")
    await other.http.close()
    senders = [turn.sender_id for turn in bot.turns]
    assert len(set(senders)) == len(senders) == 5


async def test_turns_of_one_person_come_in_order_and_others_do_not_wait(world):
    slack, person, bot = world
    other = Person(slack, person.server, "U2")
    running = []

    async def slow(message):
        running.append(("start", message.text))
        await asyncio.sleep(0.5)
        running.append(("end", message.text))
        await message.output_channel.send_response(message.sender_id, dict(REPLIES["answer"]))

    bot.special = slow
    began = time.monotonic()
    await person.event(person.dm_event("one"), settle=False)
    await person.event(person.dm_event("two"), settle=False)
    await other.event(other.dm_event("three"), settle=False)
    await person.settled()
    await other.http.close()
    assert time.monotonic() - began < 1.45, "two after each other, the third beside them"
    mine = [step for step in running if step[1] != "three"]
    assert mine == [("start", "one"), ("end", "one"), ("start", "two"), ("end", "two")]


async def test_the_assistant_pane_greets_and_suggests(world):
    slack, person, _ = world
    await person.event({"type": "assistant_thread_started", "event_ts": "1.1", "assistant_thread": {
        "user_id": "U1", "channel_id": "DU1", "thread_ts": "1790000005.000001", "context": {"team_id": "T1"}}})
    assert "no names or identifying details" in person.last["text"]
    assert person.last["thread_ts"] == "1790000005.000001"
    (prompts,) = slack.prompts
    assert len(prompts["prompts"]) == 4
    # A suggested prompt arrives as a message in that thread, and is answered there.
    await person.write(prompts["prompts"][2]["message"], thread_ts="1790000005.000001")
    assert person.last["thread_ts"] == "1790000005.000001"


async def test_the_newer_agent_view_suggests_when_the_messages_tab_opens(world):
    slack, person, _ = world
    await person.event({"type": "app_home_opened", "tab": "messages", "user": "U1", "channel": "DU1"})
    assert "thread_ts" not in slack.prompts[0]
