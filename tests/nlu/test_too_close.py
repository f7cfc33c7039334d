"""Where two readings of a question are too close to call, one short question asks which."""
from __future__ import annotations

import pytest

from guide.concepts import Assertion, Mention
from guide.conversation import Memory, guide
from guide.turn import Turn
from nlu.deciding import UNSURE_BETWEEN, Decider
from tests.dialogues.harness import Assistant

CLOSE = {"ask_about_procedure": 0.34, "ask_who_performs": 0.3, "describe": 0.05, "greet": 0.01}


def decided(scores: dict[str, float], close: float = 0.0) -> tuple[str, ...]:
    return Decider().decide("emg doctors what", scores, 0.1, [], [], close).intents


def test_two_close_readings_are_asked_about() -> None:
    reading = Decider().decide("emg doctors what", CLOSE, 0.1, [], [])
    assert (reading.intents, reading.between) == ((UNSURE_BETWEEN,), ("ask_about_procedure", "ask_who_performs"))


@pytest.mark.parametrize(("scores", "close"), [
    ({**CLOSE, "ask_about_procedure": 0.6}, 0.0), (CLOSE, 0.9), ({**CLOSE, "ask_about_procedure": 0.12, "ask_who_performs": 0.11}, 0.0),
    ({"describe": 0.34, "ask_who_performs": 0.3, "greet": 0.01}, 0.0),
])
def test_it_decides_alone_where_one_reading_leads_or_a_known_question_is_close(scores: dict[str, float], close: float) -> None:
    assert decided(scores, close)[0] != UNSURE_BETWEEN


def test_the_choices_are_questions_in_plain_words_and_are_understood(assistant: Assistant) -> None:
    named = Mention("emg_ncs", "procedure", 0, 3, "emg", Assertion.HYPOTHETICAL, 1.0)
    turn = Turn("emg doctors what", (UNSURE_BETWEEN,), 0.34, [named], between=("ask_about_procedure", "ask_who_performs"))
    (bubble,) = guide().ask_which(Memory(), turn)
    titles = [choice.title for choice in bubble.choices]
    assert len(titles) == 2 and not any("_" in title for title in titles)
    assert [assistant.parse(title)["intents"][0] for title in titles] == list(turn.between)


def test_no_question_where_both_readings_have_the_same_answer() -> None:
    named = Mention("sciatica", "condition", 0, 8, "sciatica", Assertion.HYPOTHETICAL, 1.0)
    turn = Turn("sciatica doctors", (UNSURE_BETWEEN,), 0.34, [named], between=("ask_who_treats", "ask_when_to_see"))
    assert all((bubble.card or {}).get("asks") != "reading" for bubble in guide().ask_which(Memory(), turn))


@pytest.mark.parametrize(("words", "intent"), [
    ("does scoliosis run in the family", "ask_about_condition"), ("will frozen shoulder thaw without the shots", "ask_about_condition"),
    ("can hardly comb my hair with this shoulder", "describe"), ("is hurting my neck in the mornings", "describe"),
])
def test_a_verb_that_stands_first_asks_unless_it_only_tells(words: str, intent: str) -> None:
    scores = {"ask_about_condition": 0.8, "describe": 0.1, "greet": 0.01}
    named = [{"entity": "condition", "value": "scoliosis", "role": "hypothetical"}]
    assert Decider().decide(words, scores, 0.1, [], named).intents == (intent,)
