"""What the contract promises of every turn, on every channel."""
from __future__ import annotations

import itertools
import time
import types
from typing import Iterator

import pytest
import rasa.core.processor

from guide.cards import schema
from guide.wording import sentences
from tests.dialogues.harness import Assistant, Reply, Talk

CHANNELS = ("test", "web", "slack", "rest", "terminal")
MIXED = ["hi", "What does a physiatrist do?", "and pain doctors?", "my back has hurt for two years", "what is an EMG?", "not sure", "1 and 3",
         "how much gabapentin can I take", "what's the weather", "not sure", "why?", "who else could help?", "give me a summary",
         "I have crushing chest pain", "that was years ago", "thanks", "start over", "bye"]
DANGERS = ["I have crushing chest pain and can't breathe", "I want to kill myself", "since today I'm numb between the legs and can't pee",
           "my wife's face droops and she can't lift her arm", "I took 40 oxycodone"]


def held(assistant: Assistant, lines: list[str], channel: str) -> list[Reply]:
    """One conversation."""
    talk = assistant.talk()
    return [talk.say(line, channel) for line in lines]


@pytest.fixture(scope="module")
def mixed(assistant: Assistant) -> list[Reply]:
    """The mixed conversation on the channel of the tests."""
    return held(assistant, MIXED, "test")


@pytest.mark.parametrize("channel", CHANNELS[1:])
def test_the_same_words_get_the_same_answer_on_every_channel(assistant: Assistant, mixed: list[Reply], channel: str) -> None:
    for said, one, other in zip(MIXED, mixed, held(assistant, MIXED, channel)):
        assert one.text == other.text, said
        assert one.cards == other.cards, said


def test_cmdline_gets_the_same_words_and_no_card(assistant: Assistant, mixed: list[Reply]) -> None:
    """An alarm is a plain response of Rasa's, spoken without our actions; there its card comes along."""
    for said, one, other in zip(MIXED, mixed, held(assistant, MIXED, "cmdline")):
        assert one.text == other.text, said
        assert [card for card in other.cards if card["card"] != "emergency"] == [], said


def test_every_reply_has_words_and_a_card(mixed: list[Reply]) -> None:
    for said, reply in zip(MIXED, mixed):
        assert reply.text.strip(), said
        assert reply.cards, f"{said!r} was answered without a card: {reply.text}"


def test_every_card_is_of_a_kind_the_contract_names(mixed: list[Reply]) -> None:
    kinds = {"answer", "comparison", "question", "recommendation", "emergency", "summary", "refusal", "fallback", "smalltalk"}
    assert {card["card"] for reply in mixed for card in reply.cards} <= kinds
    assert schema()


@pytest.mark.parametrize("danger", DANGERS)
@pytest.mark.parametrize("opening", [[], ["my back has hurt for two years"], ["what's the weather"], ["give me a summary"]],
                         ids=["first", "interview", "after a miss", "after a summary"])
def test_an_emergency_is_answered_first_in_every_state(assistant: Assistant, danger: str, opening: list[str]) -> None:
    reply = held(assistant, [*opening, danger], "test")[-1]
    assert reply.cards[0]["card"] == "emergency" and reply.cards[0]["level"] == "now"
    assert len(reply.cards) == 1, "nothing beside an alarm"
    first = sentences(reply.messages[0]["text"])
    assert any(number in " ".join(first[:2]) for number in ("911", "988", "emergency room")), first


@pytest.mark.parametrize("danger", DANGERS)
@pytest.mark.parametrize("channel", ["web", "cmdline", "slack"])
def test_an_emergency_needs_no_actions_on_any_channel(assistant: Assistant, danger: str, channel: str) -> None:
    usual = assistant.talk().say(danger, channel).text
    assistant.actions.down = True
    try:
        reply = assistant.talk().say(danger, channel)
    finally:
        assistant.actions.down = False
    assert reply.text == usual
    assert "911" in reply.text or "988" in reply.text


def test_without_actions_nothing_breaks_and_the_talk_goes_on_afterwards(assistant: Assistant) -> None:
    talk = assistant.talk()
    talk.say("my back has hurt for two years")
    assistant.actions.down = True
    try:
        talk.say("less pain")
    finally:
        assistant.actions.down = False
    assert talk.slots["facts"]["problems"] == ["back_pain"]
    assert talk.say("less pain").text.strip()


def test_no_sentence_is_said_in_two_turns_running(assistant: Assistant) -> None:
    """A question left open may come back; sources and numbers to call may be named again. Nothing else."""
    lines = ["hi", "hi", "what's the weather", "who won the game", "asdf", "qwer", "thanks", "thank you", "lol", "haha",
             "What does a physiatrist do?", "and pain doctors?", "how much ibuprofen can I take", "can you refill my oxycodone",
             "good bye", "bye", "yes", "yes", "no", "no", "", "", "/restart", "/restart", "👍", "👍", "you are stupid", "you are no use at all",
             "are you a robot", "are you human", "help", "help me"]
    talk = assistant.talk()
    replies = [(line, _told(talk.say(line))) for line in lines]
    again = [f"{said!r}: {sorted(one & other)}" for (_, one), (said, other) in itertools.pairwise(replies) if one & other]
    assert not again, "\n".join(again)


def test_the_suggestion_is_not_said_twice_word_for_word(assistant: Assistant) -> None:
    talk = assistant.talk()
    first = talk.say("back pain for two years, tried PT, I want less pain")
    assert first.card("recommendation")
    for line in ("ok", "1 and 3", "hm", "that's wrong", "thanks"):
        assert not (_told(first) & _told(talk.say(line))), line


def _told(reply: Reply) -> set[str]:
    """The sentences of a reply, without what may stand in any of them."""
    texts = [m["text"] for m in reply.messages if "text" in m and (m.get("custom") or {}).get("card") != "question"]
    said = {sentence.strip() for text in texts for line in text.splitlines() for sentence in sentences(line)}
    return {one for one in said if not one.startswith("Source") and "911" not in one and len(one.split()) > 3}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Four weeks later, as far as Rasa's sessions know."""
    clock = types.SimpleNamespace(time=lambda: time.time() + 28 * 86_400)
    monkeypatch.setattr(rasa.core.processor, "time", clock)
    yield


def test_an_earlier_session_is_not_carried_over(assistant: Assistant, request: pytest.FixtureRequest) -> None:
    talk = assistant.talk()
    talk.say("my back has hurt for two years")
    assert talk.slots["facts"]["problems"] == ["back_pain"]
    request.getfixturevalue("later")
    reply = talk.say("hello")
    assert not (talk.slots.get("facts") or {}).get("problems")
    assert talk.slots.get("asking") is None
    assert "back" not in reply.text.lower().replace("come back", "")


def test_two_people_do_not_hear_each_other(assistant: Assistant) -> None:
    one, other = assistant.talk(), assistant.talk()
    one.say("my back has hurt for two years")
    other.say("sore knee for 5 months")
    assert "knee" not in one.say("give me a summary").text and "back pain" not in other.say("give me a summary").text


def test_deleting_leaves_nothing_in_memory(assistant: Assistant) -> None:
    """The slots. That no row stays is the store's promise, tested with the store."""
    talk: Talk = assistant.talk()
    talk.say("my shoulder has hurt for 8 months")
    assert "shoulder" in str(talk.slots)
    talk.say("delete my data")
    assert "shoulder" not in str(talk.slots)
    assert "shoulder" not in talk.say("where did we stop?").text
