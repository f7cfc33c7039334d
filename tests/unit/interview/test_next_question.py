"""Which question comes next, and when none does."""
from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import pytest

from guide.facts import Facts
from guide.interview import MOST_QUESTIONS, Interview, interview
from guide.recommend import DecisionTable, table
from tests.unit.recommend.test_decision_properties import some_facts


@pytest.fixture(scope="module")
def asked() -> Interview:
    """The interview of the knowledge folder."""
    return interview()


@pytest.fixture(scope="module")
def decisions() -> DecisionTable:
    """The decision table of the knowledge folder."""
    return table()


def answered(facts: Facts, ask: Any, option: Any) -> Facts:
    """The facts after an answer."""
    return dataclasses.replace(facts, **ask.value([option])) if option is not None else facts


def test_the_problem_comes_first(asked: Interview) -> None:
    step = asked.next(Facts(), [])
    assert step is not None and step.ask.id == "problems" and step.step == 1


@pytest.mark.parametrize("facts", [
    {"problems": ["stroke_rehab"], "goals": ["walk_again"]}, {"problems": ["tooth_trouble"]}, {"problems": ["opioid_use_disorder"]},
    {"problems": ["gout"], "duration": 3.0}, {"problems": ["cancer_pain"], "goals": ["relieve_pain"]},
])
def test_nothing_is_asked_where_nothing_can_change(asked: Interview, facts: dict[str, Any]) -> None:
    assert asked.next(Facts(**facts), []) is None


@pytest.mark.parametrize(("facts", "silent"), [
    ({"problems": ["back_pain"], "duration": 900.0}, ("problems", "duration")),
    ({"problems": ["back_pain"], "duration": 900.0, "goals": ["relieve_pain"]}, ("problems", "duration", "goals")),
    ({"problems": ["back_pain"], "tried": []}, ("problems", "tried")),
    ({"problems": ["back_pain"], "limits": []}, ("problems", "limits")),
])
def test_what_was_said_is_not_asked(asked: Interview, facts: dict[str, Any], silent: tuple[str, ...]) -> None:
    asked_so_far: list[str] = []
    while (step := asked.next(Facts(**facts), asked_so_far)) is not None:
        assert step.ask.id not in silent
        asked_so_far.append(step.ask.id)


def test_never_more_than_five_and_the_count_is_true(asked: Interview, decisions: DecisionTable) -> None:
    for facts in some_facts(decisions, 150):
        so_far: list[str] = []
        while (step := asked.next(facts, so_far)) is not None:
            assert step.step == len(so_far) + 1 <= step.of <= MOST_QUESTIONS
            assert step.ask.id not in so_far
            so_far.append(step.ask.id)
        assert len(so_far) <= MOST_QUESTIONS
    assert asked.next(Facts(), ["problems"] * MOST_QUESTIONS) is None


def test_the_count_never_grows_in_the_course_of_an_interview(asked: Interview, decisions: DecisionTable) -> None:
    """ "2 of 3" is not followed by "3 of 4", whatever is answered."""
    start = Facts(problems=["back_pain"])
    for answers in itertools.islice(itertools.product(range(4), repeat=4), 256):
        facts, so_far, of = start, list[str](), MOST_QUESTIONS
        for choice in answers:
            step = asked.next(facts, so_far)
            if step is None:
                break
            assert step.of <= of, (answers, step.ask.id)
            of = step.of
            so_far.append(step.ask.id)
            facts = answered(facts, step.ask, [None, *step.ask.options][choice])


def test_a_question_is_asked_only_if_answers_can_lead_to_different_suggestions(asked: Interview, decisions: DecisionTable) -> None:
    """Found by trying all answers to all open questions, independently of how the interview finds it."""
    for facts in some_facts(decisions, 60):
        if facts.problems is None:
            continue
        step = asked.next(facts, [])
        if step is None:
            outcomes = {_outcome(decisions, one) for one in _all_ends(asked, facts)}
            assert len(outcomes) == 1, (facts, outcomes)
        else:
            assert _differs(asked, decisions, facts, step.ask), (facts, step.ask.id)


def _open(asked: Interview, facts: Facts) -> list[Any]:
    return [ask for ask in asked.asks.values() if getattr(facts, ask.fills) is None and ask.fills != "problems"]


def _all_ends(asked: Interview, facts: Facts) -> list[Facts]:
    ends = [facts]
    for ask in _open(asked, facts):
        ends = [answered(end, ask, option) for end in ends for option in (None, *ask.options)]
    return ends


def _differs(asked: Interview, decisions: DecisionTable, facts: Facts, ask: Any) -> bool:
    others = [facts]
    for other in _open(asked, facts):
        if other is not ask:
            others = [answered(end, other, option) for end in others for option in (None, *other.options)]
    return any(len({_outcome(decisions, answered(end, ask, option)) for option in (None, *ask.options)}) > 1 for end in others)


def _outcome(decisions: DecisionTable, facts: Facts) -> tuple[str, bool]:
    found = decisions._decide(facts)
    return found.specialist, found.certainty == "either"


def test_without_a_problem_one_more_way_to_ask_comes_before_the_rest(asked: Interview) -> None:
    step = asked.next(Facts(), ["problems"])
    assert step is not None and step.ask.id == "place"
    assert asked.next(Facts(problems=["back_pain"]), ["problems"]).ask.id == "duration"  # type: ignore[union-attr]


def test_the_order_of_what_was_told_does_not_matter(asked: Interview) -> None:
    one = asked.next(Facts(problems=["back_pain"], duration=900.0), [])
    other = asked.next(dataclasses.replace(Facts(duration=900.0), problems=["back_pain"]), [])
    assert one == other


def test_three_questions_are_the_most_common(asked: Interview, decisions: DecisionTable) -> None:
    counts = []
    for problem in ("back_pain", "knee_pain", "sciatica", "stroke_rehab", "fibromyalgia", "crps", "nerve_pain", "migraine"):
        so_far: list[str] = []
        while (step := asked.next(Facts(problems=[problem]), so_far)) is not None:
            so_far.append(step.ask.id)
        counts.append(len(so_far))
    assert sorted(counts)[len(counts) // 2] <= 3, counts
