"""Short answers to an open question: by number, by words, several, "not sure", "skip" and nonsense."""
from __future__ import annotations

from typing import Any

import pytest

from guide.interview import Interview, interview, is_not_sure

WEEKS, MONTHS, LONG = 14, 60, 365
BOTH = ["relieve_pain", "daily_activities"]


@pytest.fixture(scope="module")
def asked() -> Interview:
    """The interview of the knowledge folder."""
    return interview()


@pytest.mark.parametrize(("asking", "text", "sets"), [
    ("problems", "1", {"problems": ["back_pain"]}),
    ("problems", "2", {"problems": ["chronic_joint_pain"]}),
    ("problems", "1 and 3", {"problems": ["back_pain", "nerve_pain"]}),
    ("problems", "1, 2 & 3", {"problems": ["back_pain", "chronic_joint_pain", "nerve_pain"]}),
    ("problems", "1 2", {"problems": ["back_pain", "chronic_joint_pain"]}),
    ("problems", "Back or neck pain", {"problems": ["back_pain"]}),
    ("problems", "back or neck pain.", {"problems": ["back_pain"]}),
    ("problems", "AFTER A STROKE OR INJURY", {"problems": ["stroke_rehab"]}),
    ("problems", "pain in many place", {"problems": ["chronic_widespread_primary_pain"]}),
    ("duration", "1", {"duration": WEEKS}),
    ("duration", "2", {"duration": MONTHS}),
    ("duration", "option 3", {"duration": LONG}),
    ("duration", "number 3", {"duration": LONG}),
    ("duration", "no. 2", {"duration": MONTHS}),
    ("duration", "less than 6 weeks", {"duration": WEEKS}),
    ("duration", "More than 3 months!", {"duration": LONG}),
    ("duration", "more then 3 months", {"duration": LONG}),
    ("goals", "1", {"goals": ["relieve_pain"]}),
    ("goals", "3", {"goals": BOTH}),
    ("goals", "both", {"goals": BOTH}),
    ("goals", "Both.", {"goals": BOTH}),
    ("goals", "less pain", {"goals": ["relieve_pain"]}),
    ("goals", "moving or working again", {"goals": ["daily_activities"]}),
    ("goals", "finding the cause", {"goals": ["diagnosis"]}),
    ("limits", "1 and 3", {"limits": ["walking", "sleeping"]}),
    ("limits", "1+3", {"limits": ["walking", "sleeping"]}),
    ("limits", "walking and sleeping", {"limits": ["walking", "sleeping"]}),
    ("limits", "Walking, Sleeping", {"limits": ["walking", "sleeping"]}),
    ("limits", "nothing", {"limits": []}),
    ("limits", "none of these", {"limits": []}),
    ("limits", "no", {"limits": []}),
    ("limits", "5", {"limits": []}),
    ("tried", "nothing yet", {"tried": []}),
    ("tried", "none", {"tried": []}),
    ("tried", "nothing so far", {"tried": []}),
    ("tried", "1 and 2", {"tried": ["physical_therapy", "medication_management"]}),
    ("tried", "medicines", {"tried": ["medication_management"]}),
    ("tried", "exercise or physical therapy and medicines", {"tried": ["physical_therapy", "medication_management"]}),
])
def test_an_answer_sets_its_facts(asked: Interview, asking: str, text: str, sets: dict[str, Any]) -> None:
    assert asked.read_answer(asking, text) == sets


@pytest.mark.parametrize("asking", ["problems", "duration", "goals", "limits", "tried"])
@pytest.mark.parametrize("text", ["not sure", "Not sure.", "I'm not sure", "I’m not sure", "i am not really sure", "no idea", "idk",
                                  "dunno", "I don't know", "hard to say", "skip", "Skip it", "pass", "next question", "rather not say"])
def test_not_sure_and_skip_set_nothing_and_go_on(asked: Interview, asking: str, text: str) -> None:
    assert asked.read_answer(asking, text) == {}


@pytest.mark.parametrize("asking", ["problems", "duration", "goals", "limits", "tried"])
def test_the_last_number_is_not_sure(asked: Interview, asking: str) -> None:
    assert asked.read_answer(asking, str(len(asked.asks[asking].options) + 1)) == {}


