"""Whole conversations with the trained assistant: events and buttons in, Block Kit out, signed as Slack signs.

The loopback Slack refuses what Slack refuses, so a card that it shows is a card that Slack takes.
"""
from __future__ import annotations

from typing import Any, Iterator

import pytest

from channels.slack.form import form
from tests.channels.everywhere import Everywhere
from tests.channels.slack.spoken import elements, offered
from tests.channels.slack.workspace import Person

MOST_TURNS = 6
STORY = "my lower back has been killing me for eight months, I tried PT"
EMERGENCY = "I can't pee and I'm numb between my legs"


@pytest.fixture
def person(everywhere: Everywhere, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Somebody who was never here before."""
    somebody = everywhere.run(everywhere.person("U" + "".join(c for c in request.node.name.upper() if c.isalnum())))
    yield somebody
    everywhere.run(somebody.http.close())


async def answer_by_pressing(person: Person) -> None:
    """Presses the first answer, or ticks the first box, until there is a suggestion."""
    for _ in range(MOST_TURNS):
        message = person.last
        if "better first visit" in message["text"] or "Next:" in message["text"]:
            return
        if any(element["action_id"] == "tick" for element in elements(message)):
            boxes = next(element for element in elements(message) if element["action_id"] == "tick")
            await person.tick(message, boxes["options"][0]["text"]["text"])
        else:
            await person.press(message, offered(message)[0])
    raise AssertionError(f"no suggestion after {MOST_TURNS} answers: {person.last['text']}")


def public(everywhere: Everywhere, person: Person) -> list[dict[str, Any]]:
    return [m for m in everywhere.slack.messages if m["channel"] == "C1" and m["to"] is None]


def test_from_hello_to_a_summary_in_a_direct_message(everywhere: Everywhere, person: Person) -> None:
    everywhere.run(person.write("hello"))
    assert "no names or identifying details" in str(person.last["blocks"])
    everywhere.run(person.press(person.last, "Help me choose"))
    everywhere.run(person.write(STORY))
    question = person.last
    everywhere.run(answer_by_pressing(person))
    assert question["updated"], "the used question shows what was chosen"
    assert "You chose: *Less pain*" in str(question["blocks"])
    suggestion = person.last
    assert suggestion["blocks"][0]["type"] == "header"
    everywhere.run(person.press(suggestion, "Give me a summary"))
    assert person.last["blocks"][0]["text"]["text"].startswith("Summary of ")
    assert "Give me a summary" not in offered(suggestion), "of a menu only the used button goes"
    assert "Start over" in offered(suggestion)
    everywhere.run(person.press(person.last, "As text to copy"))
    assert person.last["text"].startswith("```\n# Which kind of doctor to see")
    assert "## What to bring" in person.last["text"]


def test_a_story_told_in_a_channel_is_whispered_to_the_end(everywhere: Everywhere, person: Person) -> None:
    before = len(public(everywhere, person))
    everywhere.run(person.mention(STORY, thread_ts="1790000001.000001"))
    everywhere.run(answer_by_pressing(person))
    assert person.last["to"] == person.user
    assert len(public(everywhere, person)) == before, "nothing for all to read"


def test_the_slash_command_alone_leads_to_a_suggestion(everywhere: Everywhere, person: Person) -> None:
    before = len(everywhere.slack.messages)
    everywhere.run(person.slash(STORY, channel="C_NOT_A_MEMBER"))
    everywhere.run(answer_by_pressing(person))
    assert "Next:" in person.last["text"]
    assert {message["to"] for message in everywhere.slack.messages[before:]} == {person.user}, "to that person alone"


def test_the_form_leads_to_a_suggestion_in_one_go(everywhere: Everywhere, person: Person) -> None:
    def chosen(value: str) -> dict[str, Any]:
        return {"selected_option": {"value": value}}

    everywhere.run(person.submit(
        form(), problem={"value": "back pain down my left leg"}, duration=chosen("more than a year"), goal=chosen("less pain"),
        limits={"selected_options": [{"value": "walking"}]}, tried={"selected_options": [{"value": "physical therapy"}]}))
    assert "specialist" in person.last["text"], "every answer of the form is understood, so nothing is left to ask"
    assert "Next:" in person.last["text"]
    assert person.last["channel"] == person.dm


@pytest.mark.parametrize("how", ["write", "thread", "mention", "slash", "shortcut", "form"])
def test_an_emergency_is_answered_first_wherever_it_is_said(everywhere: Everywhere, person: Person, how: str) -> None:
    slack = everywhere.slack
    ways = {
        "write": lambda: person.write(EMERGENCY),
        "thread": lambda: person.write(EMERGENCY, thread_ts="1790000002.000001"),
        "mention": lambda: person.mention(EMERGENCY),
        "slash": lambda: person.slash(EMERGENCY),
        "shortcut": lambda: person.interaction({
            "type": "message_action", "callback_id": "ask_about_message", "channel": {"id": "C1"},
            "message": {"ts": "1.1", "user": "U5", "text": EMERGENCY}, "response_url": slack.hook("C1", person.user)}),
        "form": lambda: person.submit(form(), problem={"value": "back pain"}, anything_else={"value": EMERGENCY}),
    }
    before = len(slack.messages)
    everywhere.run(ways[how]())
    first = slack.messages[before]
    assert first["text"].startswith("Please get emergency care now"), first["text"]
    assert first["to"] == person.user or first["channel"] == person.dm, "to that person alone"


def test_deletion_leaves_no_row(everywhere: Everywhere, person: Person) -> None:
    everywhere.run(person.write(STORY))
    everywhere.run(person.mention("what is an EMG?"))
    mine = f"slack-{person.team}-{person.user}"
    assert len([key for key in everywhere.run(everywhere.store.keys()) if key.startswith(mine)]) == 2
    everywhere.run(person.slash("delete my data"))
    assert not [key for key in everywhere.run(everywhere.store.keys()) if key.startswith(mine)]
