"""A thousand people at once (``make soak``: for 20,000 turns), and clocks that jump: nobody hears another's answer, nothing is lost."""
from __future__ import annotations

import asyncio
import time

import psutil
import pytest
from rasa.core.channels.channel import UserMessage

from channels.incoming import receive
from tests.dialogues.harness import Assistant, WholeMessages

PEOPLE = 1000
COMPLAINTS = {"my knee hurts": "knee_pain", "my lower back hurts": "back_pain", "my shoulder has hurt for a year": "shoulder_pain"}


def test_a_thousand_open_conversations_stay_apart(assistant: Assistant, loop: asyncio.AbstractEventLoop) -> None:
    said = [list(COMPLAINTS)[number % len(COMPLAINTS)] for number in range(PEOPLE)]

    async def say(number: int) -> int:
        output = WholeMessages()
        await assistant.agent.handle_message(UserMessage(receive(said[number]), output, f"one-of-many-{number}", input_channel="test"))
        return len(output.messages)

    async def all_of(people: range) -> list[int]:
        return await asyncio.gather(*map(say, people))

    process = psutil.Process()
    answered = loop.run_until_complete(all_of(range(PEOPLE // 2)))
    half_way = process.memory_info().rss
    answered += loop.run_until_complete(all_of(range(PEOPLE // 2, PEOPLE)))
    assert all(answered) and len(answered) == PEOPLE
    assert (process.memory_info().rss - half_way) / 2**20 < 60, "500 more people should hardly be felt"
    for number in range(0, PEOPLE, 37):
        tracker = loop.run_until_complete(assistant.agent.tracker_store.retrieve(f"one-of-many-{number}"))
        assert tracker.get_slot("facts")["problems"] == [COMPLAINTS[said[number]]], said[number]


@pytest.mark.parametrize("seconds", [-86_400, 600])
def test_a_clock_that_jumps_in_mid_conversation_changes_nothing(
        assistant: Assistant, monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    talk = assistant.talk()
    talk.say("my back has hurt for two years")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + seconds)
    talk.say("I want less pain")
    reply = talk.say("not sure")
    assert reply.card("question") or reply.card("recommendation")
    assert talk.slots["facts"]["problems"] == ["back_pain"] and talk.slots["facts"]["goals"] == ["relieve_pain"]
    alarm = talk.say("I can't pee and my groin is numb")
    assert (alarm.card("emergency") or {}).get("level") == "now"
