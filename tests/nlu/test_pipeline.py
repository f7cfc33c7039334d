"""What the whole pipeline makes of a message: intents, concepts with their roles, and danger above all."""
from __future__ import annotations

import pytest

from tests.dialogues.harness import Assistant


@pytest.mark.parametrize(("text", "intent"), [
    ("what does a physiatrist do", "ask_what_is"), ("who treats sciatica", "ask_who_treats"), ("is a referral needed first", "ask_referral_insurance"),
    ("my knee has hurt for a year", "describe"), ("book me a flight to Rome", "out_of_scope"), ("hello", "greet"),
    ("how much gabapentin can i take", "ask_dose"), ("start over", "start_over"), ("/inform{\"x\": 1}", "command_typed"),
    ("", "empty_message"), ("\u4f60\u597d", "no_words"), ("I have crushing chest pain and can't breathe", "emergency"),
])
def test_intent(assistant: Assistant, text: str, intent: str) -> None:
    assert assistant.parse(text)["intents"][0] == intent


@pytest.mark.parametrize(("text", "concept", "role"), [
    ("my siatica is back", "sciatica", "present"), ("I have no numbness", "numbness", "absent"),
    ("what does a phisiatrist do", "physiatrist", "hypothetical"), ("pain in my left shoulder", "shoulder_pain", "present"),
])
def test_concept_with_its_role(assistant: Assistant, text: str, concept: str, role: str) -> None:
    found = {(e["value"], e.get("role")) for e in assistant.parse(text)["entities"]}
    assert (concept, role) in found


@pytest.mark.parametrize("text", ["my back is killing me", "what is cauda equina?", "is stroke treated by physiatrists?", "dying to know"])
def test_no_alarm(assistant: Assistant, text: str) -> None:
    assert "emergency" not in assistant.parse(text)["intents"]
