"""Long and mixed messages: the right things with the right roles, and every question in them, the urgent one first."""
from __future__ import annotations

import pathlib
from typing import Any

import pytest
import yaml

from tests.dialogues.harness import Assistant

STORIES = yaml.safe_load(pathlib.Path(__file__).with_name("stories.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("story", STORIES, ids=["stenosis", "stroke of a father", "crps", "palsy of a son", "headache"])
def test_a_story_of_150_words(assistant: Assistant, story: dict[str, Any]) -> None:
    assert len(story["text"].split()) >= 120
    parsed = assistant.parse(story["text"])
    roles: dict[str, set[str]] = {}
    for entity in parsed["entities"]:
        roles.setdefault(entity["value"], set()).add(entity.get("role", ""))
    assert {concept: roles.get(concept) for concept in story["roles"]} == {
        concept: {role} for concept, role in story["roles"].items()}
    assert set(story["asks"]) & set(parsed["intents"])


def test_the_question_at_the_end_of_a_story_is_answered(assistant: Assistant) -> None:
    reply = assistant.talk().say(STORIES[2]["text"])
    answer = reply.card("answer")
    assert answer and "spinal_cord_stimulator" in answer["about"]


@pytest.mark.parametrize(("text", "intents"), [
    ("What is a physiatrist? And do I need a referral?", ["ask_what_is", "ask_referral_insurance"]),
    ("Do I need a referral? And what is a physiatrist?", ["ask_referral_insurance", "ask_what_is"]),
    ("Who treats gout? How are pain doctors trained?", ["ask_who_treats", "ask_training"]),
    ("What does an EMG show? I have crushing chest pain and can't breathe.", ["emergency"]),
    ("How long does an epidural last? How many tramadol can I take a day?", ["ask_dose", "ask_about_procedure"]),
])
def test_each_question_in_its_order_and_what_is_urgent_first(assistant: Assistant, text: str, intents: list[str]) -> None:
    assert assistant.parse(text)["intents"][:len(intents)] == intents


@pytest.mark.parametrize("text", ["The neurologist ruled out MS.", "No numbness, no fever, only the back pain.",
                                  "My wrist hurts when I row", "My calf aches whenever I climb"])
def test_what_asks_nothing_is_told(assistant: Assistant, text: str) -> None:
    assert assistant.parse(text)["intents"][0] in ("describe", "correct")
