"""What may be said at any question of the interview, said at each of them; nothing told is ever lost."""
from __future__ import annotations

import itertools
from typing import Any

import pytest

from guide.conversation import guide
from tests.dialogues.harness import Assistant, Reply, Talk

# How each question is reached.
WAYS: dict[str, tuple[str, ...]] = {
    "problems": ("help me choose",),
    "place": ("help me choose", "not sure"),
    "duration": ("my back hurts",),
    "goals": ("my back hurts", "a year"),
    "limits": ("my back hurts", "a year", "less pain"),
    "tried": ("my back hurts", "a year", "less pain", "walking"),
}
BEFORE = {"place": "problems", "goals": "duration", "limits": "goals", "tried": "limits"}
EACH = pytest.mark.parametrize("question", WAYS)


def reach(assistant: Assistant, question: str) -> Talk:
    """A conversation in which this question is open."""
    talk = assistant.talk()
    for words in WAYS[question]:
        reply = talk.say(words)
    assert asked(reply) == question, talk.lines
    return talk


def asked(reply: Reply) -> Any:
    """The question that a reply asks."""
    return (reply.card("question") or {}).get("asks")


def told(talk: Talk) -> dict[str, Any]:
    """The facts that are known."""
    return {key: value for key, value in (talk.slots["facts"] or {}).items() if value not in (None, [], {}, False) and key != "said"}


@EACH
def test_asides_are_answered_and_the_question_comes_back(assistant: Assistant, question: str) -> None:
    talk = reach(assistant, question)
    before = told(talk)
    heard: list[str] = []
    for aside, words in (("why do you ask?", guide().interview.asks[question].why), ("that's wrong", "wrong"), ("what is an EMG?", "nerves"),
                         ("say that again", ""), ("thanks", ""), ("can I see both?", "many people see both")):
        reply = talk.say(aside)
        assert asked(reply) == question, (aside, reply.text)
        assert words in reply.text or aside == "that's wrong", (aside, reply.text)
        assert told(talk) == before, aside
        heard += [reply.text] if aside != "say that again" else []
    assert all(one != other for one, other in itertools.pairwise(heard)), "the same words twice running"


@EACH
@pytest.mark.parametrize("unsure", ["not sure", "skip"])
def test_not_sure_and_skip_go_on(assistant: Assistant, question: str, unsure: str) -> None:
    talk = reach(assistant, question)
    before = told(talk)
    reply = talk.say(unsure)
    assert asked(reply) not in (None, question) or reply.card("recommendation"), reply.text
    assert told(talk) == before
    back = talk.say("go back")
    assert asked(back) == question, back.text
    assert told(talk) == before


@EACH
def test_go_back_returns_to_the_question_before(assistant: Assistant, question: str) -> None:
    talk = reach(assistant, question)
    reply = talk.say("go back")
    assert asked(reply) == BEFORE.get(question, question), reply.text
    if BEFORE.get(question) is None:
        assert "nothing to go back to" in reply.text
    elif question != "place":
        assert told(talk)["problems"] == ["back_pain"]


@EACH
def test_start_over_starts_over(assistant: Assistant, question: str) -> None:
    talk = reach(assistant, question)
    assert "fresh" in talk.say("start over").text
    assert told(talk) == {"who": "self"}
    assert asked(talk.say("my knee hurts")) == "duration"


@EACH
def test_what_cannot_be_meant_is_asked_again_twice_at_most(assistant: Assistant, question: str) -> None:
    talk = reach(assistant, question)
    before = told(talk)
    heard = [talk.say(words) for words in ("lol", "since 1820", "everything hurts, nothing hurts")]
    assert [asked(reply) for reply in heard[:2]] == [question, question]
    assert asked(heard[2]) != question or heard[2].card("recommendation")
    assert len({reply.text for reply in heard}) == 3 and told(talk) == before