@pytest.mark.parametrize("asking", ["problems", "duration", "goals", "limits", "tried"])
@pytest.mark.parametrize("text", ["", "   ", "lol", "banana", "9", "0", "99", "what is an EMG?", "why do you ask", "my neighbour's dog",
                                  "/restart", "<b>1</b> or so", "🙂", "½", "1e9", "-", "and", ",", "to be or not to be"])
def test_nonsense_and_questions_are_no_answer(asked: Interview, asking: str, text: str) -> None:
    assert asked.read_answer(asking, text) is None


def test_two_lengths_of_time_are_no_answer(asked: Interview) -> None:
    assert asked.read_answer("duration", "1 and 3") is None


def test_two_wishes_are_both(asked: Interview) -> None:
    assert asked.read_answer("goals", "1 and 2") == asked.read_answer("goals", "less pain and moving or working again") == {"goals": BOTH}


@pytest.mark.parametrize("text", ["no, the left hip", "no, it's my knee", "nope, my back"])
def test_the_no_of_a_correction_is_not_nothing(asked: Interview, text: str) -> None:
    assert asked.read_part("tried", text) is None and asked.read_part("limits", text) is None


def test_a_choice_of_another_question_is_known_by_its_words(asked: Interview) -> None:
    assert asked.read_title("Shots or a procedure.") == ("tried", {"tried": ["epidural_steroid"]})
    assert asked.read_title("moving or working again") == ("goals", {"goals": ["daily_activities"]})
    assert asked.read_title("walking") is None and asked.read_title("what is a shot") is None


@pytest.mark.parametrize(("text", "part"), [("the time is wrong", "duration"), ("no, how long is not right", "duration"),
                                            ("the goal is wrong", "goals"), ("The problem is wrong", "problems"),
                                            ("what was tried is wrong", "tried"), ("that's wrong", None)])
def test_the_part_that_is_wrong_is_found(asked: Interview, text: str, part: str | None) -> None:
    found = asked.named(text)
    assert (found.id if found else None) == part


@pytest.mark.parametrize("asking", ["duration", "goals", "problems"])
def test_nothing_is_no_answer_where_it_means_nothing(asked: Interview, asking: str) -> None:
    assert asked.read_answer(asking, "nothing") is None


@pytest.mark.parametrize("asking", ["problems", "duration", "goals", "limits", "tried"])
def test_every_title_and_number_is_its_own_answer(asked: Interview, asking: str) -> None:
    ask = asked.asks[asking]
    for number, option in enumerate(ask.options, 1):
        for text in (option.title, option.title.lower(), f"{option.title}.", str(number), f" {number} ", f"{number}."):
            assert asked.read_answer(asking, text) == ask.value([option]), text


@pytest.mark.parametrize(("asking", "text", "sets"), [
    ("goals", "honestly both. i cant lift my kid", {"goals": BOTH}),
    ("goals", "I want less pain, that is all", {"goals": ["relieve_pain"]}),
    ("goals", "well, less pain", {"goals": ["relieve_pain"]}),
    ("limits", "mostly walking, but the dog helps", {"limits": ["walking"]}),
    ("goals", "whatever you say, doc", None),
    ("duration", "my aunt was here", None),
])
def test_an_answer_within_a_longer_message(asked: Interview, asking: str, text: str, sets: dict[str, Any] | None) -> None:
    assert asked.read_part(asking, text) == sets


@pytest.mark.parametrize(("text", "unsure"), [
    ("not sure", True), ("I'm not sure, sorry", True), ("no clue", True), ("who knows", True), ("can't say", True),
    ("I'm sure", False), ("sure", False), ("not sure if I should see a doctor about my knee pain at all", False), ("not now", False),
])
def test_not_sure_is_told_from_the_rest(text: str, unsure: bool) -> None:
    assert is_not_sure(text) is unsure


def test_a_pasted_column_of_figures_picks_nothing(asked: Interview) -> None:
    assert asked.read_part("goals", "\n".join(str(n) for n in range(40))) is None
    assert asked.read_part("goals", "1. i can't lift my kid") == {"goals": ["relieve_pain"]}
