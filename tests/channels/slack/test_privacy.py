"""In a channel, what is about somebody is for that person alone."""
from __future__ import annotations

import pytest

from tests.channels.slack.fake_slack import refused
from tests.channels.slack.script import HEARD, REPLIES
from tests.channels.slack.spoken import offered
from tests.channels.slack.workspace import Person, clinic

pytestmark = pytest.mark.asyncio


def public(slack):
    """What everybody in the channel can read."""
    return str([m for m in slack.messages if m["channel"] == "C1" and m["to"] is None])


async def test_a_general_question_is_answered_for_all(world):
    slack, person, _ = world
    await person.mention("who does EMGs?")
    assert "EMG" in public(slack)
    assert "no names or identifying details" in public(slack)


@pytest.mark.parametrize("text", [
    "my back hurts", "back pain", "I can't pee and I'm numb", "chest pain", "less pain", "walking and sleeping",
    "print a summary", "emg, then a question",
])
async def test_what_is_about_somebody_is_whispered(world, text):
    slack, person, _ = world
    HEARD.setdefault(text.lower(), ["question"])
    await person.mention(text)
    assert public(slack) == "[]", "nothing, not even half of the turn, for all to read"
    assert slack.messages
    assert all(message["to"] == "U1" for message in slack.messages)
    assert "Only you can see this" in str(person.last["blocks"])
    assert "Go on in a direct message" in offered(person.last)


async def test_an_emergency_in_a_channel_is_whispered_at_once_and_whole(world):
    slack, person, _ = world
    (reply,) = await person.mention("chest pain")
    assert reply.startswith("Please get emergency care now: call 911.")
    assert person.last["to"] == "U1"
    assert len(slack.messages) == 1


async def test_a_whisper_is_seen_whether_or_not_the_thread_had_begun(world):
    _, person, _ = world
    assert await person.mention("my back hurts")
    assert person.last["thread_ts"] is None
    assert await person.mention("my back hurts", thread_ts="1790000001.000001")
    assert person.last["thread_ts"] == "1790000001.000001"


async def test_an_answer_to_a_health_detail_is_whispered_though_the_answer_is_general(world):
    slack, person, bot = world
    HEARD["my dad has sciatica, who does emgs?"] = ["answer"]
    await person.mention("my dad has sciatica, who does EMGs?")
    assert public(slack) == "[]"
    assert bot.turns[0].sender_id == "slack-T1-U1"


async def test_what_answers_in_public_knows_nothing_that_was_said_in_private(world):
    _, person, bot = world
    await person.write("my back hurts")
    await person.mention("who does EMGs?")
    assert bot.turns[0].sender_id != bot.turns[1].sender_id


async def test_public_answers_can_be_switched_off():
    async with clinic(public_answers=False) as (slack, person, _):
        await person.mention("who does EMGs?")
        assert public(slack) == "[]"
        assert person.last["to"] == "U1"


async def test_the_whole_interview_may_go_on_in_whispers(world):
    slack, person, bot = world
    await person.mention("my back hurts")
    await person.press(person.last, "less pain")
    assert "any of these" in person.last["text"]
    await person.tick(person.last, "walking", "sleeping")
    assert "physiatrist" in person.last["text"]
    assert public(slack) == "[]"
    assert {turn.sender_id for turn in bot.turns} == {"slack-T1-U1"}


async def test_a_private_conversation_moves_into_a_direct_message_and_goes_on(world):
    _, person, bot = world
    await person.mention("my back hurts")
    await person.press(person.last, "Go on in a direct message")
    assert person.last["channel"] == "DU1"
    assert "just between you and me" in person.last["text"]
    await person.write("less pain")
    assert [turn.sender_id for turn in bot.turns] == ["slack-T1-U1"] * 2


async def test_words_of_a_thread_are_taken_along_into_the_direct_message(world):
    _, person, bot = world
    await person.mention("back pain")  # not about anybody by its words, but answered with a question
    assert bot.turns[0].sender_id != "slack-T1-U1"
    replies = await person.press(person.last, "Go on in a direct message")
    assert replies[1] == "You wrote: back pain"
    assert bot.turns[1].text == "back pain"
    assert bot.turns[1].sender_id == "slack-T1-U1"
    assert person.last["channel"] == "DU1"


async def test_others_see_none_of_it(world):
    slack, person, _ = world
    other = Person(slack, person.server, "U2")
    await person.mention("my back hurts")
    await person.press(person.last, "less pain")
    await other.http.close()
    assert slack.seen_by("U2") == []


async def test_a_button_under_a_public_answer_is_answered_to_whoever_pressed_it(world):
    slack, person, bot = world
    await person.mention("who does EMGs?", ts="1790000001.000001")
    answer = person.last
    other = Person(slack, person.server, "U2")
    HEARD["what is it like?"] = ["answer"]
    await other.press(answer, "what is it like?")
    await other.http.close()
    assert bot.turns[1].sender_id == "slack-T1-U2-C1-1790000001.000001"
    assert slack.messages[-1]["to"] is None


async def test_logs_hold_no_words_of_a_person(world, caplog):
    slack, person, bot = world
    caplog.set_level("DEBUG")
    slack.trouble("chat.postMessage", refused("channel_not_found"))
    await person.write("my back hurts")

    async def fails(message):
        raise RuntimeError(f"could not handle {message.text}")

    bot.special = fails
    await person.write("my xylophone hurts")
    ours = [r.getMessage() + str(r.exc_text or "") for r in caplog.records if r.name.startswith("channels.")]
    assert ours
    assert not any("back hurts" in line or "xylophone" in line or "xoxb" in line for line in ours)
    assert REPLIES["question"]["text"][:20] not in "".join(ours)
