"""Messages of the assistant, read."""
from __future__ import annotations

from channels.terminal.replies import Choice, offered, read
from tests.channels.terminal.fake_chat import ALARM, GOALS, MORE, question

EMERGENCY = {"text": ALARM, "custom": {"card": "emergency", "level": "now", "rule": "x", "call": "911"}}


def test_an_emergency_comes_first() -> None:
    replies = read([question("What?", GOALS), EMERGENCY])
    assert [reply.kind for reply in replies] == ["emergency", "question"]


def test_choices_of_buttons_and_card_are_offered_once() -> None:
    (reply,) = read([question("What?", GOALS)])
    assert [choice.title for choice in reply.choices] == list(GOALS)


def test_the_answers_to_a_question_have_the_low_numbers() -> None:
    replies = read([{"text": "Yes.", "buttons": [MORE]}, question("What?", GOALS)])
    assert [choice.title for choice in offered(replies)] == [*GOALS, "tell me more"]


def test_suggestions_of_a_card_are_offered_where_there_are_no_buttons() -> None:
    card = {"card": "fallback", "kind": "not_understood", "suggestions": [{"title": "A", "payload": "a"}]}
    assert read([{"text": "?", "custom": card}])[0].choices == (Choice("A", "a"),)


def test_nothing_in_a_text_can_steer_the_terminal() -> None:
    (reply,) = read([{"text": "a\x1b[2Jb\x07\r\nc\x9b1m", "buttons": [{"title": "x\x1b]0;y\x07\nz", "payload": "p\x1b"}]}])
    assert reply.text == "a[2Jb\nc1m"
    assert reply.choices == (Choice("x]0;y z", "p"),)


def test_strange_messages_are_read_as_far_as_they_go() -> None:
    odd = [{}, {"text": None}, {"custom": "x"}, {"custom": {}}, {"buttons": "x"}, {"buttons": [None, 1, {"payload": "p"}]},
           {"text": 5}, {"text": "Look:", "image": "https://example.org/a.png", "attachment": {"type": "x"}}]
    assert [reply.text for reply in read(odd)] == ["Look:\nhttps://example.org/a.png"]
